import Classification
import Codebook
import Scoring
import Statistics
import TestSupport
import Testing

@Suite struct `the figures of a region stored as units with postcodes` {
    private let codebook = TrialCodebook.withRecords
    private var cells: RecordCells {
        guard let cells = RecordCells(codebook, codebook.form(.records)) else { fatalError("no cells") }
        return cells
    }

    // 60 households of decile 10, master, continuously working, and 40 of decile 1, primary education, not
    // working, all certain; and two of decile 5 and retired of which primary education and master are equally
    // likely. Drawn, one became each.
    private func counts(drawn: Bool) -> [Int64] {
        let joint = JointCells(codebook.variables)
        var counts = [Int64](repeating: 0, count: cells.width)
        counts[joint.rank(of: [9, 4, 0])] = 60
        counts[joint.rank(of: [0, 0, 5])] = 40
        for level in [0, 4] {
            let rank = joint.rank(of: [4, level, 6])
            counts[drawn ? rank : cells.fractional.lowerBound + rank] = drawn ? 1 : 10_000
            counts[cells.expected.lowerBound + level] = 1_000_000
            counts[cells.product(level, level)] = 500_000
        }
        counts[cells.product(0, 4)] = 500_000
        counts[cells.imputed] = 2
        return counts
    }

    @Test(arguments: [true, false])
    func `are those of whole households, drawn or in fractions`(drawn: Bool) throws {
        let region = try Measured(codebook, .records, counts(drawn: drawn))
        let whole = try Measured(
            codebook,
            .joint,
            codebook.joint([
                (categories: [9, 4, 0], count: 60), (categories: [0, 0, 5], count: 40),
                (categories: [4, 0, 6], count: 1), (categories: [4, 4, 6], count: 1),
            ])
        )
        #expect(region.figures.population == 102)
        for topic in codebook.topics where !topic.traits.isOfImputation && topic.measure != .carried {
            #expect(region[topic.measure].isSame(as: whole[topic.measure]), "\(topic.key)")
        }
    }

    @Test(arguments: [true, false])
    func `tell which share was imputed`(drawn: Bool) throws {
        let region = try Measured(codebook, .records, counts(drawn: drawn))
        #expect(region[.imputedShare] == .ratio(Fraction(2, 102)))
    }

    // The number in the highest group has the variance 2 x (0.5 - 0.25) = 0.5. A drawn number is off by twice
    // that: a standard deviation of 1, so 1.96 / 102 = 0.019216 around 61 / 102 = 0.598039. An expected one is
    // off by 0.707107: 0.013587.
    // Education: coefficients -2.2 and 1.1, so the variance is 2 x (1.65^2) = 5.445; twice that has the root
    // 3.3: 1.96 x 3.3 / 102 / 3 = 0.021137 around (60 x 1.1 - 40 x 2.2 - 2.2 + 1.1) / 102 / 3 = -0.075490.
    @Test func `have bounds by hand`() throws {
        let high = BoundedMeasure.share(variable: 1, group: 2)
        let drawn = try Measured(codebook, .records, counts(drawn: true))
        #expect(drawn[.bound(.lower, of: high)].millionths == 578_824)
        #expect(drawn[.bound(.upper, of: high)].millionths == 617_255)
        let expected = try Measured(codebook, .records, counts(drawn: false))
        #expect(expected[.bound(.lower, of: high)].millionths == 584_452)
        #expect(expected[.bound(.upper, of: high)].millionths == 611_627)

        #expect(drawn[.bound(.lower, of: .score(variable: 1))].millionths == -96_627)
        #expect(drawn[.bound(.upper, of: .score(variable: 1))].millionths == -54_353)
        let total = try #require(drawn[.score(variable: nil)].millionths)
        #expect(drawn[.bound(.upper, of: .score(variable: nil))].millionths == total + 21_137)
    }

    @Test func `have bounds that stay within what can be`() throws {
        var counts = [Int64](repeating: 0, count: cells.width)
        let joint = JointCells(codebook.variables)
        counts[joint.rank(of: [9, 4, 0])] = 1
        counts[cells.imputed] = 1
        for level in [0, 4] {
            counts[cells.expected.lowerBound + level] = 500_000
            counts[cells.product(level, level)] = 250_000
        }
        counts[cells.product(0, 4)] = 250_000
        let region = try Measured(codebook, .records, counts)
        #expect(region[.bound(.upper, of: .share(variable: 1, group: 2))] == .ratio(Fraction(1, 1)))
        #expect(region[.bound(.lower, of: .share(variable: 1, group: 2))] == .ratio(Fraction(0, 1)))
        #expect(region[.bound(.upper, of: .score(variable: 1))].millionths == 366_667)
    }

    @Test func `add up over postcodes and parts`() throws {
        let edition = TrialEdition.small
        let aggregation = try #require(
            Aggregation(
                codebook: codebook,
                edition: edition,
                form: codebook.form(.records),
                period: Period(year: 2019),
                status: .definitive,
                columns: []
            )
        )
        let buurten = edition.regions.indices.filter { edition.regions[$0].level == edition.levels.count - 1 }
        let whole = counts(drawn: true)
        var stored: [RegionIndex: Tally] = [:]
        for (number, position) in buurten.enumerated() {
            // Every buurt has the same households, half of them under another postcode.
            var ranks: [(rank: Int, value: Value)] = []
            for (part, count) in whole.enumerated() where count > 0 {
                ranks.append((cells.rank(slot: number, part: part), .number(count - count / 2)))
                if count > 1 { ranks.append((cells.rank(slot: 500, part: part), .number(count / 2))) }
            }
            stored[RegionIndex(position)] = Tally(ranks)
        }
        let first = try #require(buurten.first)
        #expect(
            aggregation.figures(of: RegionIndex(first), stored: stored)
                == Scorer(codebook: codebook, form: codebook.form(.records), period: Period(year: 2019))?
                .figures(of: whole)
        )
        let parent = try #require(edition.regions[first].parent)
        let parts = edition.children(of: parent).count
        #expect(aggregation.counts(of: parent, stored: stored) == whole.map { $0 * Int64(parts) })
    }
}

extension Figure {
    /// A ratio in millionths.
    fileprivate var millionths: Int64? {
        ratio.map { Rounding.halfUp($0.numerator * 1_000_000, $0.denominator) }
    }

    /// Whether both are the same number, however the fraction is written.
    fileprivate func isSame(as other: Self) -> Bool {
        switch (self, other) {
        case (.ratio(let a), .ratio(let b)), (.root(let a), .root(let b)):
            a.numerator * b.denominator == b.numerator * a.denominator
        default: self == other
        }
    }
}
