public import Classification
public import Codebook
public import Disclosure
public import Statistics

/// What the next release of a data set is to hold.
public struct ReleasePlan: Sendable {
    /// The data set.
    public var codebook: Codebook
    /// The edition of the classification.
    public var edition: Edition
    /// The number of the release.
    public var number: Int
    /// The release that it is made from; nil for the first.
    public var base: Int?
    /// When it is made, in milliseconds since 1970.
    public var timeMilliseconds: Int64
    /// The deliveries that stand behind what is held.
    public var deliveries: [Manifest.Source]
    /// The coefficient set of each period that was scored.
    public var coefficientSets: [Period: String]
    /// The periods, rising.
    public var periods: [PeriodPlan]

    /// Creates a plan.
    public init(
        codebook: Codebook,
        edition: Edition,
        number: Int,
        base: Int?,
        timeMilliseconds: Int64,
        deliveries: [Manifest.Source],
        coefficientSets: [Period: String],
        periods: [PeriodPlan]
    ) {
        self.codebook = codebook
        self.edition = edition
        self.number = number
        self.base = base
        self.timeMilliseconds = timeMilliseconds
        self.deliveries = deliveries
        self.coefficientSets = coefficientSets
        self.periods = periods
    }
}

/// What the next release is to hold of one period.
public struct PeriodPlan: Sendable {
    /// The period.
    public var period: Period
    /// How final its figures are.
    public var status: PeriodStatus
    /// The columns of its tables: ranks of published topics, rising.
    public var columns: [Int]
    /// Its rows.
    public var content: Content
    /// Which table of the period it is; nil for the figures of the regions.
    public var subject: ExtractSubject?
    /// The periods that its figures compare with.
    public var comparedWith: [Period]

    /// Where the rows come from.
    ///
    /// A whole table is only made when it is needed.
    public enum Content: Sendable {
        /// As in the base release; the whole table, should the base not have it.
        case unchanged(whole: @Sendable () throws -> ProtectedTable)
        /// As in the base release, but for these rows; the whole table, should the base not be of use.
        case rows(
            changed: ProtectedTable,
            removed: [RegionIndex],
            whole: @Sendable () throws -> ProtectedTable
        )
        /// These rows and no others; those that are not as in the base release count as changed.
        case compared(@Sendable () throws -> ProtectedTable)
        /// These rows and no others.
        case whole(@Sendable () throws -> ProtectedTable)
    }

    /// Creates the plan of a period.
    public init(
        period: Period,
        status: PeriodStatus,
        columns: [Int],
        content: Content,
        subject: ExtractSubject? = nil,
        comparedWith: [Period] = []
    ) {
        self.period = period
        self.status = status
        self.columns = columns
        self.content = content
        self.subject = subject
        self.comparedWith = comparedWith
    }
}

/// A release that is in place.
public struct PublishedRelease: Hashable, Sendable {
    /// Its number.
    public let number: Int
    /// The digest over all extracts.
    public let extractsHash: String
    /// The extracts it holds, by path.
    public let files: [Manifest.File]
    /// How many regions each period has figures of, by its name, also where they were taken over.
    public let rows: [String: Int]
    /// How many rows differ from the base release, for each table that was compared with it, by period.
    public let changedRows: [String: Int]
    /// Bytes that were written anew.
    public let bytesWritten: Int64
    /// Seconds spent on everything but waiting for the disk.
    public let renderSeconds: Double
    /// Seconds spent waiting until everything was on the disk.
    public let durabilitySeconds: Double
}
