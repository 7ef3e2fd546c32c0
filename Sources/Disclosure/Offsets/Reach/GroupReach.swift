/// Which sums the coefficients of units of one group can have, beyond the least one for each unit.
///
/// With `y` units the excess `e` is possible when it is a sum of at most `y` of the group's gaps; the least number
/// of gaps is known of every excess. From the square of the widest gap on, one more widest gap is always best.
struct GroupReach: Sendable {
    /// The least coefficient.
    let base: Int
    /// The greatest coefficient less the least.
    let widest: Int
    /// Common divisor of every excess; 0 where there is none but zero.
    let step: Int
    /// The coefficients less the least one, without zero, rising.
    let gaps: [Int]
    /// By excess, the fewest gaps that it is the sum of.
    private let fewest: [Int32]

    init(_ coefficients: [Int]) {
        let base = coefficients.min() ?? 0
        self.base = base
        let gaps = Set(coefficients.map { $0 - base }).subtracting([0]).sorted()
        self.gaps = gaps
        let widest = gaps.last ?? 0
        self.widest = widest
        step = gaps.reduce(0, Self.divisor)
        var fewest = [Int32](repeating: .max, count: widest * widest + 1)
        fewest[0] = 0
        if widest > 0 {
            for excess in 1..<fewest.count {
                for gap in gaps where gap <= excess && fewest[excess - gap] < fewest[excess] - 1 {
                    fewest[excess] = fewest[excess - gap] + 1
                }
            }
        }
        self.fewest = fewest
    }

    /// Whether `units` units can have the excess.
    func contains(_ excess: Int, units: Int) -> Bool {
        guard excess >= 0, excess <= units * widest else { return false }
        return fewestGaps(excess) <= units
    }

    /// The gaps of an excess, as many as need be; nil where it is none.
    func gaps(of excess: Int) -> [Int]? {
        guard excess > 0 else { return excess == 0 ? [] : nil }
        var result: [Int] = []
        var rest = excess
        while rest > 0 {
            if rest >= fewest.count {
                result.append(widest)
                rest -= widest
                continue
            }
            guard fewest[rest] < .max,
                let gap = gaps.last(where: { $0 <= rest && fewest[rest - $0] == fewest[rest] - 1 })
            else { return nil }
            result.append(gap)
            rest -= gap
        }
        return result
    }

    private func fewestGaps(_ excess: Int) -> Int {
        guard widest > 0, excess >= fewest.count else {
            let known = fewest[excess]
            return known == .max ? .max : Int(known)
        }
        let times = (excess - fewest.count) / widest + 1
        let known = fewest[excess - times * widest]
        return known == .max ? .max : Int(known) + times
    }

    private static func divisor(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
