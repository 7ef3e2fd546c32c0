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
    /// By place of the sum of coefficients, the units; of joint counts only.
    var scores: [Int]

    init(_ rule: OffsetRule, _ cells: AuditedCells) {
        scores = [Int](repeating: 0, count: cells.scores.count)
        groups = rule.groups.map { [Int](repeating: 0, count: ($0.max() ?? -1) + 1) }
        categories = rule.groups.map { [Int](repeating: 0, count: $0.count) }
        sums = [Int](repeating: 0, count: rule.groups.count + 1)
    }

    /// Adds units of a cell, or takes them away.
    mutating func add(_ count: Int, ofCell cell: Int, _ rule: OffsetRule, _ cells: AuditedCells) {
        for place in (cell * cells.width)..<((cell + 1) * cells.width) {
            let (variable, category) = cells.categories[place]
            let coefficient = rule.coefficients[variable][category]
            groups[variable][rule.groups[variable][category]] += count
            categories[variable][category] += count
            sums[variable] += count * coefficient
            sums[sums.count - 1] += count * coefficient
            if variable == 0 { units += count }
        }
        if rule.isJoint { scores[cells.places[cell]] += count }
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
    func spread(_ measure: OffsetEvidence.Measure, _ rule: OffsetRule, _ cells: AuditedCells) -> Double? {
        let rank: Int
        let isDeviation: Bool
        switch measure {
        case .deviation(let own): (rank, isDeviation) = (own, true)
        case .difference(let own): (rank, isDeviation) = (own, false)
        case .share, .score: return nil
        }
        var below = 0
        var (sum, squares, apart) = (0, 0, 0)
        var before: Int?
        func see(_ score: Int, _ count: Int) {
            apart += 2 * (score - (before ?? score)) * below * (units - below)
            sum += score * count
            squares += score * score * count
            below += count
            before = score
        }
        if rank < categories.count {
            for category in cells.order[rank] {
                see(rule.coefficients[rank][category], categories[rank][category])
            }
        } else {
            for (score, count) in zip(cells.scores, scores) { see(score, count) }
        }
        let all = Double(units)
        let value =
            isDeviation
            ? (max(0, Double(units * squares - sum * sum)) / all / all).squareRoot()
            : Double(apart) / all / all
        return value / Double(rule.scoreUnit)
    }
}
