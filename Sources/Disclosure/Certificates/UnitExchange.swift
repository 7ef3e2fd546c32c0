import Statistics

/// Exchanges units of some cells within a region for as many of others in its classes outside it.
struct UnitExchange {
    private let component: Component
    private let from: [Int]
    private let to: [Int]
    /// By cell, what must be equal of the two units; nil where nothing must.
    private let alike: [Int]?

    /// Prepares to make units of `from` units of `to`, within the region.
    init(_ component: Component, from: [Int], to: [Int], alike: [Int]? = nil) {
        self.component = component
        self.from = from
        self.to = to
        self.alike = alike
    }

    /// The world in which so many units of the region changed, or as many as can.
    func world(in parts: [SecondWorlds.Part], units: Int64) -> SafetyCertificate.World {
        var exchanges: [SafetyCertificate.Exchange] = []
        var left = units
        for part in parts where left > 0 {
            if let others = part.others {
                exchange(part.own, others, &left, &exchanges)
            } else {
                change(part.own, &left, &exchanges)
            }
        }
        return SafetyCertificate.World(exchanges)
    }

    private func exchange(
        _ own: [Int],
        _ others: [Int],
        _ left: inout Int64,
        _ exchanges: inout [SafetyCertificate.Exchange]
    ) {
        // Of units that must be alike in something, each looks for its own; else the next one will do.
        var givers: [Int: Givers] = [:]
        for atom in own {
            for cell in from where component.cells[atom][cell] > 0 {
                var units = component.cells[atom][cell]
                let rest = alike.map { $0[cell] } ?? 0
                var own = givers.removeValue(forKey: rest) ?? Givers(others, partners(of: rest), component)
                while units > 0, left > 0, let giver = own.next {
                    let moved = min(left, units, giver.units)
                    exchanges.append(
                        SafetyCertificate.Exchange(
                            atom: Int32(atom),
                            partner: Int32(giver.atom),
                            from: Int32(cell),
                            to: Int32(giver.cell),
                            units: moved
                        )
                    )
                    own.take(moved)
                    units -= moved
                    left -= moved
                }
                if left == 0 { return }
                givers[rest] = own
            }
        }
    }

    /// The cells that units may come from which are alike in something.
    private func partners(of rest: Int) -> [Int] {
        guard let alike else { return to }
        return to.filter { alike[$0] == rest }
    }

    /// Units of some cells of some atoms, one atom after the other, that are given away.
    private struct Givers {
        /// The units that are next.
        private(set) var next: (atom: Int, cell: Int, units: Int64)?
        private let component: Component
        private let atoms: [Int]
        private let cells: [Int]
        private var place = -1

        init(_ atoms: [Int], _ cells: [Int], _ component: Component) {
            self.component = component
            self.atoms = atoms
            self.cells = cells
            advance()
        }

        mutating func take(_ units: Int64) {
            next?.units -= units
            if next?.units == 0 { advance() }
        }

        private mutating func advance() {
            next = nil
            place += 1
            while place < atoms.count * cells.count {
                let (atom, cell) = (atoms[place / cells.count], cells[place % cells.count])
                let units = component.cells[atom][cell]
                if units > 0 {
                    next = (atom, cell, units)
                    return
                }
                place += 1
            }
        }
    }

    /// In a class that no region seen holds, units may become anything.
    private func change(
        _ own: [Int],
        _ left: inout Int64,
        _ exchanges: inout [SafetyCertificate.Exchange]
    ) {
        for atom in own {
            for cell in from where left > 0 && component.cells[atom][cell] > 0 {
                guard let other = to.first(where: { fit(cell, $0) }) else { continue }
                let moved = min(left, component.cells[atom][cell])
                exchanges.append(
                    SafetyCertificate.Exchange(
                        atom: Int32(atom),
                        from: Int32(cell),
                        to: Int32(other),
                        units: moved
                    )
                )
                left -= moved
            }
        }
    }

    private func fit(_ one: Int, _ other: Int) -> Bool { alike.map { $0[one] == $0[other] } ?? true }
}
