/// The derivation of a variable's category from the fields of one unit's row: the name of a function, and its
/// parameters.
///
/// The functions are those of the room `Derivation`; each reads some of these parameters.
public struct DerivationSetting: Hashable, Sendable {
    /// The name of the function, for example `age-class`.
    public var name: String
    /// The headers of the fields that it reads, in its order; `*` in one stands for a year.
    public var from: [String]
    /// The years of the fields with `*`, from the report year: -4 to -2 of 2021 are 2017 to 2019.
    public var years: ClosedRange<Int>
    /// The day of the report year for computing ages.
    public var reference: ReferenceDay
    /// Bounds of classes, rising, in millionths; a class contains its lower bound and not its upper.
    public var bounds: [Int64]
    /// True if bounds may come with a delivery, in place of those above; without either the variable waits.
    public var takesLimits = false
    /// Codes by category, in the order of the categories; a category may have none.
    public var codes: [[String]]
    /// The rank of the category of everything else; nil if nothing else is valid.
    public var otherwise: Int?
    /// The rank of the category of units with unknown fields, the last one; nil if these have none.
    public var unknown: Int?
    /// Codes that say that a value is not known; they count as an empty field.
    public var unknownCodes: [String] = []
    /// True if a unit outside all classes does not belong to the population, and is left out of every count.
    public var decidesPopulation = false

    /// Creates a setting.
    public init(
        name: String,
        from: [String],
        years: ClosedRange<Int> = 0...0,
        reference: ReferenceDay = ReferenceDay(month: 1, day: 1),
        bounds: [Int64] = [],
        codes: [[String]] = [],
        otherwise: Int? = nil,
        unknown: Int? = nil
    ) {
        self.name = name
        self.from = from
        self.years = years
        self.reference = reference
        self.bounds = bounds
        self.codes = codes
        self.otherwise = otherwise
        self.unknown = unknown
    }

    /// A day of the year.
    public struct ReferenceDay: Hashable, Sendable {
        /// The month, 1 to 12.
        public var month: Int
        /// The day of the month, from 1.
        public var day: Int

        /// Creates a day of the year.
        public init(month: Int, day: Int) {
            self.month = month
            self.day = day
        }
    }
}
