extension WorldSearch {
    /// Limits on a change in an atom, with the opposite one in a partner, beside changes that are made already.
    func room(_ atom: Int, _ partner: Int, _ variable: Int, after: [OffsetWorld.Part]) -> ChangeRoom {
        var room = ChangeRoom()
        for row in ground.rowsOf[atom] where partner < 0 || !ground.rowsOf[partner].contains(row) {
            meet(row, variable, after, 1, since.isEmpty ? 0 : since[atom], &room)
        }
        if partner >= 0 {
            for row in ground.rowsOf[partner] where !ground.rowsOf[atom].contains(row) {
                meet(row, variable, after, -1, since.isEmpty ? 0 : since[partner], &room)
            }
        }
        return room
    }

    private func meet(
        _ row: Int,
        _ variable: Int,
        _ after: [OffsetWorld.Part],
        _ sign: Int,
        _ since: Int,
        _ room: inout ChangeRoom
    ) {
        guard !after.isEmpty else {
            room.meet(
                windows(of: row),
                variable: variable,
                borne: { _ in 0 },
                bornePart: 0,
                borneTotal: 0,
                sign: sign,
                since: since
            )
            return
        }
        let inside = after.filter { ground.rowsOf[$0.atom].contains(row) }
        room.meet(
            windows(of: row),
            variable: variable,
            borne: { groups in
                inside.reduce(0) { $1.variable == variable ? $0 + $1.step(of: groups) : $0 }
            },
            bornePart: inside.reduce(0) { $1.variable == variable ? $0 + $1.sum : $0 },
            borneTotal: inside.reduce(0) { $0 + $1.sum },
            sign: sign,
            since: since
        )
    }

    /// How likely the published figures are under a change, as a part of how likely they are under the truth.
    func odds(of change: ChangeSearch.Change, _ atom: Int, _ partner: Int, _ variable: Int) -> Double {
        var odds = 1.0
        func see(_ row: Int, _ sign: Int, _ since: Int) {
            let windows = windows(of: row)
            for piece in windows.pieces[variable] where piece.isOffset && piece.anchor >= since {
                var step = 0
                var rest = piece.groups
                while rest != 0 {
                    step += Int(change.groups[rest.trailingZeroBitCount])
                    rest &= rest - 1
                }
                odds *= piece.odds(of: sign * step)
            }
            for rank in [variable, ground.model.variables.count]
            where windows.sums[rank].isOffset && windows.sums[rank].anchor >= since {
                odds *= windows.sums[rank].odds(of: sign * change.sum)
            }
        }
        let (own, other) = since.isEmpty ? (0, 0) : (since[atom], partner < 0 ? 0 : since[partner])
        for row in ground.rowsOf[atom] where partner < 0 || !ground.rowsOf[partner].contains(row) {
            see(row, 1, own)
        }
        if partner >= 0 {
            for row in ground.rowsOf[partner] where !ground.rowsOf[atom].contains(row) { see(row, -1, other) }
        }
        return odds
    }
}

extension OffsetWorld.Part {
    /// The opposite change that another part of the same region has to bear.
    func opposite(in partner: Int) -> OffsetWorld.Part {
        var other = self
        other.atom = partner
        other.groups = groups.map { -$0 }
        other.sum = -sum
        other.swaps = swaps.map { $0.map { OffsetWorld.Swap(from: $0.to, to: $0.from) } }
        return other
    }

    /// How much more units a set of groups has, a bit a group.
    func step(of set: UInt32) -> Int {
        var sum = 0
        var rest = set
        while rest != 0 {
            sum += Int(groups[rest.trailingZeroBitCount])
            rest &= rest - 1
        }
        return sum
    }
}

extension RowWindows.Piece {
    /// How likely what is published is when the count is another, as a part of how likely it is now.
    func odds(of step: Int) -> Double {
        guard step != 0, abs(off) < 1 else { return 1 }
        return max(0, 1 - abs(off - Double(step) / unit)) / max(1e-9, 1 - abs(off))
    }
}
