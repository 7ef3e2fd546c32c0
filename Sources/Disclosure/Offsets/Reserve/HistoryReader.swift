import Statistics

/// Reads what ``HistoryWriter`` writes; nil for anything else.
struct HistoryReader {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Whether all was read.
    var isAtEnd: Bool { position == bytes.count }

    mutating func number() -> UInt64? { Varint.read(bytes, at: &position) }

    /// A number that is not negative and of a size that a count can have.
    mutating func whole() -> Int? { number().flatMap { $0 < 1 << 62 ? Int($0) : nil } }

    mutating func signed() -> Int? {
        number().map { Int(Int64(bitPattern: $0 >> 1)) ^ -Int(Int64(bitPattern: $0 & 1)) }
    }

    mutating func text() -> String? {
        guard let count = whole(), count <= bytes.count - position else { return nil }
        defer { position += count }
        return String(validating: bytes[position..<(position + count)], as: UTF8.self)
    }

    mutating func part() -> [UInt8]? {
        guard let count = whole(), count <= bytes.count - position else { return nil }
        defer { position += count }
        return Array(bytes[position..<(position + count)])
    }

    mutating func flags() -> [Bool]? {
        guard let count = whole(), count <= 64, let bits = number() else { return nil }
        return (0..<count).map { bits >> UInt64($0) & 1 == 1 }
    }

    mutating func row() -> OffsetHistory.Row? {
        guard let layout = layout(), let count = whole() else { return nil }
        var states: [RowFigure: FigureState] = [:]
        for _ in 0..<count {
            guard let figure = figure(), let state = state() else { return nil }
            states[figure] = state
        }
        guard let many = whole() else { return nil }
        var dead: [OffsetHistory.Dead] = []
        for _ in 0..<many {
            guard let figure = figure(), let state = state() else { return nil }
            dead.append(OffsetHistory.Dead(figure: figure, state: state))
        }
        guard let events = whole(), let atoms = whole() else { return nil }
        return OffsetHistory.Row(layout: layout, states: states, dead: dead, events: events, atoms: atoms)
    }

    mutating func atom() -> OffsetHistory.Atom? {
        guard let size = whole(), size <= 1 << 24, let count = whole() else { return nil }
        var cells = [Int32](repeating: 0, count: size)
        var cell = -1
        for _ in 0..<count {
            guard let step = whole(), step > 0, step <= size - 1 - cell, let units = whole(),
                units <= Int(Int32.max)
            else { return nil }
            cell += step
            cells[cell] = Int32(units)
        }
        guard let flags = flags(), flags.count == 3, let since = whole() else { return nil }
        return OffsetHistory.Atom(
            cells: cells,
            isWithheld: flags[0],
            since: since,
            isFlagged: flags[1],
            isCorrected: flags[2]
        )
    }

    private mutating func layout() -> RowLayout? {
        guard let count = whole(), count <= 64 else { return nil }
        var variables: [RowLayout.Shares] = []
        for _ in 0..<count {
            guard let merged = number().flatMap(UInt32.init(exactly:)), let unit = whole(),
                let why = whole(),
                let small = number().flatMap(UInt32.init(exactly:))
            else { return nil }
            variables.append(
                RowLayout.Shares(
                    merged: merged,
                    unit: unit == 0 ? nil : unit - 1,
                    isRecoded: why & 1 == 1,
                    small: small,
                    isWished: why & 2 == 2
                )
            )
        }
        guard let score = whole(), let offsets = flags(), let hidden = flags(), let many = whole(), many <= 65
        else { return nil }
        var units: [Int] = []
        for _ in 0..<many {
            guard let unit = whole() else { return nil }
            units.append(unit)
        }
        return RowLayout(
            variables: variables,
            scoreUnit: score == 0 ? nil : score - 1,
            hasOffset: offsets,
            hiddenSpreads: hidden,
            spreadUnits: units
        )
    }

    private mutating func figure() -> RowFigure? {
        guard let kind = whole(), let rank = whole() else { return nil }
        switch kind {
        case 0: return number().flatMap(UInt32.init(exactly:)).map { .share(variable: rank, groups: $0) }
        case 1: return .score(rank)
        case 2: return .deviation(rank)
        case 3: return .difference(rank)
        default: return nil
        }
    }

    private mutating func state() -> FigureState? {
        guard let unit = whole(), let draw = whole(), let anchor = whole(), let published = signed(),
            let low = signed(),
            let high = signed(), let fewest = whole(), let down = signed(), let up = signed(),
            let frozen = whole()
        else { return nil }
        var state = FigureState(unit: unit, published: published, low: low, high: high, fewest: fewest)
        state.draw = draw
        state.anchor = anchor
        state.reserveLow = down
        state.reserveHigh = up
        state.isFrozen = frozen == 1
        return state
    }
}
