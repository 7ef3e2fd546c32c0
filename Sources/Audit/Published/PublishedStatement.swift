import Codebook
import Statistics

/// What a row says, and whether it still says so in another world.
struct PublishedStatement {
    /// The columns that hold numbers.
    private let columns: [Int]
    private let values: [Value]
    private let topics: [Topic]
    /// Whether the row is what the counts publish; else it stays from counts that are no longer held.
    let isOfCounts: Bool

    /// Reads a row.
    init(_ row: SafetyCertificate.Row, isOfCounts: Bool, topics: [Topic]) {
        let shown = zip(row.columns, row.values).filter { $1.number != nil }
        columns = shown.map(\.0)
        values = shown.map(\.1)
        self.topics = columns.map { topics[$0] }
        self.isOfCounts = isOfCounts
    }

    /// Whether every number of the row is the same after a change of its counts.
    ///
    /// Of a row of other counts nothing may change that its numbers are computed from; neither may it of figures
    /// of imputation, which no exchange moves.
    func holds(after change: WorldChange, of counts: [Int64], in world: WorldCells) -> Bool {
        let open = topics.indices.filter { !change.keeps(topics[$0].traits.dependence, in: world) }
        if open.isEmpty { return true }
        guard isOfCounts, open.allSatisfy({ !topics[$0].traits.isOfImputation }) else { return false }
        return world.published(change.applied(to: counts), columns: open.map { columns[$0] })
            == open.map { values[$0] }
    }

    /// Whether the row tells of groups that another row withholds.
    func tellsMore(than withheld: WithheldFigures) -> Bool {
        guard withheld.isRow else { return false }
        return topics.contains { $0.measure != .population }
    }
}
