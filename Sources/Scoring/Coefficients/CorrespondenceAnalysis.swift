import CLAPACK
public import Codebook

/// Multiple correspondence analysis: the coordinates of categories on the first dimension of their joint table.
///
/// With N units, M variables and n_j units in category j, the Burt matrix B counts the units in every pair of
/// categories. The dimensions are the eigenvectors v of B_jk / (M √(n_j n_k)) besides the trivial one; the
/// inertia of a dimension is its eigenvalue, and the standard coordinate of a category is v_j √(N M / n_j). So
/// each variable's coordinates have the mean 0 over units, and their variances add up to M.
///
/// The coordinates are those of `mca` in the R package MASS times √(N M) √M (Venables and Ripley, Modern
/// Applied Statistics with S, 11.3; Greenacre, Correspondence Analysis in Practice, 18). The sign of an
/// eigenvector is free: it is chosen so that the coordinate of the last category of the first variable is
/// positive.
public struct CorrespondenceAnalysis: Hashable, Sendable {
    /// The standard coordinates on the first dimension, by variable and category.
    public let coordinates: [[Double]]
    /// The inertias of all dimensions, falling; as many as categories minus variables.
    public let inertias: [Double]
    /// The inertias in percent of their sum.
    public let percentages: [Double]

    /// The reasons why there are no coordinates.
    public enum Failure: Error, Hashable, Sendable {
        /// There is no unit at all.
        case noUnits
        /// A category has no units, so its coordinate is not defined.
        case emptyCategory(variable: Int, category: Int)
        /// There is no first dimension, or none that is larger than the second: the variables are not
        /// associated.
        case noDimension
        /// The eigenvectors were not found.
        case notConverged
    }

    /// The part of the first inertia by which the second must be smaller.
    private static let separation = 1e-9

    /// Analyses a joint table.
    ///
    /// - Parameters:
    ///   - cells: The units of each joint cell, in the order of `JointCells`, on any scale.
    ///   - variables: The variables.
    /// - Throws: ``Failure`` if there are no coordinates.
    public init(cells: [Int64], of variables: [Variable]) throws(Failure) {
        let table = JointCells(variables)
        let starts = table.sizes.indices.map { table.sizes[..<$0].reduce(0, +) }
        let size = table.sizes.reduce(0, +)
        let burt = Self.burt(cells, table, starts, size)
        let units = burt.prefix(table.sizes.first ?? 0).enumerated().reduce(0.0) { $0 + $1.1[$1.0] }
        guard units > 0 else { throw .noUnits }
        for variable in table.sizes.indices {
            for category in 0..<table.sizes[variable] {
                let place = starts[variable] + category
                guard burt[place][place] > 0 else {
                    throw .emptyCategory(variable: variable, category: category)
                }
            }
        }
        let count = Double(table.sizes.count)
        let masses = (0..<size).map { burt[$0][$0] }
        var matrix: [Double] = []
        matrix.reserveCapacity(size * size)
        for row in 0..<size {
            for column in 0..<size {
                // The subtracted part is the trivial dimension, whose eigenvalue is 1.
                let expected = masses[row] * masses[column] / units
                matrix.append(
                    (burt[row][column] - expected) / (count * (masses[row] * masses[column]).squareRoot())
                )
            }
        }
        let eigen = try Self.eigen(&matrix, size)
        let dimensions = size - table.sizes.count
        guard dimensions > 0, let first = eigen.last, first > 0,
            dimensions == 1 || first - eigen[size - 2] > Self.separation * first
        else { throw .noDimension }

        // LAPACK stores vectors as columns; the matrix is symmetric, so the last one is the last row here.
        let vector = matrix[(size - 1) * size..<size * size]
        let standard = zip(vector, masses).map { $0 * (units * count / $1).squareRoot() }
        let lastOfFirst = standard[starts[0] + table.sizes[0] - 1]
        let sign = (lastOfFirst != 0 ? lastOfFirst : standard.last { $0 != 0 } ?? 1) < 0 ? -1.0 : 1
        coordinates = table.sizes.indices.map { variable in
            (0..<table.sizes[variable]).map { sign * standard[starts[variable] + $0] }
        }
        let inertias = eigen.suffix(dimensions).reversed().map { max(0, $0) }
        let total = inertias.reduce(0, +)
        self.inertias = inertias
        percentages = inertias.map { 100 * $0 / total }
    }

    /// The Burt matrix: the units in every pair of categories.
    private static func burt(_ cells: [Int64], _ table: JointCells, _ starts: [Int], _ size: Int)
        -> [[Double]]
    {
        var burt = [[Int64]](repeating: [Int64](repeating: 0, count: size), count: size)
        for rank in 0..<table.count where cells[rank] != 0 {
            let places = starts.indices.map { starts[$0] + table.category(of: $0, in: rank) }
            for row in places { for column in places { burt[row][column] += cells[rank] } }
        }
        return burt.map { $0.map(Double.init) }
    }

    /// The eigenvalues of a symmetric matrix, rising; the matrix becomes its eigenvectors, one a row.
    private static func eigen(_ matrix: inout [Double], _ size: Int) throws(Failure) -> [Double] {
        var values = [Double](repeating: 0, count: size)
        let order = Int32(size)
        // Safe: both arrays are as long as the order says, and nothing else reads or writes them.
        let outcome = unsafe LAPACKE_dsyev(
            LAPACK_COL_MAJOR,
            CChar(UInt8(ascii: "V")),
            CChar(UInt8(ascii: "L")),
            order,
            &matrix,
            order,
            &values
        )
        guard outcome == 0 else { throw .notConverged }
        return values
    }
}
