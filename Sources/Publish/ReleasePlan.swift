public import Classification
public import Codebook
import Kinds
public import Disclosure
public import Extracts
public import Statistics

/// The content of the next release of a data set: finished values, so that publishing asks nobody for anything.
public struct ReleasePlan: Sendable {
    /// The number of the release.
    public var number: Int
    /// The release that it is made from.
    public var base: ReleaseBase
    /// The time of its making, in milliseconds since 1970.
    public var timeMilliseconds: Int64
    /// The deliveries in force for its stored tallies.
    public var deliveries: [Manifest.Source]
    /// The coefficient set of each scored period.
    public var coefficientSets: [Period: String]
    /// The tables, by rising period.
    public var periods: [PeriodPlan]
    /// How the periods are proved safe that are, where one of several ways belongs to each.
    public var protections: [Period: PeriodProtection]

    /// The notes of the release, by language.
    var notes: [String: [String]] { ReleaseNotes.all(for: codebook, protections: protections) }

    /// The data set.
    public var codebook: Codebook { base.outline.codebook }
    /// The edition of the classification.
    public var edition: Edition { base.outline.edition }

    /// Creates a plan.
    public init(
        number: Int,
        base: ReleaseBase,
        timeMilliseconds: Int64,
        deliveries: [Manifest.Source],
        coefficientSets: [Period: String],
        periods: [PeriodPlan],
        protections: [Period: PeriodProtection] = [:]
    ) {
        self.number = number
        self.base = base
        self.timeMilliseconds = timeMilliseconds
        self.deliveries = deliveries
        self.coefficientSets = coefficientSets
        self.periods = periods
        self.protections = protections
    }
}

/// The content of the next release for one table of a period.
public struct PeriodPlan: Sendable {
    /// The subject of the table, and its state in the base.
    public var table: ReleaseBase.Table
    /// Its rows.
    public var content: Content

    /// The rows of a table.
    public enum Content: Sendable {
        /// As in the base release, which has the files; ``DamagedBase`` is thrown where these turn out to be others.
        case unchanged
        /// As in the base release, whose rows are known, but for these.
        case rows(changed: ProtectedTable, removed: [RegionIndex])
        /// These rows only; those that differ from the base release count as changed.
        case compared(PublishedRows)
        /// These rows and no others.
        case whole(PublishedRows)
    }

    /// Creates the plan of a table.
    public init(_ table: ReleaseBase.Table, _ content: Content) {
        self.table = table
        self.content = content
    }

    var period: Period { table.outline.period }
    var status: PeriodStatus { table.outline.status }
    var columns: [Int] { table.outline.columns }
    var subject: ExtractSubject? { table.outline.subject }
    var comparedWith: [Period] { table.outline.comparedWith }
}

/// A release in place.
public struct PublishedRelease: Hashable, Sendable {
    /// Its number.
    public let number: Int
    /// The digest over all extracts.
    public let extractsHash: String
    /// Its extracts, by path.
    public let files: [Manifest.File]
    /// The number of regions with figures in each period, by its name, including those taken over.
    public let rows: [String: Int]
    /// The number of rows that differ from the base release, for each compared table, by period.
    public let changedRows: [String: Int]
    /// The number of newly written bytes.
    public let bytesWritten: Int64
    /// Seconds spent on everything but waiting for the disk.
    public let renderSeconds: Double
    /// Seconds spent waiting until everything was on the disk.
    public let durabilitySeconds: Double
}
