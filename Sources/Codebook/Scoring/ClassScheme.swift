public import Statistics

/// A ranking of areas on a relative scale: each indicator divides them into classes, and their index is the
/// weighted mean of the class scores.
///
/// Source: docs/method.md, "Indices of areas"; docs/decisions/0020 names the choices beyond that description.
public struct ClassScheme: Hashable, Sendable {
    /// The method of dividing the areas into classes.
    public enum Method: String, Hashable, Sendable, CaseIterable {
        /// As many areas in each class as ties allow.
        case quantile
        /// Classes equally wide between the lowest and the highest ratio.
        case equalInterval = "equal-interval"
        /// The classes with the least total of squared distances to their means (Fisher 1958, Jenks 1967).
        case naturalBreaks = "natural-breaks"
    }

    /// A ratio of two counts.
    public struct Indicator: Hashable, Sendable {
        /// The stable name.
        public let key: String
        /// The name for people.
        public let title: Text
        /// The rank of the count above the line, among the topics of the form of counts.
        public let numerator: Int
        /// The rank of the count below the line.
        public let denominator: Int
        /// The number of years by which its counts precede the index; 0 or more.
        public let lag: Int
        /// The weight of its class score in the index; 1 or more, and at most 40 with the others together, so
        /// that every mean over unions is exact.
        public let weight: Int
        /// The amount that decides which units are in the numerator; nil if no amount does.
        public let limit: AmountLimit?

        /// Creates an indicator.
        public init(
            key: String,
            title: Text,
            numerator: Int,
            denominator: Int,
            lag: Int,
            weight: Int,
            limit: AmountLimit? = nil
        ) {
            self.key = key
            self.title = title
            self.numerator = numerator
            self.denominator = denominator
            self.lag = lag
            self.weight = weight
            self.limit = limit
        }
    }

    /// An amount that decides which units are counted, recorded beside an indicator; it is not used in
    /// computations.
    public struct AmountLimit: Hashable, Sendable {
        /// The amount, in whole units.
        public let amount: Int
        /// The unit, for example euro.
        public let unit: Text
        /// The indexation of the amount to prices or wages.
        public let indexation: Text

        /// Creates a limit.
        public init(amount: Int, unit: Text, indexation: Text) {
            self.amount = amount
            self.unit = unit
            self.indexation = indexation
        }
    }

    /// The method of dividing the areas into classes.
    public let method: Method
    /// The number of classes, 2 to 100; they score 0 and up.
    public let classes: Int
    /// The indicators, in the order of the codebook.
    public let indicators: [Indicator]
    /// The number of indicators that an area needs for an index; 1 up to their number.
    public let leastIndicators: Int
    /// The rank of the count that weights areas, among the topics of the form of counts.
    public let population: Int

    /// Creates a scheme of valid members.
    public init(
        method: Method,
        classes: Int,
        indicators: [Indicator],
        leastIndicators: Int,
        population: Int
    ) {
        precondition((2...100).contains(classes) && (1...indicators.count).contains(leastIndicators))
        precondition(indicators.allSatisfy { (1...40).contains($0.weight) && $0.lag >= 0 })
        precondition(indicators.reduce(0) { $0 + $1.weight } <= 40)
        self.method = method
        self.classes = classes
        self.indicators = indicators
        self.leastIndicators = leastIndicators
        self.population = population
    }

    /// The greatest common divisor of all weights: sums of weighted scores are multiples of it.
    public var commonWeight: Int {
        indicators.reduce(0) { common, indicator in
            var (high, low) = (common, indicator.weight)
            while low != 0 { (high, low) = (low, high % low) }
            return high
        }
    }
}
