/// A column of a form that holds one row a unit.
public struct RecordField: Hashable, Sendable {
    /// The most codes a field can have.
    public static let codeLimit = 63

    /// What a field says of the unit.
    public enum Role: Hashable, Sendable {
        /// The report year.
        case period
        /// Which unit it is; unique within a period.
        case id
        /// The region of that level that the unit is in; an empty one is unknown.
        case region(level: String)
        /// The four-digit postcode that the unit is in; an empty one is unknown.
        case postcode
        /// The unit's category of a variable, by the rank of the variable.
        case variable(Int)
        /// Anything else, as one of its codes.
        case codes
    }

    /// A value that a field may have.
    public struct Code: Hashable, Sendable {
        /// The code as written in deliveries.
        public var key: String
        /// Other ways in which deliveries write it.
        public var spellings: [String]

        /// Creates a code.
        public init(key: String, spellings: [String] = []) {
            self.key = key
            self.spellings = spellings
        }
    }

    /// The header.
    public var key: String
    /// Other ways in which deliveries write the header.
    public var spellings: [String]
    /// What the field says of the unit.
    public var role: Role
    /// What codes of regions begin with, for example `BU`.
    ///
    /// A code without it is one that lacks it. Empty where the field holds no region.
    public var prefix: String
    /// Whether every delivery has the column.
    public var isRequired: Bool
    /// The values that it may have, in order; empty for roles without codes.
    ///
    /// The code at position `n` is number `n + 1`; number 0 is an empty field, or a column that is not there.
    public var codes: [Code]

    /// Creates a field.
    public init(
        key: String,
        spellings: [String] = [],
        role: Role,
        prefix: String = "",
        isRequired: Bool = true,
        codes: [Code] = []
    ) {
        self.key = key
        self.spellings = spellings
        self.role = role
        self.prefix = prefix
        self.isRequired = isRequired
        self.codes = codes
    }

    /// Whether the field holds one of its codes.
    public var hasCodes: Bool {
        switch role {
        case .variable, .codes: true
        case .period, .id, .region, .postcode: false
        }
    }
}
