import Codebook
import Statistics

/// The numbers of a published row, for the test if an alternative table publishes them too.
struct PublishedStatement {
    /// The columns with numbers.
    private let columns: [Int]
    private let values: [Value]
    private let topics: [Topic]
    /// True if the row follows from the current counts; false for a frozen row of counts that are no longer
    /// stored.
    let isOfCounts: Bool

    /// Reads a row.
    init(_ row: SafetyCertificate.Row, isOfCounts: Bool, topics: [Topic]) {
        let shown = zip(row.columns, row.values).filter { $1.number != nil }
        columns = shown.map(\.0)
        values = shown.map(\.1)
        self.topics = columns.map { topics[$0] }
        self.isOfCounts = isOfCounts
    }

    /// True if every number of the row is equal after a change of its counts.
    ///
    /// For a row of other counts no input of its numbers may change; nor for figures of imputation, which no
    /// exchange changes.
    func holds(after change: TableChange, of counts: [Int64], in world: CertificateCells) -> Bool {
        let open = topics.indices.filter { !change.keeps(topics[$0].traits.dependence, in: world) }
        if open.isEmpty { return true }
        guard isOfCounts, open.allSatisfy({ !topics[$0].traits.isOfImputation }) else { return false }
        return world.published(change.applied(to: counts), columns: open.map { columns[$0] })
            == open.map { values[$0] }
    }

    /// True if the row shows groups that another row suppresses.
    func tellsMore(than withheld: SuppressionPattern) -> Bool {
        guard withheld.isRow else { return false }
        return topics.contains { $0.measure != .population }
    }
}
