import Statistics

/// Exchanges units of a region for such of other scores in its classes outside it, the furthest apart first.
struct ScoreExchange {
    private let component: Component
    private let scale: CellSpace.Scale
    /// 1 to raise the sum of the scores, -1 to lower it.
    private let sign: Int64

    /// Prepares to raise or lower the scores of a region on one scale.
    init(_ component: Component, _ scale: CellSpace.Scale, isUp: Bool) {
        self.component = component
        self.scale = scale
        sign = isUp ? 1 : -1
    }

    /// Moves the sum of the scores by at least so much, or as far as it goes; returns how far.
    func move(
        in parts: [SecondWorlds.Part],
        by wanted: Int64,
        into exchanges: inout [SafetyCertificate.Exchange]
    ) -> Int64 {
        var moved: Int64 = 0
        for part in parts where moved < wanted {
            moved += move(part, by: wanted - moved, into: &exchanges)
        }
        return moved
    }

    private func move(
        _ part: SecondWorlds.Part,
        by wanted: Int64,
        into exchanges: inout [SafetyCertificate.Exchange]
    ) -> Int64 {
        var own = Lots(component, part.own, scale, sign: sign, bestFirst: false)
        // Where no region seen holds the class, there is any number of the units of the best score.
        var others =
            part.others.map { Lots(component, $0, scale, sign: sign, bestFirst: true) }
            ?? Lots(anyOf: component, scale, sign: sign)
        var moved: Int64 = 0
        while moved < wanted, let mine = own.next, let theirs = others.next {
            let gain = theirs.gain - mine.gain
            guard gain > 0 else { break }
            let units = min(mine.units, theirs.units, (wanted - moved + gain - 1) / gain)
            exchanges.append(
                SafetyCertificate.Exchange(
                    atom: Int32(mine.atom),
                    partner: Int32(theirs.atom),
                    from: Int32(mine.cell),
                    to: Int32(theirs.cell),
                    units: units
                )
            )
            moved += units * gain
            own.take(units)
            others.take(units)
        }
        return moved
    }

    /// The units of atoms by what having them gains, then by atom, then by cell; no further than they are asked
    /// for.
    private struct Lots {
        /// The units that are next.
        private(set) var next: (atom: Int, cell: Int, gain: Int64, units: Int64)?
        private let component: Component
        private let atoms: [Int]
        private let levels: [CellSpace.Level]
        private let sign: Int64
        private let bestFirst: Bool
        private var (level, atom, cell) = (0, 0, -1)

        init(_ component: Component, _ atoms: [Int], _ scale: CellSpace.Scale, sign: Int64, bestFirst: Bool) {
            self.component = component
            self.atoms = bestFirst ? atoms.reversed() : atoms
            levels = scale.levels
            self.sign = sign
            self.bestFirst = bestFirst
            advance()
        }

        /// Any number of units of the best score.
        init(anyOf component: Component, _ scale: CellSpace.Scale, sign: Int64) {
            self.init(component, [], scale, sign: sign, bestFirst: true)
            guard let best = sign > 0 ? levels.last : levels.first, let cell = best.cells.first else {
                return
            }
            next = (-1, cell, sign * best.score, .max)
        }

        mutating func take(_ units: Int64) {
            next?.units -= units
            if next?.units == 0 { advance() }
        }

        private mutating func advance() {
            next = nil
            cell += 1
            while level < levels.count {
                // Levels rise; the best is the last where scores are to rise.
                let now = levels[(sign > 0) == bestFirst ? levels.count - 1 - level : level]
                while atom < atoms.count {
                    let counts = component.cells[atoms[atom]]
                    while cell < now.cells.count {
                        let place = now.cells[bestFirst ? now.cells.count - 1 - cell : cell]
                        if counts[place] > 0 {
                            next = (atoms[atom], place, sign * now.score, counts[place])
                            return
                        }
                        cell += 1
                    }
                    cell = 0
                    atom += 1
                }
                atom = 0
                level += 1
            }
        }
    }
}
