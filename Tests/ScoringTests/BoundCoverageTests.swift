import Classification
import Codebook
import Scoring
import Statistics
import TestSupport
import Testing

/// A region of which some units have a known level and others one that is drawn again and again.
private struct DrawnRegion {
    private let codebook = TrialCodebook.withRecords
    private let cells: RecordCells
    private let joint: JointCells
    private var known: [Int64]
    /// The categories of each unit without a level: those that are known, and what each level is as likely as.
    private var open: [(wealth: Int, work: Int, probabilities: [Double])] = []
    /// The units of each level that are known.
    private var levels = [Double](repeating: 0, count: 5)
    static let coefficients = [-2.2, -0.9, 0.0, 0.7, 1.1]

    init(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        cells = try #require(RecordCells(codebook, codebook.form(.records)))
        joint = JointCells(codebook.variables)
        known = [Int64](repeating: 0, count: cells.width)
        for unit in 0..<700 {
            let (wealth, work) = (
                Int.random(in: 0..<10, using: &random), Int.random(in: 0..<7, using: &random)
            )
            if unit < 300 {
                let level = Int.random(in: 0..<5, using: &random)
                known[joint.rank(of: [wealth, level, work])] += 1
                levels[level] += 1
            } else {
                let weights = (0..<5).map { _ in Double.random(in: 0.02...1, using: &random) }
                let sum = weights.reduce(0, +)
                open.append((wealth, work, weights.map { $0 / sum }))
            }
        }
    }

    /// Draws levels twice, as they are imputed and as they might be in truth, and says which bounds hold the truth.
    func covers(isExpected: Bool, _ random: inout SplitMix64) throws -> [Bool] {
        var counts = known
        var truth = levels
        counts[cells.imputed] = Int64(open.count)
        for (wealth, work, probabilities) in open {
            truth[draw(probabilities, &random)] += 1
            let drawn = draw(probabilities, &random)
            var rest: Int64 = 10_000
            for (level, probability) in probabilities.enumerated() {
                let rank = joint.rank(of: [wealth, level, work])
                let part = level == 4 ? rest : Int64(probability * 10_000)
                rest -= part
                if isExpected { counts[cells.fractional.lowerBound + rank] += part }
                counts[cells.expected.lowerBound + level] += Int64(probability * 1e6 + 0.5)
                for other in level..<5 {
                    counts[cells.product(level, other)] += Int64(
                        probability * probabilities[other] * 1e6 + 0.5
                    )
                }
            }
            if !isExpected { counts[joint.rank(of: [wealth, drawn, work])] += 1 }
        }
        let region = try Measured(codebook, .records, counts)
        func value(_ measure: Measure) throws -> Double {
            let ratio = try #require(region[measure].ratio)
            return Double(ratio.numerator) / Double(ratio.denominator)
        }
        let units = truth.reduce(0, +)
        let education = zip(truth, Self.coefficients).reduce(0) { $0 + $1.0 * $1.1 } / units / 3
        // Wealth and work are known, so the total is as far off as education.
        let total = try value(.score(variable: nil)) - value(.score(variable: 1)) + education
        let truths: [(BoundedMeasure, Double)] = [
            (.share(variable: 1, group: 2), (truth[3] + truth[4]) / units),
            (.score(variable: 1), education), (.score(variable: nil), total),
        ]
        return try truths.map { measure, truth in
            try (value(.bound(.lower, of: measure))...value(.bound(.upper, of: measure))).contains(truth)
        }
    }

    private func draw(_ probabilities: [Double], _ random: inout SplitMix64) -> Int {
        var rest = Double.random(in: 0..<1, using: &random)
        for (level, probability) in probabilities.enumerated() {
            rest -= probability
            if rest < 0 { return level }
        }
        return probabilities.count - 1
    }
}

@Suite struct `bounds of 95 percent` {
    private static let repeats = 200

    // Of 200 repeats 190 are expected within, with a standard deviation of 3.1.
    @Test(arguments: [false, true], 1...1 as ClosedRange<UInt64>)
    func `hold the truth in about 95 of 100 draws, of shares and of scores`(
        isExpected: Bool,
        seed: UInt64
    ) throws {
        let region = try DrawnRegion(seed: seed)
        var random = SplitMix64(seed: seed &+ 1_000)
        var within = [0, 0, 0]
        for _ in 0..<Self.repeats {
            for (place, isWithin) in try region.covers(isExpected: isExpected, &random).enumerated()
            where isWithin { within[place] += 1 }
        }
        for (place, count) in within.enumerated() {
            #expect((178...199).contains(count), "measure \(place)")
        }
    }
}
