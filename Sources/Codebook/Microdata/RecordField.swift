/// A column of a microdata form.
public struct RecordField: Hashable, Sendable {
    /// The maximum number of codes of a field.
    public static let codeLimit = 63

    /// The meaning of a field.
    public enum Role: Hashable, Sendable {
        /// The report year.
        case period
        /// The id of the unit; unique within a period.
        case id
        /// The region of the unit, of that level; an empty one is unknown.
        case region(level: String)
        /// The four-digit postcode of the unit; an empty one is unknown.
        case postcode
        /// The unit's category of a variable, by the rank of the variable.
        case variable(Int)
        /// Any other property, as one of its codes.
        case codes
    }

    /// A valid value of a field.
    public struct Code: Hashable, Sendable {
        /// The code as written in deliveries.
        public var key: String
        /// Other spellings of it in deliveries.
        public var spellings: [String]

        /// Creates a code.
        public init(key: String, spellings: [String] = []) {
            self.key = key
            self.spellings = spellings
        }
    }

    /// The header.
    public var key: String
    /// Other spellings of the header in deliveries.
    public var spellings: [String]
    /// The meaning of the field.
    public var role: Role
    /// The beginning of region codes, for example `BU`.
    ///
    /// A code without it gets it. Empty for a field other than a region.
    public var prefix: String
    /// True if every delivery has the column.
    public var isRequired: Bool
    /// The valid values, in order; empty for roles without codes.
    ///
    /// The code at position `n` is number `n + 1`; number 0 is an empty field, or a missing column.
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

    /// True if the field contains one of its codes.
    public var hasCodes: Bool {
        switch role {
        case .variable, .codes: true
        case .period, .id, .region, .postcode: false
        }
    }
}
