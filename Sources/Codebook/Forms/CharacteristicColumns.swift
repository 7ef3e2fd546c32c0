/// The columns of a form that has a row for every category of every region.
public struct CharacteristicColumns: Hashable, Sendable {
    /// The headers of the column that names the variable.
    public var variable: [String]
    /// The headers of the column that names the category.
    public var category: [String]
    /// The counted units.
    public var topic: Topic

    /// Creates the columns.
    public init(variable: [String], category: [String], topic: Topic) {
        self.variable = variable
        self.category = category
        self.topic = topic
    }
}

extension Codebook {
    /// True if each variable counts units of its own, so that it is published or withheld by itself.
    public var countsApart: Bool { forms.contains { $0.traits.units == .fullestVariable } }

    /// Whether numbers of single characteristics are rounded with secret offsets.
    public var hasNumbersWithOffsets: Bool { countsApart && protection.offsets.rounding == .offset }

    /// Whether what is counted has no scores and no characteristic of its own units, and is proved safe.
    public var provesUnscored: Bool {
        if case .unscored = scheme { !countsApart && protection.method == .proved } else { false }
    }

    /// Whether published numbers of groups may be rounded with secret offsets.
    public var publishesNumbersWithOffsets: Bool {
        hasNumbersWithOffsets || provesUnscored && protection.offsets.rounding == .offset
    }

    /// Whether any published figure may be rounded with a secret offset, so that a key is needed.
    public var drawsOffsets: Bool { mayHaveOffsets || hasNumbersWithOffsets }

    /// The ranks of the figures of regions as a whole, behind those of all categories.
    public var areaRanks: Range<Int> {
        let first = variables.reduce(0) { $0 + $1.categories.count }
        return first..<first + areas.count
    }

    /// The ranks of the categories of a variable where those of all variables follow each other.
    public func categoryRanks(of variable: Int) -> Range<Int> {
        let first = variables[..<variable].reduce(0) { $0 + $1.categories.count }
        return first..<first + variables[variable].categories.count
    }
}
