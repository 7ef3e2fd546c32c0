public import Statistics

/// A figure of a region as a whole, beside the counts: for example the inequality of incomes in a buurt.
///
/// It is delivered, or computed from microdata and then stored as the figure alone. It does not add up: a
/// region has it only if it was delivered or computed for that region itself.
public struct AreaFigure: Hashable, Sendable {
    /// The stable name in the codebook, and the header of its column in deliveries of counts.
    public var key: String
    /// The name for people.
    public var title: Text
    /// The theme under which figures are grouped; nil without themes.
    public var theme: Text?
    /// The day or the years of the figure, if that is not the report year.
    public var reference: Text?
    /// The unit, for example km.
    public var unit: Text
    /// The number of decimals.
    public var decimals: Int
    /// The range of the figure, in units of its last decimal.
    public var range: ClosedRange<Int64>
    /// The function that computes it from microdata, and the headers of its fields; nil if it is only
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

    /// Creates a delivered figure.
    public init(key: String, title: Text, unit: Text, decimals: Int, range: ClosedRange<Int64>) {
        self.key = key
        self.title = title
        self.unit = unit
        self.decimals = decimals
        self.range = range
    }

    /// The topic of the figure in deliveries of counts.
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
