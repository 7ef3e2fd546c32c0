import Codebook
import Disclosure
import Statistics
import TestSupport
import Testing

@Suite struct `protecting figures` {
    /// Units, a share, a mean, a spread and a figure that is carried through.
    private let codebook = TrialTopics.codebook

    private func published(_ population: Int64?, _ figures: [Figure]) -> [Value] {
        let row = FiguresTable.Row(
            region: RegionIndex(7),
            figures: RegionFigures(population: population, figures: figures)
        )
        let table = FiguresTable(
            period: Period(year: 2019),
            status: .provisional,
            columns: Array(figures.indices),
            rows: [row]
        )
        return protect(table, with: codebook).rows.first?.values ?? []
    }

    private func region(of households: Int64) -> [Figure] {
        [
            .count(households), .ratio(Fraction(1, 3)), .ratio(Fraction(-1, 2000)), .root(Fraction(2, 1)),
            .unavailable,
        ]
    }

    @Test(arguments: [
        (0, 0), (1, 0), (49, 0), (50, 100), (99, 100), (100, 100), (149, 100), (150, 200), (457_449, 457_400),
        (457_450, 457_500),
    ])
    func `rounds households half up to hundreds`(households: Int64, rounded: Int64) {
        #expect(published(households, region(of: households))[0] == .number(rounded))
    }

    @Test(arguments: 1...20)
    func `tells of a rounded number just what the rounding leaves open`(hundreds: Int64) {
        let rounded = hundreds * 100
        let same = (0...3000 as ClosedRange<Int64>).filter {
            published($0, region(of: $0))[0] == .number(rounded)
        }
        #expect(same == Array(rounded - 50...rounded + 49))
    }

    @Test(arguments: [0, 1, 49, 50, 98, 99])
    func `withholds all but the households under the threshold`(households: Int64) {
        let values = published(households, region(of: households))
        #expect(values.dropFirst().allSatisfy { $0 == .missing(.unknown) })
        #expect(values[0].number != nil)
    }

    /// A third is 33.3 percent; -0.0005 is half of the last decimal and goes up to -0.000, which is 0.000; the
    /// root of two is 1.414.
    @Test(arguments: [100, 101, 1_000_000])
    func `shows everything from the threshold on, rounded half up`(households: Int64) {
        #expect(
            Array(published(households, region(of: households)).dropFirst())
                == [.number(333), .number(0), .number(1414), .missing(.unknown)]
        )
    }

    @Test(arguments: [
        (numerator: 5, denominator: 10_000, thousandths: 1), (-5, 10_000, 0), (-15, 10_000, -1),
        (15, 10_000, 2),
        (-51, 100_000, -1), (-7, 3, -2333), (31, 30, 1033), (0, 1, 0),
    ])
    func `rounds means half up, also below zero`(numerator: Int, denominator: Int, thousandths: Int64) {
        var figures = region(of: 500)
        figures[2] = .ratio(Fraction(Int128(numerator), Int128(denominator)))
        #expect(published(500, figures)[2] == .number(thousandths))
    }

    @Test(arguments: [
        (0, 1000, 0), (1, 1000, 1), (1, 2000, 1), (49, 100_000, 0), (999, 1000, 999), (1, 1, 1000),
    ])
    func `rounds shares to a tenth of a percent`(part: Int, whole: Int, tenths: Int64) {
        var figures = region(of: 5000)
        figures[1] = .ratio(Fraction(Int128(part), Int128(whole)))
        #expect(published(5000, figures)[1] == .number(tenths))
    }

    @Test func `carries delivered figures through, symbols and all`() {
        let delivered: [(Value, Value)] = [
            (.number(2900), .number(2900)), (.number(-1), .number(-1)),
            (.missing(.unknown), .missing(.unknown)),
            (.missing(.blank), .missing(.blank)), (.missing(.null), .missing(.unknown)),
            (.missing(.secret), .missing(.secret)), (.unreadable(.notANumber), .missing(.unknown)),
        ]
        for (value, expected) in delivered {
            for column in 0..<5 {
                var figures = [Figure](repeating: .delivered(.number(0)), count: 5)
                figures[column] = .delivered(value)
                #expect(published(nil, figures)[column] == expected)
            }
        }
    }

    @Test func `withholds computed figures of a region whose households it is not told`() {
        #expect(published(nil, region(of: 500)).allSatisfy { $0 == .missing(.unknown) })
    }

    @Test func `withholds even delivered figures of a region under the threshold`() {
        let figures: [Figure] = [.count(99)] + [Figure](repeating: .delivered(.number(1)), count: 4)
        #expect(published(99, figures).dropFirst().allSatisfy { $0 == .missing(.unknown) })
    }

    @Test func `follows the threshold and the rounding of the codebook`() {
        var codebook = codebook
        codebook.protection = ProtectionRule(threshold: 30, rounding: 5)
        let rows = [29, 30, 32, 33].map { households in
            FiguresTable.Row(
                region: RegionIndex(Int(households)),
                figures: RegionFigures(population: households, figures: region(of: households))
            )
        }
        let table = FiguresTable(
            period: Period(year: 2020),
            status: .definitive,
            columns: [0, 1, 2, 3, 4],
            rows: rows
        )
        let protected = protect(table, with: codebook)
        #expect(protected.rows.map { $0.values[0] } == [.number(30), .number(30), .number(30), .number(35)])
        #expect(protected.rows.map { $0.values[1] == .missing(.unknown) } == [true, false, false, false])
        #expect(protected.rows.map(\.region) == rows.map(\.region))
        #expect(protected.columns == table.columns)
        #expect(protected.period == table.period && protected.status == table.status)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `shows all or nothing of any region`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let households = Int64.random(in: 0...250, using: &random)
        let n = Int128(max(households, 1))
        let figures: [Figure] = [
            .count(households), .ratio(Fraction(Int128.random(in: 0...n, using: &random), n)),
            .ratio(Fraction(Int128.random(in: -70...31, using: &random) * n, n * 30)),
            .root(Fraction(Int128.random(in: 0...99, using: &random), n)), .delivered(.number(5)),
        ]
        let values = published(households, figures)
        let shown = values.dropFirst().count { $0.number != nil }
        #expect(shown == (households < 100 ? 0 : 4))
        if households >= 100 { #expect((0...1000).contains(values[1].number ?? -1)) }
    }
}
