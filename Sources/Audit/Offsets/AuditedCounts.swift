import Statistics

/// The counts of one region, as whoever audits adds them up.
struct AuditedCounts {
    /// The units.
    var units = 0
    /// By variable and group.
    var groups: [[Int]]
    /// By variable, the sum of the coefficients; last of all together.
    var sums: [Int]
    /// By variable and category.
    var categories: [[Int]]
    /// By sum of coefficients, the units; of joint counts only.
    var scores: [Int: Int] = [:]

    init(_ rule: OffsetRule) {
        groups = rule.groups.map { [Int](repeating: 0, count: ($0.max() ?? -1) + 1) }
        categories = rule.groups.map { [Int](repeating: 0, count: $0.count) }
        sums = [Int](repeating: 0, count: rule.groups.count + 1)
    }

    /// Adds units of a cell, or takes them away.
    mutating func add(_ count: Int, ofCell cell: Int, _ rule: OffsetRule) {
        var score = 0
        for (variable, category) in rule.categories(of: cell) {
            let coefficient = rule.coefficients[variable][category]
            groups[variable][rule.groups[variable][category]] += count
            categories[variable][category] += count
            sums[variable] += count * coefficient
            sums[sums.count - 1] += count * coefficient
            score += coefficient
            if rule.isJoint || variable == 0, variable == 0 { units += count }
        }
        if rule.isJoint { scores[score, default: 0] += count }
    }

    /// The count behind a share or a score.
    func count(_ measure: OffsetEvidence.Measure) -> Int? {
        switch measure {
        case .share(let variable, let set):
            groups[variable].indices.reduce(0) { set >> UInt32($1) & 1 == 1 ? $0 + groups[variable][$1] : $0 }
        case .score(let rank): sums[rank]
        case .deviation, .difference: nil
        }
    }

    /// A measure of spread on the scale of scores.
    func spread(_ measure: OffsetEvidence.Measure, _ rule: OffsetRule) -> Double? {
        let rank: Int
        let isDeviation: Bool
        switch measure {
        case .deviation(let own): (rank, isDeviation) = (own, true)
        case .difference(let own): (rank, isDeviation) = (own, false)
        case .share, .score: return nil
        }
        let counts =
            rank < categories.count
            ? zip(rule.coefficients[rank], categories[rank]).map { ($0, $1) }.sorted { $0.0 < $1.0 }
            : scores.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
        var below = 0
        var (sum, squares, apart) = (0, 0, 0)
        var before = counts.first?.0 ?? 0
        for (score, count) in counts {
            apart += 2 * (score - before) * below * (units - below)
            sum += score * count
            squares += score * score * count
            below += count
            before = score
        }
        let all = Double(units)
        let value =
            isDeviation
            ? (max(0, Double(units * squares - sum * sum)) / all / all).squareRoot() : Double(apart) / all / all
        return value / Double(rule.scoreUnit)
    }
}
