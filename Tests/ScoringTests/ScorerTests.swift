import Codebook
import Scoring
import Statistics
import TestSupport
import Testing

@Suite struct `the figures of a region` {
    private let codebook = TrialCodebook.sesWoa

    // A gemeente of 200 households:
    //
    //     80 of decile 10, master, continuously working        1.2 + 1.1 + 0.8 =  3.1
    //     60 of decile 5, havo, continuously working           0.3 + 0.0 + 0.8 =  1.1
    //     40 of decile 2, vmbo, retired                       -1.8 - 0.9 - 0.3 = -3.0
    //     20 of decile 1, primary education, not working      -2.1 - 2.2 - 2.7 = -7.0
    private var gemeente: [Int64] {
        codebook.joint([
            (categories: [9, 4, 0], count: 80), (categories: [4, 2, 0], count: 60),
            (categories: [1, 1, 6], count: 40), (categories: [0, 0, 5], count: 20),
        ])
    }

    // Total: (248 + 66 - 120 - 140) / 200 / 3 = 54 / 600 = 0.090.
    // Wealth: (96 + 18 - 72 - 42) / 600 = 0. Education: (88 + 0 - 36 - 44) / 600 = 8 / 600 = 0.0133.
    // Work: (112 - 12 - 54) / 600 = 46 / 600 = 0.0767. 0 + 8 + 46 = 54.
    @Test func `are the means by hand`() throws {
        let region = try Measured(codebook, .joint, gemeente)
        #expect(region.figures.population == 200)
        #expect(region[.population] == .count(200))
        #expect([nil, 0, 1, 2].map { region[.score(variable: $0)].thousandths } == [90, 0, 13, 77])
        #expect(region[.score(variable: nil)].ratio?.equals(Fraction(54, 600)) == true)
        #expect(region[.score(variable: 1)].ratio?.equals(Fraction(8, 600)) == true)
    }

    // Squares of the total: 80 x 9.61 + 60 x 1.21 + 40 x 9 + 20 x 49 = 2181.4; / 200 - 0.27^2 = 10.8341;
    // its root is 3.29152, a third of it 1.09717. Wealth: 338.4 / 200 - 0 = 1.692, root 1.30077, third
    // 0.43359. Education: 226 / 200 - 0.04^2 = 1.1284, 1.06226, 0.35409. Work: 239 / 200 - 0.23^2 = 1.1421,
    // 1.06869, 0.35623.
    @Test func `are the standard deviations by hand`() throws {
        let region = try Measured(codebook, .joint, gemeente)
        #expect(
            [nil, 0, 1, 2].map { region[.standardDeviation(variable: $0)].thousandths } == [
                1097, 434, 354, 356,
            ]
        )
        #expect(region[.standardDeviation(variable: nil)].square?.equals(Fraction(108_341, 90_000)) == true)
    }

    // Pairs of the total: 80 x 60 x 2.0 + 80 x 40 x 6.1 + 80 x 20 x 10.1 + 60 x 40 x 4.1 + 60 x 20 x 8.1
    // + 40 x 20 x 4.0 = 68,040; both ways 136,080; / 200^2 = 3.402; a third is 1.134. Wealth:
    // 27,360 x 2 / 40,000 / 3 = 0.456. Education: 22,800 x 2 / 40,000 / 3 = 0.380. Work: 17,880 x 2 / 40,000
    // / 3 = 0.298.
    @Test func `are the mean differences by hand`() throws {
        let region = try Measured(codebook, .joint, gemeente)
        #expect(
            [nil, 0, 1, 2].map { region[.meanDifference(variable: $0)].thousandths } == [1134, 456, 380, 298]
        )
        #expect(region[.meanDifference(variable: nil)].ratio?.equals(Fraction(1134, 1000)) == true)
    }

    /// Low 60 of 200, middle 60, high 80; education the same; work 140, 0, 20 and 40 of 200.
    @Test func `are the shares of the published groups`() throws {
        let region = try Measured(codebook, .joint, gemeente)
        let shares = (0..<3).map { variable in
            codebook.variables[variable].groups.indices.map {
                region[.share(variable: variable, group: $0)].thousandths
            }
        }
        #expect(shares == [[300, 300, 400], [300, 300, 400], [700, 0, 100, 200]])
    }

    @Test func `have a column for all but what is carried through`() throws {
        for layout in [Form.Layout.joint, .marginal] {
            let scorer = try #require(
                Scorer(codebook: codebook, form: codebook.form(layout), period: Period(year: 2019))
            )
            #expect(
                scorer.columns == codebook.topics.indices.filter { codebook.topics[$0].measure != .carried }
            )
        }
    }

    @Test func `from marginal counts lack what needs the joint ones, and nothing else`() throws {
        let joint = try Measured(codebook, .joint, gemeente)
        let marginal = try Measured(codebook, .marginal, codebook.marginal(of: gemeente))
        #expect(marginal.figures.population == 200)
        for topic in codebook.topics where topic.measure != .carried {
            switch topic.measure {
            case .standardDeviation(nil), .meanDifference(nil):
                #expect(marginal[topic.measure] == .unavailable)
            default: #expect(marginal[topic.measure] == joint[topic.measure])
            }
        }
    }

    @Test(arguments: [Form.Layout.joint, .marginal])
    func `without households are no figures at all`(layout: Form.Layout) throws {
        let size = layout == .joint ? 350 : codebook.form(.marginal).topics.count
        let region = try Measured(codebook, layout, [Int64](repeating: 0, count: size))
        #expect(region.figures.population == 0)
        #expect(region[.population] == .count(0))
        #expect(region.figures.figures.count { $0 == .unavailable } == region.columns.count - 1)
    }

    @Test func `of a single household are its own`() throws {
        let region = try Measured(codebook, .joint, codebook.joint([(categories: [3, 2, 1], count: 1)]))
        #expect(region[.score(variable: nil)].ratio?.equals(Fraction(-5, 30)) == true)
        #expect(region[.standardDeviation(variable: nil)].thousandths == 0)
        #expect(region[.meanDifference(variable: nil)].thousandths == 0)
    }

    @Test func `say nothing of a variable whose categories do not add up`() throws {
        var counts = codebook.marginal(of: gemeente)
        counts[1] += 1
        let region = try Measured(codebook, .marginal, counts)
        #expect(region[.score(variable: 0)] == .unavailable)
        #expect(region[.score(variable: nil)] == .unavailable)
        #expect(region[.share(variable: 0, group: 0)] == .unavailable)
        #expect(region[.meanDifference(variable: 0)] == .unavailable)
        #expect(region[.score(variable: 1)].thousandths == 13)
    }

    @Test func `take categories as topics too`() throws {
        var codebook = codebook
        codebook.topics.append(
            Topic(
                key: "decile 10",
                title: codebook.title,
                unit: codebook.unit,
                decimals: 0,
                kind: .count,
                spellings: [],
                measure: .category(variable: 0, category: 9)
            )
        )
        let region = try Measured(codebook, .joint, gemeente)
        #expect(region[.category(variable: 0, category: 9)] == .count(80))
    }
}

@Suite struct `a scorer` {
    private let codebook = TrialCodebook.sesWoa

    @Test(arguments: [2013, 2024])
    func `is not made for a year that no coefficients serve`(year: Int) {
        #expect(Scorer(codebook: codebook, form: codebook.form(.joint), period: Period(year: year)) == nil)
    }

    @Test func `is not made of figures that were delivered as published`() {
        #expect(
            Scorer(codebook: codebook, form: codebook.form(.published), period: Period(year: 2019)) == nil
        )
    }

    @Test func `is not made of coefficients that fit no variables`() {
        var codebook = codebook
        codebook.variables[1].categories.removeLast()
        #expect(Scorer(codebook: codebook, form: codebook.form(.joint), period: Period(year: 2019)) == nil)
    }

    @Test(arguments: [
        (coefficients: [[Int64.min, Int64.max]], decimals: 0, divisor: 1),
        (coefficients: [[Int64.max], [Int64.max]], decimals: 0, divisor: 1),
        (coefficients: [[1, 2]], decimals: 10, divisor: 1),
        (coefficients: [[1, 2]], decimals: -1, divisor: 1),
        (coefficients: [[1, 2]], decimals: 9, divisor: 2), (coefficients: [[1, 2]], decimals: 1, divisor: 0),
        (coefficients: [[1, 2]], decimals: 1, divisor: .max),
    ])
    func `is not made of coefficients that 128 bits cannot hold`(
        coefficients: [[Int64]],
        decimals: Int,
        divisor: Int
    ) {
        let codebook = TrialCodebook.make(coefficients, decimals: decimals, divisor: divisor)
        #expect(Scorer(codebook: codebook, form: codebook.form(.joint), period: Period(year: 2019)) == nil)
    }

    // A hundred million households, half at either end: the spread is half the distance, the mean difference
    // too, and both survive being rounded with three decimals more than are published.
    @Test func `is exact for coefficients of six decimals and more households than there are`() throws {
        let codebook = TrialCodebook.make([[-2_123_457, 1_234_567], [-1_000_001, 999_999]], decimals: 6)
        let households: Int64 = 100_000_000
        let region = try Measured(codebook, .joint, [households, 0, 0, households])
        let distance: Int128 = 2_123_457 + 1_000_001 + 1_234_567 + 999_999
        let half = Fraction(distance, 2 * 3_000_000)
        let deviation = try #require(region[.standardDeviation(variable: nil)].square)
        let difference = try #require(region[.meanDifference(variable: nil)].ratio)
        #expect(
            Rounding.halfUpRoot(of: deviation, times: 1_000_000)
                == Rounding.halfUp(half.numerator * 1_000_000, half.denominator)
        )
        #expect(
            Rounding.halfUp(difference.numerator * 1_000_000, difference.denominator)
                == Rounding.halfUp(half.numerator * 1_000_000, half.denominator)
        )
    }

    @Test func `gives the units and nothing else of a region beyond its bounds`() throws {
        let region = try Measured(
            codebook,
            .joint,
            codebook.joint([(categories: [0, 0, 0], count: 1 << 51)])
        )
        #expect(region.figures.population == 1 << 51)
        #expect(region[.population] == .count(1 << 51))
        #expect(region[.score(variable: nil)] == .unavailable)
        #expect(region[.share(variable: 0, group: 0)] == .unavailable)
    }

    @Test func `stays within 128 bits at its very bounds, rounding included`() throws {
        let widest: Int64 = 1 << 30
        for (coefficient, units) in [(widest, Int64(1) << 28), (1 << 22, 1 << 36), (2, 1 << 36)] {
            let codebook = TrialCodebook.make([[-coefficient / 2, coefficient / 2]], decimals: 0, divisor: 1)
            let region = try Measured(codebook, .joint, [units / 2, units / 2])
            let difference = try #require(region[.meanDifference(variable: nil)].ratio)
            let deviation = try #require(region[.standardDeviation(variable: nil)].square)
            let half = coefficient / 2
            #expect(
                Rounding.halfUp(difference.numerator * 1_000_000_000, difference.denominator) == half
                    * 1_000_000_000
            )
            #expect(Rounding.halfUpRoot(of: deviation, times: 1_000_000) == half * 1_000_000)
        }
    }
}
