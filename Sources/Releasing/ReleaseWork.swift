public import Disclosure
public import Kinds
public import Statistics

/// The work of making one release: takes what was read, a period at a time, and gives finished tables.
public struct ReleaseWork: Sendable {
    /// Tables that need nothing to be made; known from the start.
    public private(set) var unchanged: [FinishedTable] = []
    /// The versions that differ from those of the release before, of the tables made so far.
    public private(set) var changes: [SaidChange] = []
    /// Wishes of an a-priori list that protection could not grant.
    public private(set) var refused: [TableOutcome.Refused] = []
    /// The cost of protection of the stale tables.
    public private(set) var cost = ProtectionCost()
    /// The proof of the stale tables; nil where nothing was to be proved.
    public private(set) var proof: ReleaseProof?
    /// True if a release may be made.
    public private(set) var isSafe = true
    /// The time that protecting and judging took; nil where no time was taken.
    public private(set) var durations: (protecting: Duration, judging: Duration)?

    private var said: [Int: [SaidChange]] = [:]
    private var steps: [Step] = []
    private let tools: ReleaseTools

    init(tools: ReleaseTools) { self.tools = tools }

    /// A table of the release with its rank, and what of it is intact.
    struct Place: Sendable {
        let rank: Int
        let table: StaleTable
        let reuse: TableReuse

        init(_ rank: Int, _ table: StaleTable, _ reuse: TableReuse) {
            self.rank = rank
            self.table = table
            self.reuse = reuse
        }

        /// True if the table does not exist: nothing of it is stale, and the release before had none.
        var isAbsent: Bool { table.stale == nil && table.head.subject?.edition != nil && !reuse.isThere }
        /// True if it stays as it was.
        var isUnchanged: Bool { table.stale == nil && reuse.hasFiles }
    }

    /// A node that is still to be made.
    private struct Step: Sendable {
        let node: any TableNode
        let places: [Place]
        /// The content that is made of it.
        let extent: Extent
        /// The stale part of it.
        let stale: Extent?
        var work: any TableWork
        /// The periods that it still waits for.
        var awaited: Set<Period>
    }

    /// Decides what becomes of the tables of a node.
    mutating func add(_ node: any TableNode, _ all: [Place]) {
        let places = all.filter { !$0.isAbsent }
        for place in places where place.isUnchanged {
            unchanged.append(FinishedTable(rank: place.rank, content: .unchanged, changedRows: nil))
        }
        guard !places.allSatisfy(\.isUnchanged) else { return }
        let stale = places.first?.table.stale
        let isInPart = !node.isRelative && stale != nil && places.allSatisfy(\.reuse.hasRows)
        let extent = isInPart ? stale ?? .all : .all
        let work = node.work(on: extent)
        steps.append(
            Step(
                node: node,
                places: places,
                extent: extent,
                stale: stale,
                work: work,
                awaited: Set(work.needs.keys)
            )
        )
    }

    /// The needs of all tables together, by rising period, each period once.
    public var needs: [(period: Period, need: PeriodNeed)] {
        var all: [Period: PeriodNeed] = [:]
        for step in steps { all.merge(step.work.needs) { $0.union($1) } }
        return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Takes what was read of a period, and makes every table that has all it needs.
    ///
    /// - Parameter reading: What was read: of each period of ``needs`` once, in their order.
    /// - Returns: The tables that were finished by it.
    /// - Throws: What the judge does.
    public mutating func take(_ reading: PeriodReading) throws -> [FinishedTable] {
        var shared = SharedFigures()
        for number in steps.indices where steps[number].awaited.contains(reading.period) {
            steps[number].work.take(reading, shared: &shared, tools: tools)
            steps[number].awaited.remove(reading.period)
        }
        // A table that compares with others says what they say, so it is made after them.
        let ready = steps.filter(\.awaited.isEmpty)
        steps.removeAll(where: \.awaited.isEmpty)
        let isAfter = { (step: Step) in !step.node.tables[0].comparedWith.isEmpty }
        return try (ready.filter { !isAfter($0) } + ready.filter(isAfter)).flatMap { try finish($0) }
    }

    private mutating func finish(_ step: Step) throws -> [FinishedTable] {
        let outcome = try step.work.make(after: changes, tools: tools)
        isSafe = isSafe && outcome.isSafe
        changes += outcome.changes
        refused += outcome.refused
        said.merge(outcome.unnoted, uniquingKeysWith: +)
        if step.stale != nil {
            if let own = outcome.cost { cost += own }
            if let own = outcome.figureCost { cost.figures += own }
            if let own = outcome.proof { proof = proof.map { $0 + own } ?? own }
        }
        if let own = outcome.durations {
            let before = durations ?? (.zero, .zero)
            durations = (before.protecting + own.protecting, before.judging + own.judging)
        }
        return step.places.filter { !$0.isUnchanged }.map { place in
            let table = outcome.tables[place.table.place]
            if step.node.isRelative {
                return FinishedTable(
                    rank: place.rank,
                    content: step.stale == nil ? .whole(table) : .compared(table),
                    changedRows: nil
                )
            }
            let isInPart = step.extent.codes != nil
            return FinishedTable(
                rank: place.rank,
                content: isInPart ? .rows(changed: table, removed: outcome.gone) : .whole(table),
                changedRows: isInPart
                    ? table.rows.count + outcome.gone.count
                    : step.stale?.codes.map { step.node.rowCount(of: $0) }
            )
        }
    }

    /// The versions of earlier releases that nobody noted, by rising number of the release.
    public var unnoted: [(number: Int, changes: [SaidChange])] {
        said.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
