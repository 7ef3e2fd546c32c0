/// Withholds rows until exchanges prove every withheld figure safe.
///
/// Withholding one more row only widens what exchanges reach, so no proof is ever lost, and one pass over the
/// classes is enough. Source: docs/decisions/0017-proved-by-exchange.md.
struct RowSuppression {
    let component: Component
    /// By unit, whether its figures are withheld.
    private(set) var isWithheld: [Bool]
    /// The units that were withheld for the sake of others, in that order.
    private(set) var complements: [Int] = []
    /// The units that nothing can prove safe, because too much is out already.
    private(set) var unproven: Set<Int> = []

    /// By unit, whether its row stays as it was published before.
    private let isFrozen: [Bool]
    private var classes: ExchangeClasses
    /// All units before this one are proved, or known to be unproven.
    private var next = 0

    /// Starts from the rows that are withheld for their own sake, and those that stay as they were.
    init(_ component: Component, withheld: [Bool], frozen: [Bool]) {
        self.component = component
        isWithheld = withheld
        isFrozen = frozen
        classes = ExchangeClasses(component) { !withheld[$0] || component.units[$0].isOut }
    }

    /// Withholds rows until everything is proved, then shows again what was withheld in vain.
    mutating func run() {
        while let target = nextShort() {
            guard let move = bestMove(for: target) else {
                unproven.insert(target)
                continue
            }
            withhold(move)
        }
        dropNeedless()
    }

    private mutating func withhold(_ units: [Int]) {
        for unit in units {
            isWithheld[unit] = true
            classes.hide(unit)
            // What is proved stays proved; these have to be looked at.
            next = min(next, unit)
        }
        complements += units
    }

    /// Whether a unit's withheld figures have to be proved safe.
    private func isTarget(_ unit: Int) -> Bool {
        isWithheld[unit] && component.units[unit].count > 0 && !component.units[unit].isOut
    }

    private mutating func nextShort() -> Int? {
        while next < component.units.count {
            if isTarget(next), !unproven.contains(next), isShort([next], in: classes) { return next }
            next += 1
        }
        return nil
    }

    // MARK: - What to withhold next

    private func bestMove(for target: Int) -> [Int]? {
        // The classes to widen are those that the unit has atoms in, first the one that the fewest regions hold.
        // A free one cannot be widened.
        let places = classes.places(of: component.units[target].atoms)
            .map { (place: $0, class: classes[$0]) }
            .filter { !$0.class.isFree }
            .sorted {
                ($0.class.signature.count, $0.class.atoms[0]) < ($1.class.signature.count, $1.class.atoms[0])
            }
        for (place, _) in places { if let move = bestMove(for: target, widening: place) { return move } }
        return nil
    }

    private func bestMove(for target: Int, widening place: Int) -> [Int]? {
        // What is proved already stays so.
        let targets = Set(classes[place].atoms.flatMap { component.holders[$0] })
            .filter { isTarget($0) && isShort([$0], in: classes) }.sorted()
        var moves: [Move] = []
        for depth in 1...2 {
            moves += self.moves(widening: place, by: depth)
            // Where not even all of them together would do, something above has to go.
            guard !moves.isEmpty, !isShort(targets, in: classes.joining(moves.flatMap(\.places), to: place))
            else { continue }
            return best(of: moves, widening: place, for: targets)
        }
        return classes[place].signature.filter(isMovable).min {
            (component.units[$0].atoms.count, $0) < (component.units[$1].atoms.count, $1)
        }.map { [$0] }
    }

    /// Rows that may be withheld together, and the positions of the classes that would then join another.
    private struct Move {
        var units: [Int]
        var places: [Int]
    }

    private func isMovable(_ unit: Int) -> Bool {
        !isWithheld[unit] && !isFrozen[unit] && !component.units[unit].isOut
    }

    /// The ways to widen a class by withholding that many rows.
    private func moves(widening place: Int, by depth: Int) -> [Move] {
        let signature = classes[place].signature
        var known: [[Int]: Int] = [:]
        var moves: [Move] = []
        for other in classes.places(holding: signature, and: depth) {
            let units = classes[other].signature.filter { !signature.contains($0) }
            guard units.allSatisfy(isMovable) else { continue }
            if let position = known[units] {
                moves[position].places.append(other)
            } else {
                known[units] = moves.count
                moves.append(Move(units: units, places: [other]))
            }
        }
        return moves
    }

    private func isShort(_ targets: [Int], in classes: ExchangeClasses) -> Bool {
        let reach = ExchangeReach(component: component, classes: classes)
        return targets.contains { reach.isShort(component.units[$0]) }
    }

    /// First what leaves the fewest figures unproved, then what costs least, then by key.
    private func best(of moves: [Move], widening place: Int, for targets: [Int]) -> [Int]? {
        let order = moves.map { move in
            let units = move.units.map { component.units[$0] }
            return (
                move: move, cost: units.reduce(0) { $0 + $1.cost }, tie: units.reduce(0) { $0 ^ $1.tie }
            )
        }.sorted { ($0.cost, $0.tie) < ($1.cost, $1.tie) }
        var best: (short: Int, units: [Int])?
        for (move, _, _) in order {
            let reach = ExchangeReach(component: component, classes: classes.joining(move.places, to: place))
            var short = 0
            // Those before cost less, so only one that leaves fewer is better.
            for unit in targets + move.units where short < best?.short ?? .max {
                short += reach.shortfalls(of: component.units[unit])
            }
            if short < best?.short ?? .max { best = (short, move.units) }
            if short == 0 { break }
        }
        return best?.units
    }

    // MARK: - What was withheld in vain

    private mutating func dropNeedless() {
        let order = complements.sorted {
            (-component.units[$0].cost, component.units[$0].tie) < (
                -component.units[$1].cost, component.units[$1].tie
            )
        }
        for unit in order where !isNeeded(unit) {
            isWithheld[unit] = false
            complements.removeAll { $0 == unit }
            classes.show(unit)
        }
    }

    /// Whether some region would not be proved any more if a row were shown again.
    private mutating func isNeeded(_ unit: Int) -> Bool {
        let inside = component.units[unit].atoms
        // Only classes that would be cut, or be free no more, reach less.
        let touched = classes.places(of: inside).flatMap { place in
            let own = classes[place]
            let taken = own.atoms.count { component.holders[$0].contains(unit) }
            return own.isFree || taken < own.atoms.count ? own.atoms : []
        }
        let targets = Set(touched.flatMap { component.holders[$0] }).filter {
            $0 != unit && isTarget($0) && !unproven.contains($0)
        }
        guard !targets.isEmpty else { return false }
        classes.show(unit)
        defer { classes.hide(unit) }
        return isShort(targets.sorted(), in: classes)
    }
}
