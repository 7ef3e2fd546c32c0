import Statistics

/// Writes a history as whole numbers of as few bytes as they need.
struct HistoryWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: UInt64) { Varint.append(number, to: &bytes) }

    /// A number that is not negative.
    mutating func add(_ number: Int) { add(UInt64(number)) }

    /// A number of either sign, in zigzag order.
    mutating func addSigned(_ number: Int) { add(UInt64(bitPattern: Int64(number << 1 ^ number >> 63))) }

    mutating func add(_ text: String) {
        let own = Array(text.utf8)
        add(own.count)
        bytes += own
    }

    /// Bytes with their number before them.
    mutating func addPart(_ part: [UInt8]) {
        add(part.count)
        bytes += part
    }

    mutating func add(_ flags: [Bool]) {
        add(flags.count)
        add(flags.enumerated().reduce(UInt64(0)) { $1.element ? $0 | 1 << UInt64($1.offset) : $0 })
    }

    mutating func add(_ row: OffsetHistory.Row) {
        add(row.layout)
        add(row.states.count)
        for (figure, state) in row.states.sorted(by: { $0.key < $1.key }) {
            add(figure)
            add(state)
        }
        add(row.dead.count)
        for dead in row.dead {
            add(dead.figure)
            add(dead.state)
        }
        add(row.events)
        add(row.atoms)
    }

    mutating func add(_ atom: OffsetHistory.Atom) {
        add(atom.cells.count)
        add(atom.cells.count { $0 != 0 })
        var before = -1
        for (cell, count) in atom.cells.enumerated() where count != 0 {
            add(cell - before)
            add(Int(count))
            before = cell
        }
        add([atom.isWithheld, atom.isFlagged, atom.isCorrected])
        add(atom.since)
    }

    private mutating func add(_ layout: RowLayout) {
        add(layout.variables.count)
        for shares in layout.variables {
            add(UInt64(shares.merged))
            add((shares.unit ?? -1) + 1)
            add((shares.isRecoded ? 1 : 0) + (shares.isWished ? 2 : 0))
            add(UInt64(shares.small))
        }
        add((layout.scoreUnit ?? -1) + 1)
        add(layout.hasOffset)
        add(layout.hiddenSpreads)
        add(layout.spreadUnits.count)
        for unit in layout.spreadUnits { add(unit) }
    }

    private mutating func add(_ figure: RowFigure) {
        switch figure {
        case .share(let variable, let groups):
            add(0)
            add(variable)
            add(UInt64(groups))
        case .score(let rank):
            add(1)
            add(rank)
        case .deviation(let rank):
            add(2)
            add(rank)
        case .difference(let rank):
            add(3)
            add(rank)
        }
    }

    private mutating func add(_ state: FigureState) {
        add(state.unit)
        add(state.draw)
        add(state.anchor)
        addSigned(state.published)
        addSigned(state.low)
        addSigned(state.high)
        add(state.fewest)
        addSigned(state.reserveLow)
        addSigned(state.reserveHigh)
        add(state.isFrozen ? 1 : 0)
    }
}
