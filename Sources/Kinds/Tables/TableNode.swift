import Codebook
public import Disclosure
public import Statistics

/// A node of the graph of a release: one table, or tables that are protected together.
///
/// It knows what of it is stale when regions were touched, and how its rows are made purely of what was read. What is
/// made of some regions is equal to those rows of what is made of all.
public protocol TableNode: Sendable {
    /// The tables that it makes: the figures of the period first.
    var tables: [TableHead] { get }
    /// Whether any touch may move any row, so that it is made whole, and rows that came out otherwise are changed.
    var isRelative: Bool { get }

    /// Extent of the table to be made anew, given what was touched; nil for nothing.
    func stale(_ touched: TouchedPeriods) -> Extent?

    /// How many rows a touch reaches, by which a release says how much it changed.
    func rowCount(of codes: Set<RegionCode>) -> Int

    /// The work of making that much of it for a release.
    func work(on extent: Extent) -> any TableWork

    /// The work of telling what is published of that much of it: by releases that say it, else by making it.
    func published(on extent: Extent) -> any TableWork
}

extension TableNode {
    /// Most tables stay as they are where nothing of them was touched.
    public var isRelative: Bool { false }

    /// Most are published as they are made.
    public func published(on extent: Extent) -> any TableWork { work(on: extent) }
}

/// The work of making tables: it takes what was read of each period that they are made of, then makes them.
public protocol TableWork: Sendable {
    /// Parts to read, by period.
    var needs: [Period: PeriodNeed] { get }

    /// Takes what was read of a period that it needs, and keeps of it no more than it goes on with.
    ///
    /// - Parameters:
    ///   - reading: What was read: at least what is needed.
    ///   - shared: Exact figures of the same reading that others worked out.
    ///   - tools: How work is spread.
    mutating func take(_ reading: PeriodReading, shared: inout SharedFigures, tools: ReleaseTools)

    /// Makes the tables, once everything was taken.
    ///
    /// - Parameters:
    ///   - changes: What the release says that the one before did not, of what was made before this.
    ///   - tools: How work is spread, and who judges.
    /// - Returns: The tables, and what stands behind them.
    /// - Throws: What the judge does.
    func make(after changes: [SaidChange], tools: ReleaseTools) throws -> TableOutcome
}

/// Change of one region's published version from one release to the next.
public struct SaidChange: Hashable, Sendable {
    /// The period.
    public let period: Period
    /// The region.
    public let region: RegionCode
    /// The new version; nil where the release says nothing of the region any more.
    public let bytes: [UInt8]?

    /// Creates a change.
    public init(period: Period, region: RegionCode, bytes: [UInt8]?) {
        self.period = period
        self.region = region
        self.bytes = bytes
    }
}

/// Outcome of making tables.
public struct TableOutcome: Sendable {
    /// The tables, as many as the node has.
    public var tables: [ProtectedTable]
    /// The regions asked for that have no row any more.
    public var gone: [RegionIndex] = []
    /// Changes of regions from the release before.
    public var changes: [SaidChange] = []
    /// Versions of earlier releases that were never noted, by the number of the release.
    public var unnoted: [Int: [SaidChange]] = [:]
    /// Cost of protection; nil where that is not told.
    public var cost: ProtectionCost?
    /// The cost of protection in figures; nil where that is not told.
    public var figureCost: FigureCost?
    /// Whether the release may be made.
    public var isSafe = true
    /// Proof of the figures; nil where nothing was to be proved.
    public var proof: ReleaseProof?
    /// How long it took to protect the tables, and to judge them; nil where no time is taken.
    public var durations: (protecting: Duration, judging: Duration)?

    /// By region and variable, why it is not shown whole, where variables are protected one by one; confidential.
    public var reasons: [RegionIndex: [Int: Set<ProtectionReason>]] = [:]
    /// By region, the variables that nothing could prove safe, where they are protected one by one; confidential.
    public var unproven: [RegionIndex: Set<Int>] = [:]

    /// Wishes of an a-priori list that protection could not grant; confidential.
    public var refused: [Refused] = []

    /// Numbers and percentages of a variable in a region and period.
    public struct Refused: Hashable, Sendable {
        /// The region.
        public var region: RegionCode
        /// The period.
        public var period: Period
        /// The rank of the variable.
        public var variable: Int
        /// Whether its figures were to stay shown; else they were to go.
        public var isShown: Bool

        /// Creates one.
        public init(region: RegionCode, period: Period, variable: Int, isShown: Bool) {
            self.region = region
            self.period = period
            self.variable = variable
            self.isShown = isShown
        }
    }

    /// Creates an outcome of tables alone.
    public init(tables: [ProtectedTable], gone: [RegionIndex] = []) {
        self.tables = tables
        self.gone = gone
    }

    /// Counts what protection cost in the figures of the tables, of which the exact figures are given in their order.
    mutating func countFigures(of exact: [(table: FiguresTable, codebook: Codebook)]) {
        var cost = FigureCost()
        for (published, exact) in zip(tables, exact) {
            cost += FigureCost(of: published, exact: exact.table, by: exact.codebook)
        }
        figureCost = cost
    }
}
