/// The cells of the joint table of a data set's variables, in row-major order: the last variable runs fastest.
public struct JointCells: Hashable, Sendable {
    /// The number of categories of each variable.
    public let sizes: [Int]
    /// The number of cells.
    public let count: Int

    /// Creates the cells of the joint table of `variables`.
    public init(_ variables: [Variable]) {
        sizes = variables.map(\.categories.count)
        // A table that no number can count is none; codebooks with such a form are refused.
        count = sizes.reduce(1) { product, size in
            let (cells, overflow) = product.multipliedReportingOverflow(by: size)
            return overflow ? .max : cells
        }
    }

    /// The rank of the cell of these categories.
    public func rank(of categories: [Int]) -> Int {
        zip(categories, sizes).reduce(0) { $0 * $1.1 + $1.0 }
    }

    /// The category of a variable in the cell of that rank.
    public func category(of variable: Int, in rank: Int) -> Int {
        rank / sizes[(variable + 1)...].reduce(1, *) % sizes[variable]
    }
}
