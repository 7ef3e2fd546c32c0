import Codebook
import Statistics

/// The rows of a form for the joint counts of one region.
struct CountsTable {
    /// The columns.
    let columns: DeliveryColumns
    /// True if there is a row for every cell that is not empty.
    private let isOfCells: Bool
    private let sizes: [Int]
    /// The categories of each cell, by its rank.
    private let categories: [[Int]]

    init(_ form: Form, of codebook: Codebook) {
        isOfCells = form.traits.cells == .combinations
        let cells = JointCells(codebook.variables)
        sizes = cells.sizes
        categories = (0..<cells.count).map { rank in
            cells.sizes.indices.map { cells.category(of: $0, in: rank) }
        }
        columns = DeliveryColumns(
            dimensions: isOfCells ? codebook.variables : [],
            topics: form.topics
        )
    }

    /// Calls `body` with the categories and values of each row of a region; a region without units has no row
    /// in the joint form, and a row of zeros in the marginal one.
    func forEachRow(_ counts: [Int64], _ body: (_ categories: [Int], _ values: [Value]) throws -> Void)
        rethrows
    {
        if isOfCells {
            for (rank, count) in counts.enumerated() where count > 0 {
                try body(categories[rank], [.number(count)])
            }
        } else {
            var sums = sizes.map { [Int64](repeating: 0, count: $0) }
            for (rank, count) in counts.enumerated() where count > 0 {
                for variable in sums.indices {
                    sums[variable][categories[rank][variable]] += count
                }
            }
            let households = counts.reduce(0, +)
            try body(
                [],
                columns.topics.map { topic in
                    if let counted = topic.measure.countedCategory {
                        .number(sums[counted.variable][counted.category])
                    } else {
                        topic.measure == .population ? .number(households) : .missing(.unknown)
                    }
                }
            )
        }
    }
}
