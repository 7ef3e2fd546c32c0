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

    /// Some units of one cell of an atom.
    private struct Lot {
        var atom: Int
        var cell: Int
        var units: Int64
    }

    private func lots(_ atoms: [Int], _ cells: [Int]) -> [Lot] {
        atoms.flatMap { atom in
            cells.compactMap { cell in
                let units = component.cells[atom][cell]
                return units > 0 ? Lot(atom: atom, cell: cell, units: units) : nil
            }
        }
    }

    private func exchange(
        _ own: [Int],
        _ others: [Int],
        _ left: inout Int64,
        _ exchanges: inout [SafetyCertificate.Exchange]
    ) {
        var partners = lots(others, to)
        for lot in lots(own, from) {
            var units = lot.units
            for place in partners.indices
            where partners[place].units > 0 && fit(lot.cell, partners[place].cell) {
                let moved = min(left, units, partners[place].units)
                guard moved > 0 else { break }
                exchanges.append(
                    SafetyCertificate.Exchange(
                        atom: Int32(lot.atom),
                        partner: Int32(partners[place].atom),
                        from: Int32(lot.cell),
                        to: Int32(partners[place].cell),
                        units: moved
                    )
                )
                partners[place].units -= moved
                units -= moved
                left -= moved
            }
            if left == 0 { return }
        }
    }

    /// In a class that no region seen holds, units may become anything.
    private func change(
        _ own: [Int],
        _ left: inout Int64,
        _ exchanges: inout [SafetyCertificate.Exchange]
    ) {
        for lot in lots(own, from) where left > 0 {
            guard let cell = to.first(where: { fit(lot.cell, $0) }) else { continue }
            let moved = min(left, lot.units)
            exchanges.append(
                SafetyCertificate.Exchange(
                    atom: Int32(lot.atom),
                    from: Int32(lot.cell),
                    to: Int32(cell),
                    units: moved
                )
            )
            left -= moved
        }
    }

    private func fit(_ one: Int, _ other: Int) -> Bool { alike.map { $0[one] == $0[other] } ?? true }
}

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

    private struct Lot {
        var atom: Int
        var cell: Int
        var gain: Int64
        var units: Int64
    }

    /// The units of atoms, those that it gains most to have first.
    private func lots(_ atoms: [Int]) -> [Lot] {
        var lots: [Lot] = []
        for atom in atoms {
            for cell in scale.kinds.indices where scale.kinds[cell] >= 0 && component.cells[atom][cell] > 0 {
                lots.append(
                    Lot(atom: atom, cell: cell, gain: gain(of: cell), units: component.cells[atom][cell])
                )
            }
        }
        return lots.sorted { ($0.gain, $0.atom, $0.cell) > ($1.gain, $1.atom, $1.cell) }
    }

    private func gain(of cell: Int) -> Int64 { sign * scale.scores[scale.kinds[cell]] }

    private func move(
        _ part: SecondWorlds.Part,
        by wanted: Int64,
        into exchanges: inout [SafetyCertificate.Exchange]
    ) -> Int64 {
        var own = Array(lots(part.own).reversed())
        // Where no region seen holds the class, there is any number of the units of the best score.
        let best = scale.kinds.indices.filter { scale.kinds[$0] >= 0 }.max {
            (gain(of: $0), $1) < (gain(of: $1), $0)
        }
        var others =
            part.others.map(lots)
            ?? best.map { [Lot(atom: -1, cell: $0, gain: gain(of: $0), units: .max)] } ?? []
        var (mine, theirs, moved) = (0, 0, Int64(0))
        while moved < wanted, mine < own.count, theirs < others.count {
            let gain = others[theirs].gain - own[mine].gain
            guard gain > 0 else { break }
            let units = min(own[mine].units, others[theirs].units, (wanted - moved + gain - 1) / gain)
            exchanges.append(
                SafetyCertificate.Exchange(
                    atom: Int32(own[mine].atom),
                    partner: Int32(others[theirs].atom),
                    from: Int32(own[mine].cell),
                    to: Int32(others[theirs].cell),
                    units: units
                )
            )
            moved += units * gain
            own[mine].units -= units
            others[theirs].units -= units
            if own[mine].units == 0 { mine += 1 }
            if others[theirs].units == 0 { theirs += 1 }
        }
        return moved
    }
}
