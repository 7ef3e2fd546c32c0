import Codebook
import Statistics

/// The uncertainty of a region's figures that comes from imputed categories of its units.
///
/// An imputed unit has category `l` with probability `q(l)`. Units are independent given the model, so the
/// number in a group has the variance `sum q(G) (1 - q(G))`, and the sum of the coefficients `c` has `sum of
/// sum c(l)^2 q(l) - (sum c(l) q(l))^2`; both follow from the stored sums of `q(l)` and of `q(a) q(b)`. A
/// drawn category is itself one draw, so its difference from the truth has twice the variance; an expected
/// one has not. Source: docs/method.md, "Bounds".
struct ImputationError: Sendable {
    /// The number of imputed units.
    let imputed: Int64

    private let cells: RecordCells
    private let counts: [Int64]
    /// The variance of the difference from the truth, as a multiple of that of the truth.
    private let factor: Int128

    /// Takes the sums of a region from its counts.
    init(_ cells: RecordCells, counts: [Int64]) {
        self.cells = cells
        self.counts = counts
        imputed = counts[cells.imputed]
        factor = counts[cells.fractional].contains { $0 != 0 } ? 1 : 2
    }

    /// The variance of the number of units in a group of categories.
    func variance(of group: Range<Int>) -> Fraction {
        variance { group.contains($0) ? 1 : 0 }
    }

    /// The variance of the sum of these coefficients, one for each category.
    func variance(of coefficients: [Int64]) -> Fraction { variance { Int128(coefficients[$0]) } }

    private func variance(_ weight: (Int) -> Int128) -> Fraction {
        var sum: Int128 = 0
        for a in 0..<cells.levels {
            let w = weight(a)
            guard w != 0 else { continue }
            sum += w * w * Int128(counts[cells.expected.lowerBound + a])
            for b in 0..<cells.levels {
                sum -= w * weight(b) * Int128(counts[cells.product(a, b)])
            }
        }
        // The contribution of each unit was rounded to millionths, so a variance near 0 may come out
        // negative.
        return Fraction(max(0, sum) * factor, Int128(RecordCells.unitMillionths))
    }

    /// The standard error of the sum of these coefficients over `divisor`, from imputation and its model.
    ///
    /// The model's part is the spread of the expectations of replicate models. Nil if there are fewer than
    /// two of them, or if they are not stored. Floating point gives the same result everywhere: sums run in a
    /// fixed order, and roots are correctly rounded.
    ///
    /// - Parameters:
    ///   - coefficients: One for each category.
    ///   - divisor: The divisor that brings the sum to the requested scale; positive.
    /// - Returns: The error, in billionths.
    func standardError(of coefficients: [Int64], over divisor: Int128) -> Fraction? {
        let precision = 1_000_000_000.0
        if imputed == 0 { return Fraction(0, 1) }
        guard cells.replicates >= 2 else { return nil }
        let sums = (0..<cells.replicates).map { number in
            zip(coefficients, counts[cells.replicate(number)]).reduce(Int128(0)) {
                $0 + Int128($1.0) * Int128($1.1)
            }
        }
        guard counts[cells.replicated].contains(where: { $0 != 0 }) else { return nil }
        let total = sums.reduce(0, +)
        let count = Double(cells.replicates)
        let squares = sums.reduce(0.0) {
            let deviation = Double(Int128(cells.replicates) * $1 - total)
            return $0 + deviation * deviation
        }
        let millionths = Double(RecordCells.unitMillionths)
        let model = squares / (count * count * (count - 1)) / (millionths * millionths)
        let own = variance(of: coefficients)
        let variance = Double(own.numerator) / Double(own.denominator) + model
        let error = variance.squareRoot() / Double(divisor) * precision
        guard error < 1e15 else { return nil }
        return Fraction(Int128(error.rounded()), Int128(precision))
    }

    /// Computes `centre` plus or minus 1.96 times the root of `variance` over `divisor`, to nine decimals.
    ///
    /// - Parameters:
    ///   - side: The upper or the lower bound.
    ///   - centre: The figure.
    ///   - variance: The variance of a sum.
    ///   - divisor: The divisor that brings the sum to the scale of `centre`; positive.
    ///   - limits: The least and the greatest possible figure.
    /// - Returns: The bound.
    static func bound(
        _ side: BoundSide,
        around centre: Fraction,
        variance: Fraction,
        over divisor: Int128,
        within limits: (least: Fraction, greatest: Fraction)
    ) -> Fraction {
        let precision: Int128 = 1_000_000_000
        let root = Int128(
            Rounding.halfUpRoot(
                of: Fraction(variance.numerator, variance.denominator),
                times: precision / 1000
            )
        )
        let distance = Rounding.halfUp(root * 196 * 10, divisor)
        let middle = Rounding.halfUp(centre.numerator * precision, centre.denominator)
        switch side {
        case .lower:
            let bound = Fraction(Int128(middle - distance), precision)
            return bound.isLess(than: limits.least) ? limits.least : bound
        case .upper:
            let bound = Fraction(Int128(middle + distance), precision)
            return limits.greatest.isLess(than: bound) ? limits.greatest : bound
        }
    }
}

extension Fraction {
    /// True if this is less; for numbers far from the limits of 128 bits.
    fileprivate func isLess(than other: Self) -> Bool {
        numerator * other.denominator < other.numerator * denominator
    }
}
