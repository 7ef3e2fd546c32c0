public import Statistics

/// A topic: one column of figures, with the ways in which deliveries and extracts call it.
public struct Topic: Hashable, Sendable {
    /// The kind of number of a topic; rules go by it.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A count of units; never negative, no decimals.
        case count
        /// A share in percent, 0 to 100.
        case percentage
        /// A score on the scale of the data set's scheme.
        case score
        /// A measure of spread; never negative.
        case spread
        /// Any other number.
        case number
    }

    /// The key in data feeds and unprocessed CSV, for example `ParticuliereHuishoudens_2`.
    public var key: String
    /// The path of titles, joined by `/`, as in the headers of StatLine.
    public var title: Text
    /// The unit, for example `Aantal`.
    public var unit: Text
    /// The number of decimals of its figures.
    public var decimals: Int
    /// The kind of its numbers.
    public var kind: Kind
    /// The numbers it can hold, in units of its last decimal; nil where its kind says enough.
    public var range: ClosedRange<Int64>?
    /// Other ways in which deliveries write it.
    public var spellings: [String]
    /// The quantity that it measures.
    public var measure: Measure { didSet { traits = measure.traits } }
    /// Everything that rooms ask of the measure besides its arithmetic.
    public private(set) var traits: MeasureTraits
    /// The exact meaning of its figures; nil where the title says enough.
    public var definition: Text?

    /// Creates a topic.
    public init(
        key: String,
        title: Text,
        unit: Text,
        decimals: Int,
        kind: Kind,
        range: ClosedRange<Int64>? = nil,
        spellings: [String],
        measure: Measure
    ) {
        self.key = key
        self.title = title
        self.unit = unit
        self.decimals = decimals
        self.kind = kind
        self.range = range
        self.spellings = spellings
        self.measure = measure
        traits = measure.traits
    }
}
