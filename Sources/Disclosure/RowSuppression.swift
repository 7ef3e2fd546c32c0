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
    private let isHeld: [Bool]
    private var classes: ExchangeClasses

    /// Starts from the rows that are withheld for their own sake, and those that stay as they were.
    init(_ component: Component, withheld: [Bool], held: [Bool]) {
        self.component = component
        isWithheld = withheld
        isHeld = held
        classes = Self.classes(component, withheld)
    }

    /// Whether nothing can be changed any more about what an outsider knows of a unit's figures.
    static func isOut(_ unit: Component.Unit) -> Bool {
        zip(unit.versions, unit.isNear).contains { $0.view.isShown && $1 }
    }

    private static func classes(_ component: Component, _ withheld: [Bool]) -> ExchangeClasses {
        ExchangeClasses(component) { !withheld[$0] || isOut(component.units[$0]) }
    }

    /// Withholds rows until everything is proved, then shows again what was withheld in vain.
    mutating func run() {
        while let target = firstShort() {
            guard let move = bestMove(for: target) else {
                unproven.insert(target)
                continue
            }
            withhold(move)
        }
        dropNeedless()
    }

    private mutating func withhold(_ units: [Int]) {
        for unit in units { isWithheld[unit] = true }
        complements += units
        classes = Self.classes(component, isWithheld)
    }

    /// Whether a unit's withheld figures have to be proved safe.
    private func isTarget(_ unit: Int) -> Bool {
        isWithheld[unit] && component.units[unit].count > 0 && !Self.isOut(component.units[unit])
    }

    private func firstShort() -> Int? {
        let reach = ExchangeReach(component: component, classes: classes)
        return component.units.indices.first {
            isTarget($0) && !unproven.contains($0) && reach.shortfalls(of: component.units[$0]) > 0
        }
    }

    // MARK: - What to withhold next

    private func bestMove(for target: Int) -> [Int]? {
        // The classes to widen are those that the unit has atoms in, first the one that the fewest regions hold.
        // A free one cannot be widened.
        let places = Set(component.units[target].atoms.map { classes.classes[$0] })
            .filter { !classes.isFree($0) }
            .sorted { (classes.signatures[$0].count, $0) < (classes.signatures[$1].count, $1) }
        for place in places { if let move = bestMove(for: target, widening: place) { return move } }
        return nil
    }

    private func bestMove(for target: Int, widening place: Int) -> [Int]? {
        let signature = classes.signatures[place]
        let targets = component.units.indices.filter { unit in
            isTarget(unit) && component.units[unit].atoms.contains { classes.classes[$0] == place }
        }
        var moves: [Move] = []
        for depth in 1...2 {
            moves += self.moves(widening: place, by: depth)
            // Where not even all of them together would do, something above has to go.
            let all = classes.moving(moves.flatMap(\.atoms), to: place, of: component)
            guard !moves.isEmpty, !isShort(targets, in: all) else { continue }
            return moves.map { (rank($0, place, targets), $0.units) }.min { $0.0 < $1.0 }?.1
        }
        let movable = signature.filter(isMovable)
        return movable.min {
            (component.units[$0].atoms.count, $0) < (component.units[$1].atoms.count, $1)
        }.map { [$0] }
    }

    /// Rows that may be withheld together, and the atoms that would then join a class.
    private struct Move {
        var units: [Int]
        var atoms: [Int]
    }

    private func isMovable(_ unit: Int) -> Bool {
        !isWithheld[unit] && !isHeld[unit] && !Self.isOut(component.units[unit])
    }

    /// The ways to widen a class by withholding that many rows.
    private func moves(widening place: Int, by depth: Int) -> [Move] {
        let signature = Set(classes.signatures[place])
        var places: [[Int]: Int] = [:]
        var moves: [Move] = []
        for other in classes.members.indices where !classes.members[other].isEmpty {
            let seen = classes.signatures[other]
            guard seen.count == signature.count + depth, signature.isSubset(of: seen) else { continue }
            let units = seen.filter { !signature.contains($0) }
            guard units.allSatisfy(isMovable) else { continue }
            if let position = places[units] {
                moves[position].atoms += classes.members[other]
            } else {
                places[units] = moves.count
                moves.append(Move(units: units, atoms: classes.members[other]))
            }
        }
        return moves
    }

    private func isShort(_ targets: [Int], in classes: ExchangeClasses) -> Bool {
        let reach = ExchangeReach(component: component, classes: classes)
        return targets.contains { reach.shortfalls(of: component.units[$0]) > 0 }
    }

    /// First what leaves the fewest figures unproved, then what costs least, then by key.
    private func rank(_ move: Move, _ place: Int, _ targets: [Int]) -> (Int, Int64, UInt64) {
        let moved = classes.moving(move.atoms, to: place, of: component)
        let reach = ExchangeReach(component: component, classes: moved)
        let short = (targets + move.units).reduce(0) { $0 + reach.shortfalls(of: component.units[$1]) }
        let units = move.units.map { component.units[$0] }
        return (short, units.reduce(0) { $0 + $1.cost }, units.reduce(0) { $0 ^ $1.tie })
    }

    // MARK: - What was withheld in vain

    private mutating func dropNeedless() {
        let order = complements.sorted {
            (-component.units[$0].cost, component.units[$0].tie) < (
                -component.units[$1].cost, component.units[$1].tie
            )
        }
        for unit in order {
            var trial = self
            trial.isWithheld[unit] = false
            trial.complements.removeAll { $0 == unit }
            trial.classes = Self.classes(component, trial.isWithheld)
            if trial.firstShort() == nil { self = trial }
        }
    }
}
