public import Statistics

/// A figure of a region as a whole, beside what is counted: for example how unequal the incomes of a buurt are.
///
/// It is delivered, or worked out from rows of units and then held as the figure alone. It does not add up: a
/// region has it where it was delivered or worked out for that region itself.
public struct AreaFigure: Hashable, Sendable {
    /// The stable name in the codebook, and the header of its column in deliveries of counts.
    public var key: String
    /// What people call it.
    public var title: Text
    /// What it is about, where figures stand together under a theme; nil where they do not.
    public var theme: Text?
    /// The day or the years that it is of, where that is not the report year.
    public var reference: Text?
    /// The unit, for example km.
    public var unit: Text
    /// How many decimals it has.
    public var decimals: Int
    /// The numbers it can be, in units of its last decimal.
    public var range: ClosedRange<Int64>
    /// The function that works it out from rows of units, and the headers of its fields; nil where it is only
    /// delivered.
    public var derivation: (name: String, from: [String])? {
        get { derivationName.map { ($0, fields) } }
        set {
            derivationName = newValue?.name
            fields = newValue?.from ?? []
        }
    }

    /// The codes of households that the figure leaves out, in the last of its fields; empty for none.
    public var leftOut: [String] = []

    private var derivationName: String?
    private var fields: [String] = []

    /// Creates a figure that is delivered.
    public init(key: String, title: Text, unit: Text, decimals: Int, range: ClosedRange<Int64>) {
        self.key = key
        self.title = title
        self.unit = unit
        self.decimals = decimals
        self.range = range
    }

    /// The topic that deliveries of counts bring it under.
    public func topic(rank: Int) -> Topic {
        Topic(
            key: key,
            title: title,
            unit: unit,
            decimals: decimals,
            kind: .number,
            range: range,
            spellings: [],
            measure: .area(rank)
        )
    }
}
