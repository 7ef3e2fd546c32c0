public import Classification
public import Codebook
public import Statistics

/// Subject of a table of a release, without its rows.
public struct TableHead: Sendable {
    /// The period.
    public var period: Period
    /// How final its figures are.
    public var status: PeriodStatus
    /// Its columns: ranks of topics, rising.
    public var columns: [Int]
    /// Which table of the period it is; nil for the figures of the regions.
    public var subject: TableSubject?
    /// The other periods that its figures compare with, rising.
    public var comparedWith: [Period]

    /// Creates a head.
    public init(
        period: Period,
        status: PeriodStatus,
        columns: [Int],
        subject: TableSubject? = nil,
        comparedWith: [Period] = []
    ) {
        self.period = period
        self.status = status
        self.columns = columns
        self.subject = subject
        self.comparedWith = comparedWith
    }
}

/// Which table of a period a table is, where it is not that of the figures of its regions.
public struct TableSubject: Sendable {
    /// The word for it: in the names of its files, behind data set and period.
    public var name: String
    /// Whether its rows are figures of the period, or how these changed since others.
    public var isDevelopment: Bool
    /// The codebook whose topics and levels it has.
    public var codebook: Codebook
    /// The edition of its regions; nil for that of the release.
    ///
    /// A table of other regions without rows is left out.
    public var edition: Edition?

    /// The figures of a period by postcode.
    public static func postcodes(_ codebook: Codebook, edition: Edition) -> Self {
        Self(name: edition.key, isDevelopment: false, codebook: codebook, edition: edition)
    }

    /// The development of scores up to a period.
    public static func development(_ topics: DevelopmentTopics) -> Self {
        Self(name: "development", isDevelopment: true, codebook: topics.result)
    }
}
