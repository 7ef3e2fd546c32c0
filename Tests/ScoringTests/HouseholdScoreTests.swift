import Codebook
import Scoring
import Statistics
import TestSupport
import Testing

@Suite struct `the score of one household` {
    private let codebook = TrialCodebook.sesWoa

    /// A region of that household alone, with scores that are not divided.
    private func score(of categories: [Int]) throws -> Fraction? {
        let codebook = TrialCodebook.make(TrialCodebook.published, divisor: 1)
        let region = try Measured(codebook, .joint, codebook.joint([(categories: categories, count: 1)]))
        return region[.score(variable: nil)].ratio
    }

    @Test func `is -7.0 for primary education, the first decile and no work`() throws {
        #expect(try #require(try score(of: [0, 0, 5])).equals(Fraction(-70, 10)))
    }

    @Test func `is 3.1 for a master, the tenth decile and continuous work`() throws {
        #expect(try #require(try score(of: [9, 4, 0])).equals(Fraction(31, 10)))
    }

    @Test func `lies between these two for every household`() throws {
        let codebook = TrialCodebook.make(TrialCodebook.published, divisor: 1)
        let total = try #require(codebook.topicRank(of: .score(variable: nil)))
        let scorer = try #require(
            Scorer(
                codebook: codebook,
                form: codebook.form(.joint),
                period: Period(year: 2019),
                wanted: [total]
            )
        )
        for cell in 0..<350 {
            let counts = (0..<350).map { Int64($0 == cell ? 1 : 0) }
            let score = try #require(scorer.figures(of: counts).figures[0].ratio)
            #expect((-70...31).contains(Rounding.halfUp(score.numerator * 10, score.denominator)))
        }
    }

    @Test(arguments: [
        (categories: [0, 0, 5], thousandths: [-2333, -700, -733, -900]),
        (categories: [9, 4, 0], thousandths: [1033, 400, 367, 267]),
    ])
    func `bounds what a region can have`(categories: [Int], thousandths: [Int64]) throws {
        let region = try Measured(codebook, .joint, codebook.joint([(categories: categories, count: 1234)]))
        #expect([nil, 0, 1, 2].map { region[.score(variable: $0)].thousandths } == thousandths)
        // All households are alike.
        #expect([nil, 0, 1, 2].allSatisfy { region[.standardDeviation(variable: $0)].thousandths == 0 })
        #expect([nil, 0, 1, 2].allSatisfy { region[.meanDifference(variable: $0)].thousandths == 0 })
    }
}

@Suite struct `the published coefficients` {
    // Deciles of wealth hold a tenth of the households each, so their coefficients have mean zero but for
    // their rounding to one decimal: -0.5 / 10 = -0.05. Their variance is 11.99 / 10 - 0.05^2 = 1.1965.
    @Test func `of wealth have mean zero and their variance over deciles, within rounding`() throws {
        let codebook = TrialCodebook.make(TrialCodebook.published, divisor: 1)
        let country = codebook.joint((0..<10).map { (categories: [$0, 2, 0], count: 800_000) })
        let measured = try Measured(codebook, .joint, country)
        #expect(measured[.score(variable: 0)].ratio?.equals(Fraction(-5, 100)) == true)
        #expect(measured[.standardDeviation(variable: 0)].square?.equals(Fraction(11_965, 10_000)) == true)
    }

    @Test func `rise with wealth and with education, and stand highest for continuous work`() {
        #expect(TrialCodebook.published[0] == TrialCodebook.published[0].sorted())
        #expect(TrialCodebook.published[1] == TrialCodebook.published[1].sorted())
        #expect(TrialCodebook.published[2].max() == TrialCodebook.published[2][0])
    }
}
