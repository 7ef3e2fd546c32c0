public import Statistics

/// How areas are ranked on a relative scale: each indicator divides them into classes, and their index is
/// the weighted mean of the class scores.
///
/// Source: docs/method.md, "Indices of areas"; docs/decisions/0020 says what the description that it follows
/// leaves open.
public struct ClassScheme: Hashable, Sendable {
    /// How the areas of one indicator are divided.
    public enum Method: String, Hashable, Sendable, CaseIterable {
        /// As many areas in each class as ties allow.
        case quantile
        /// Classes equally wide between the lowest and the highest ratio.
        case equalInterval = "equal-interval"
        /// The classes with the least squared distance to their means together (Fisher 1958, Jenks 1967).
        case naturalBreaks = "natural-breaks"
    }

    /// A ratio of two counts.
    public struct Indicator: Hashable, Sendable {
        /// The stable name.
        public let key: String
        /// What people call it.
        public let title: Text
        /// The rank of the count above the line, among the topics of the form of counts.
        public let numerator: Int
        /// The rank of the count below the line.
        public let denominator: Int
        /// How many years before that of the index its counts are of; 0 or more.
        public let lag: Int
        /// What its class score weighs in the index; 1 or more, and 40 at most with the others together, so
        /// that every mean over unions is exact.
        public let weight: Int
        /// The amount under which units are counted above the line; nil where no amount decides.
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

    /// An amount that decides who is counted, as it is recorded beside an indicator; nothing is computed with it.
    public struct AmountLimit: Hashable, Sendable {
        /// The amount, in whole units.
        public let amount: Int
        /// The unit, for example euro.
        public let unit: Text
        /// How the amount follows prices or wages.
        public let indexation: Text

        /// Creates a limit.
        public init(amount: Int, unit: Text, indexation: Text) {
            self.amount = amount
            self.unit = unit
            self.indexation = indexation
        }
    }

    /// How the areas are divided.
    public let method: Method
    /// How many classes there are, 2 to 100; they score 0 and up.
    public let classes: Int
    /// The indicators, in the order of the codebook.
    public let indicators: [Indicator]
    /// How many indicators an area needs for an index; 1 up to their number.
    public let leastIndicators: Int
    /// The rank of the count that areas are weighted by, among the topics of the form of counts.
    public let population: Int

    /// Creates a scheme; what it is given is within the bounds of its members.
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

    /// The largest number that all weights are multiples of: sums of weighted scores are too.
    public var commonWeight: Int {
        indicators.reduce(0) { common, indicator in
            var (high, low) = (common, indicator.weight)
            while low != 0 { (high, low) = (low, high % low) }
            return high
        }
    }
}
