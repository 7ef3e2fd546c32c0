public import Kinds
public import Statistics

/// The graph of a data set's release, and the one way through it: what is stale, what has to be read, what is made.
///
/// A release goes through it in three steps. ``tables(touched:)`` tells the tables and how much of each is stale;
/// whoever keeps the release before then says which tables of it are intact. ``work(on:reusing:tools:)`` decides of
/// each table whether it stays, changes in part or is made whole, and says what has to be read. ``ReleaseWork`` takes
/// what was read, a period at a time and each once, and gives finished tables.
///
/// Rows made of some regions equal those rows of what is made of all, so a release in steps is equal to one
/// of everything. Source: docs/decisions/0027-a-release-is-a-graph-of-tables.md.
public struct ReleaseEngine: Sendable {
    private let nodes: [any TableNode]

    /// Draws the graph of a data set.
    ///
    /// - Parameters:
    ///   - kind: The kind of the data set.
    ///   - stored: What is stored of it.
    /// - Throws: ``UnknownStoredForm`` where a period is stored in a form that the codebook no longer has.
    public init(kind: any DataSetKind, stored: StoredDataSet) throws(UnknownStoredForm) {
        // What is of one period stays in the order of its kind.
        nodes = try kind.nodes(of: stored).enumerated().sorted { a, b in
            let (one, other) = (a.element.tables[0].period, b.element.tables[0].period)
            return one == other ? a.offset < b.offset : one < other
        }.map(\.element)
    }

    /// The tables of a release by rising period, with what of them is stale.
    ///
    /// - Parameter touched: What was touched since the release before.
    /// - Returns: The tables, each with its extent.
    public func tables(touched: TouchedPeriods) -> [StaleTable] {
        nodes.enumerated().flatMap { number, node in
            let stale = node.stale(touched)
            return node.tables.indices.map { place in
                StaleTable(head: node.tables[place], stale: stale, node: number, place: place)
            }
        }
    }

    /// The work of making a release.
    ///
    /// - Parameters:
    ///   - tables: What ``tables(touched:)`` told.
    ///   - reuse: What of the release before is intact, for each of them.
    ///   - tools: What the outside lends.
    /// - Returns: The work, with what has to be read for it.
    public func work(on tables: [StaleTable], reusing reuse: [TableReuse], tools: ReleaseTools)
        -> ReleaseWork
    {
        var work = ReleaseWork(tools: tools)
        let all = zip(tables, reuse).enumerated().map { ReleaseWork.Place($0, $1.0, $1.1) }
        for (number, node) in nodes.enumerated() {
            work.add(node, all.filter { $0.table.node == number })
        }
        return work
    }

    /// The published figures of a period, by what is stored and what releases say.
    ///
    /// - Parameters:
    ///   - period: The period.
    ///   - extent: How much of it.
    ///   - tools: What the outside lends.
    ///   - read: Reads what is needed of a period.
    /// - Returns: The figures of its regions; nil where no table of the period is made.
    /// - Throws: What reading does.
    public func published(
        _ period: Period,
        _ extent: Extent,
        tools: ReleaseTools,
        reading read: (Period, PeriodNeed) throws -> PeriodReading
    ) throws -> TableOutcome? {
        let node = nodes.first { $0.tables[0].period == period && $0.tables[0].subject == nil }
        guard let node else { return nil }
        var work = node.published(on: node.isRelative ? .all : extent)
        for (period, need) in work.needs.sorted(by: { $0.key < $1.key }) {
            var shared = SharedFigures()
            work.take(try read(period, need), shared: &shared, tools: tools)
        }
        return try work.make(after: [], tools: tools)
    }
}

/// A table of a release, and what of it is stale.
public struct StaleTable: Sendable {
    /// Its subject.
    public let head: TableHead
    /// The part of it that is to be made anew; nil for none.
    public let stale: Extent?
    /// The node that makes it, and which of its tables it is.
    let node: Int
    let place: Int

    /// True if rows of it may be taken over beside others that are made anew.
    public var isInPart: Bool { stale?.codes != nil }
}

/// The intact parts of a table in the release before, which need not be made again.
public struct TableReuse: Hashable, Sendable {
    /// True if the release before has the table.
    public var isThere: Bool
    /// True if all files of it are intact.
    public var hasFiles: Bool
    /// True if its rows are known.
    public var hasRows: Bool

    /// Creates what is intact; nothing, without arguments.
    public init(isThere: Bool = false, hasFiles: Bool = false, hasRows: Bool = false) {
        self.isThere = isThere
        self.hasFiles = hasFiles
        self.hasRows = hasRows
    }
}
