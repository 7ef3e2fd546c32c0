/// The factor L of a symmetric positive semidefinite matrix A = L Lᵀ, row by row in the given order.
///
/// A row that is a combination of rows before it, up to rounding, is *aliased*: it is left out. By hand and
/// not by LAPACK, because the bits of the estimates decide draws: they must not depend on the
/// library that a machine has, nor on its number of threads (docs/decisions/0014).
struct OrderedCholesky {
    /// The number of rows.
    let size: Int
    /// The rows that are left out.
    private(set) var isAliased: [Bool]
    /// The rows of L, each with as many columns as the matrix.
    private var factor: [Double]

    /// The part of its diagonal that a row must keep when the rows before it are taken out.
    static let tolerance = 1e-10

    /// Factors a matrix.
    ///
    /// - Parameters:
    ///   - matrix: The rows; only the diagonal and the part left of it are read.
    ///   - size: The number of rows.
    init(_ matrix: [Double], size: Int) {
        self.size = size
        isAliased = [Bool](repeating: false, count: size)
        factor = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                let rest = matrix[row * size + column] - dot(row, column, upTo: column)
                if column < row {
                    let pivot = factor[column * size + column]
                    factor[row * size + column] = isAliased[column] ? 0 : rest / pivot
                } else if rest > Self.tolerance * matrix[row * size + row], rest > 1e-290 {
                    factor[row * size + row] = rest.squareRoot()
                } else {
                    isAliased[row] = true
                    for column in 0...row { factor[row * size + column] = 0 }
                }
            }
        }
    }

    private func dot(_ a: Int, _ b: Int, upTo end: Int) -> Double {
        unsafe factor.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            // Safe: rows have `size` numbers, and `end` is below that.
            let left = unsafe base + a * size
            let right = unsafe base + b * size
            var lanes = SIMD4<Double>()
            var position = 0
            while position + 4 <= end {
                let one = unsafe SIMD4(
                    left[position],
                    left[position + 1],
                    left[position + 2],
                    left[position + 3]
                )
                let other = unsafe SIMD4(
                    right[position],
                    right[position + 1],
                    right[position + 2],
                    right[position + 3]
                )
                lanes += one * other
                position += 4
            }
            var sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
            while position < end {
                sum += unsafe left[position] * right[position]
                position += 1
            }
            return sum
        }
    }

    /// Solves A x = `right`; aliased elements are 0.
    func solved(_ right: [Double]) -> [Double] {
        var x = right
        for row in 0..<size {
            guard !isAliased[row] else {
                x[row] = 0
                continue
            }
            var sum = x[row]
            for column in 0..<row { sum -= factor[row * size + column] * x[column] }
            x[row] = sum / factor[row * size + row]
        }
        return solvedTransposed(x)
    }

    /// Solves Lᵀ x = `right`; aliased elements are 0.
    ///
    /// For independent numbers of variance 1 on the right, x has the covariance of the inverse of A.
    func solvedTransposed(_ right: [Double]) -> [Double] {
        var x = right
        for row in (0..<size).reversed() {
            guard !isAliased[row] else {
                x[row] = 0
                continue
            }
            x[row] /= factor[row * size + row]
            for column in 0..<row { x[column] -= factor[row * size + column] * x[row] }
        }
        return x
    }

    /// The diagonal of the inverse of A; 0 for aliased rows.
    func inverseDiagonal() -> [Double] {
        var diagonal = [Double](repeating: 0, count: size)
        var column = diagonal
        for unit in 0..<size where !isAliased[unit] {
            // One column of the inverse of L: it is 0 above the diagonal.
            var sum = 0.0
            for row in unit..<size {
                guard !isAliased[row] else {
                    column[row] = 0
                    continue
                }
                var rest = row == unit ? 1.0 : 0
                for before in unit..<row { rest -= factor[row * size + before] * column[before] }
                column[row] = rest / factor[row * size + row]
                sum += column[row] * column[row]
            }
            diagonal[unit] = sum
        }
        return diagonal
    }
}
