import Statistics

/// A place before lines are numbered: the piece of the file, the line in it, the column.
struct LoosePlace: Hashable, Comparable, Sendable {
    let piece: Int
    let line: Int
    let column: Int
    /// Text in the place of a year; nil elsewhere.
    var period: PeriodText?

    static func < (a: Self, b: Self) -> Bool {
        (a.piece, a.line, a.column) < (b.piece, b.line, b.column)
    }
}

/// The faults of rows, counted by kind and column, with the first places of each.
struct LooseFaults: Sendable {
    /// A kind of fault and the position of its field; -1 for the row as a whole.
    struct LooseFaultKind: Hashable, Sendable {
        let kind: RecordFault.FaultKind
        let field: Int
    }

    /// The number and first places of one kind of fault, in file order within one scan.
    struct Noticed: Sendable {
        var total = 0
        var places: [LoosePlace] = []
    }

    /// By kind and field: every row of a file can be wrong, so noting a fault must cost next to nothing.
    private var entries: [Noticed]
    private let fields: Int

    /// - Parameter fields: The number of fields that faults can be about.
    init(fields: Int) {
        self.fields = fields + 1
        entries = Array(repeating: Noticed(), count: RecordFault.FaultKind.allCases.count * (fields + 1))
    }

    /// The faults that occurred.
    var noticed: [LooseFaultKind: Noticed] {
        var noticed: [LooseFaultKind: Noticed] = [:]
        for (position, entry) in entries.enumerated() where entry.total > 0 {
            guard let kind = RecordFault.FaultKind(rawValue: position / fields) else { continue }
            noticed[LooseFaultKind(kind: kind, field: position % fields - 1)] = entry
        }
        return noticed
    }

    private func position(_ kind: RecordFault.FaultKind, _ field: Int) -> Int {
        kind.rawValue * fields + field + 1
    }

    /// True if the place of another fault of a kind will be kept, and so is worth finding.
    func keepsPlaces(of kind: RecordFault.FaultKind, field: Int) -> Bool {
        entries[position(kind, field)].places.count < Findings.keptOfEachKind
    }

    /// Notes a fault.
    mutating func add(
        _ kind: RecordFault.FaultKind,
        field: Int = -1,
        piece: Int,
        line: Int,
        column: Int,
        period: PeriodText? = nil
    ) {
        let position = position(kind, field)
        entries[position].total += 1
        if entries[position].places.count < Findings.keptOfEachKind {
            entries[position].places.append(
                LoosePlace(piece: piece, line: line, column: column, period: period)
            )
        }
    }

    /// Adds the faults of another scan.
    mutating func add(_ other: Self) {
        for position in entries.indices {
            entries[position].total += other.entries[position].total
            let places = (entries[position].places + other.entries[position].places).sorted()
            entries[position].places = Array(places.prefix(Findings.keptOfEachKind))
        }
    }
}
