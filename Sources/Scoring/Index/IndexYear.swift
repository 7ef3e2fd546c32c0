public import Classification
public import Codebook
public import Statistics

/// The inputs of the index of one year: counts of the year itself and of the years that indicators lag
/// behind.
///
/// Source: docs/method.md, "Indices of areas"; docs/decisions/0020 and 0025.
public struct IndexYear: Sendable {
    /// The year of the index.
    public let period: Period
    /// The ranks of the published topics that the year has figures for, rising.
    public let columns: [Int]

    /// The indicators and their classes.
    public let scheme: ClassScheme

    let codebook: Codebook
    let edition: Edition

    /// Prepares a year; nil if the data set has no classes or does not have the year.
    public init?(codebook: Codebook, edition: Edition, period: Period) {
        guard let scheme = codebook.scheme.classes, codebook.isOpen(for: period) else { return nil }
        self.codebook = codebook
        self.edition = edition
        self.scheme = scheme
        self.period = period
        columns = codebook.topics.indices.filter {
            codebook.topics[$0].measure == .population || codebook.topics[$0].traits.isOfClasses
        }
    }

    /// A count that enters the index.
    public struct IndexCount: Hashable, Sendable, Comparable {
        /// The period under which it is delivered.
        public let period: Period
        /// The rank of its topic in the form of counts.
        public let rank: Int

        /// Creates a source.
        public init(period: Period, rank: Int) {
            self.period = period
            self.rank = rank
        }

        /// By period, then by topic.
        public static func < (a: Self, b: Self) -> Bool {
            a.period == b.period ? a.rank < b.rank : a.period < b.period
        }
    }

    /// The counts of an indicator.
    public func sources(of indicator: Int) -> [IndexCount] {
        let indicator = scheme.indicators[indicator]
        let period = Period(year: period.year - indicator.lag)
        return [indicator.numerator, indicator.denominator].map { IndexCount(period: period, rank: $0) }
    }

    /// The count that weights areas.
    public var population: IndexCount { IndexCount(period: period, rank: scheme.population) }

    /// All counts, each once, by rising period and topic.
    public var sources: [IndexCount] {
        Set(scheme.indicators.indices.flatMap(sources(of:)) + [population]).sorted()
    }

    /// True if the stored counts are enough indicators for an index of areas.
    public func isMade(of stored: Set<IndexCount>) -> Bool {
        scheme.indicators.indices.count { sources(of: $0).allSatisfy(stored.contains) }
            >= scheme.leastIndicators
    }

    /// The counts that are not stored.
    public func awaited(holding stored: Set<IndexCount>) -> [IndexCount] {
        sources.filter { !stored.contains($0) }
    }

    /// The years of the index that a count of `period` enters.
    public static func periods(using period: Period, in codebook: Codebook) -> [Period] {
        guard let scheme = codebook.scheme.classes, period.kind == .year else { return [] }
        let lags = Set(scheme.indicators.map(\.lag) + [0]).sorted()
        return lags.map { Period(year: period.year + $0) }.filter(codebook.isOpen)
    }

    /// Computes the figures from the stored tallies, by period and smallest region.
    public func figures(of stored: [Period: [RegionIndex: Tally]]) -> IndexFigures {
        IndexFigures(self, stored: stored)
    }
}
