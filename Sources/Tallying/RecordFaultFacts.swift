import Statistics

/// Where something stands while lines are not yet counted: the piece of the file, the line in it, the column.
struct LoosePlace: Hashable, Comparable, Sendable {
    let piece: Int
    let line: Int
    let column: Int

    static func < (a: Self, b: Self) -> Bool {
        (a.piece, a.line, a.column) < (b.piece, b.line, b.column)
    }
}

/// Counts what is wrong with rows, by kind and column, and keeps the first places of each.
struct LooseFaults: Sendable {
    /// What is wrong, and the position of the field that it is about; -1 for the row as a whole.
    struct Kind: Hashable, Sendable {
        let kind: RecordFault.Kind
        let field: Int
    }

    /// What was noticed of one kind, in file order within one scan.
    struct Noticed: Sendable {
        var total = 0
        var places: [LoosePlace] = []
    }

    private(set) var noticed: [Kind: Noticed] = [:]

    var isEmpty: Bool { noticed.isEmpty }

    /// Whether the place of another fault of a kind will be kept, so that it is worth looking up.
    func keepsPlaces(of kind: RecordFault.Kind, field: Int) -> Bool {
        noticed[Kind(kind: kind, field: field)].map { $0.places.count < Findings.keptOfEachKind } ?? true
    }

    /// Notes a fault.
    mutating func add(
        _ kind: RecordFault.Kind,
        field: Int = -1,
        piece: Int,
        line: Int,
        column: Int
    ) {
        let key = Kind(kind: kind, field: field)
        var entry = noticed[key] ?? Noticed()
        // The entry must not be held twice while it grows.
        noticed[key] = nil
        entry.total += 1
        if entry.places.count < Findings.keptOfEachKind {
            entry.places.append(LoosePlace(piece: piece, line: line, column: column))
        }
        noticed[key] = entry
    }

    /// Adds what another scan noticed.
    mutating func add(_ other: Self) {
        for (key, more) in other.noticed {
            var entry = noticed[key] ?? Noticed()
            entry.total += more.total
            entry.places = Array((entry.places + more.places).sorted().prefix(Findings.keptOfEachKind))
            noticed[key] = entry
        }
    }
}
