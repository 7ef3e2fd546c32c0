import Statistics

/// How units are spread over sums of coefficients.
struct Distribution: Sendable {
    /// The sums, rising.
    let scores: [Int]
    /// By sum, the units.
    var counts: [Int]

    /// The exact standard deviation and mean difference rounded half up, in multiples of a unit of the last decimal.
    ///
    /// - Parameters:
    ///   - units: The units.
    ///   - scale: What a score of one is in the unit, and the sum of coefficients that is a score of one.
    /// - Returns: Both, in the unit.
    func rounded(_ units: Int, scale: (times: Int, over: Int)) -> (deviation: Int, difference: Int) {
        var (sum, squares, apart) = (Int128(0), Int128(0), Int128(0))
        var below = 0
        var before = scores.first ?? 0
        for (score, count) in zip(scores, counts) {
            apart += Int128(2 * (score - before)) * Int128(below) * Int128(units - below)
            sum += Int128(score) * Int128(count)
            squares += Int128(score) * Int128(score) * Int128(count)
            below += count
            before = score
        }
        let all = Int128(units) * Int128(units)
        let over = Int128(scale.over)
        return (
            Int(
                Rounding.halfUpRoot(
                    of: Fraction(Int128(units) * squares - sum * sum, all * over * over),
                    times: Int128(scale.times)
                )
            ),
            Int(Rounding.halfUp(apart * Int128(scale.times), all * over))
        )
    }

    /// The standard deviation of the population, and the mean difference of two units, in steps of the coefficients.
    func spreads(_ units: Int) -> (deviation: Double, difference: Double) {
        var (sum, squares, apart, below) = (0, 0, 0, 0)
        var before = scores.first ?? 0
        for (score, count) in zip(scores, counts) {
            apart &+= 2 &* (score &- before) &* below &* (units &- below)
            sum &+= score &* count
            squares &+= score &* score &* count
            below &+= count
            before = score
        }
        let all = Double(units)
        let variance = max(0, Double(squares) / all - Double(sum) / all * Double(sum) / all)
        return (variance.squareRoot(), Double(apart) / all / all)
    }
}

extension OffsetModel {
    /// By variable and category, and last by cell for the total, the place of its score among the rising ones.
    struct ScorePlaces: Sendable {
        /// By variable and last for the total, the scores.
        var scores: [[Int]] = []
        /// By variable and category, and last by cell, the place.
        var places: [[Int]] = []
    }

    /// The places of scores; the total has none where counts are not of joint cells.
    var scorePlaces: ScorePlaces {
        var result = ScorePlaces()
        func add(_ own: [Int]) {
            let sorted = Set(own).sorted()
            let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
            result.scores.append(sorted)
            result.places.append(own.map { places[$0] ?? 0 })
        }
        for variable in variables { add(variable.coefficients) }
        let width = variables.count
        add(
            isJoint
                ? (0..<cellCount).map { cell in
                    (0..<width).reduce(0) {
                        $0 + variables[$1].coefficients[Int(cellCategories[cell * width + $1])]
                    }
                } : []
        )
        return result
    }
}
