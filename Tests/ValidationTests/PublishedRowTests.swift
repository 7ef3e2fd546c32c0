import Codebook
import Statistics
import Testing
import Validation
import ValidationWalks

/// A delivery in the published form of one gemeente with parts, with all figures or none.
private func delivery(_ rows: [(String, Int64, [Int: Value])]) -> TrialDelivery {
    TrialDelivery(
        "published",
        columns: [0, 1, 4, 9],
        rows: rows.map { code, units, values in
            .init(code: code, values: [0: .number(units)].merging(values) { $1 })
        }
    )
}

private let all: [Int: Value] = [1: .number(300), 4: .number(-100), 9: .number(800)]
private let none: [Int: Value] = [1: .missing(.unknown), 4: .missing(.unknown), 9: .missing(.unknown)]

@Suite struct `threshold-withheld` {
    @Test func `rejects figures of a region that rounds to 0, at the first of them`() {
        let delivery = delivery([
            ("GM0100", 1000, all), ("BU01000000", 0, all.merging([1: .missing(.unknown)]) { $1 }),
        ])
        let validation = Trial().validate(delivery)
        #expect(
            Trial().findings("threshold-withheld", in: delivery).map(\.place) == [Place(line: 3, column: 50)]
        )
        #expect(!validation.codes.contains("all-or-nothing"))
        #expect(validation.table == nil)
    }

    @Test(arguments: Value.Symbol.allCases)
    func `accepts any symbol for what is withheld, and a cell that is not there`(symbol: Value.Symbol) {
        let withheld: [Int: Value] = [1: .missing(symbol), 4: .missing(symbol)]
        let delivery = delivery([("GM0100", 1000, all), ("BU01000000", 0, withheld)])
        #expect(Trial().validate(delivery).codes == ["coverage"])
    }

    @Test func `leaves open what rounds to the threshold`() {
        let delivery = delivery([("GM0100", 1000, all), ("BU01000000", 100, all), ("BU01000001", 100, none)])
        #expect(Trial().validate(delivery).codesBesideCoverage.isEmpty)
    }

    @Test(arguments: [(0, 1), (90, 1), (95, 0), (100, 0), (105, 0)])
    func `follows the rounding of the data set`(units: Int64, found: Int) {
        var trial = Trial()
        trial.codebook.protection = ProtectionRule(threshold: 100, rounding: 10)
        let delivery = delivery([
            ("GM0100", 1000, all), ("GM0200", units - units % 10 + (units == 95 ? 10 : 0), all),
        ])
        #expect(trial.findings("threshold-withheld", in: delivery).count == found)
    }
}

@Suite struct `threshold-published` {
    @Test func `warns of a row that is large enough and has no figures`() {
        let findings = Trial().findings(
            "threshold-published",
            in: delivery([("GM0100", 1000, all), ("GM0200", 200, none)])
        )
        #expect(findings.map(\.severity) == [.warning])
        #expect(findings.map(\.place?.line) == [3])
    }

    @Test func `warns of one row by itself`() {
        #expect(Trial().findings("threshold-published", in: delivery([("GM0100", 1000, none)])).count == 1)
    }

    @Test func `says nothing of topics that no region has`() {
        let unmeasured = all.merging([9: .missing(.unknown)]) { $1 }
        let delivery = delivery([("GM0100", 1000, unmeasured), ("GM0200", 1200, unmeasured)])
        #expect(Trial().validate(delivery).codes == ["coverage"])
    }
}

@Suite struct `a blank in the published form` {
    private func stored(_ units: Int64, _ value: Value, rounding: Int64 = 10) -> [Value?] {
        let odd = (units == 0 ? none : all).merging([4: value]) { $1 }
        var trial = Trial()
        trial.codebook.protection = ProtectionRule(threshold: 100, rounding: rounding, method: .proved)
        let tally = trial.validate(delivery([("GM0100", 1000, all), ("BU01000000", units, odd)]))
            .tallies()["BU01000000"]
        var values: [Value?] = []
        tally?.forEach { rank, value in if rank == 4 { values.append(value) } }
        return values
    }

    @Test func `stands for a withheld figure wherever the region has units, as a point and a typed gap do`() {
        #expect(stored(900, .missing(.blank)) == [.missing(.unknown)])
        #expect(stored(900, .missing(.unknown)) == [.missing(.unknown)])
        #expect(stored(900, .missing(.secret)) == [.missing(.secret)])
        // Units that are rounded to 0 are few, and not none.
        #expect(stored(0, .missing(.blank)) == [.missing(.unknown)])
    }

    @Test func `stays where the region has no units at all`() {
        #expect(stored(0, .missing(.blank), rounding: 1) == [.missing(.blank)])
    }
}

@Suite struct `all-or-nothing` {
    @Test func `rejects one symbol among numbers, at the symbol`() {
        let odd = all.merging([4: .missing(.unknown)]) { $1 }
        let findings = Trial().findings(
            "all-or-nothing",
            in: delivery([("GM0100", 1000, all), ("GM0200", 900, odd)])
        )
        #expect(findings.map(\.place) == [Place(line: 3, column: 50)])
        #expect(findings.map(\.severity) == [.rejection])
    }

    @Test func `rejects one number among symbols, at the number`() {
        let odd = none.merging([9: .number(800)]) { $1 }
        let findings = Trial().findings(
            "all-or-nothing",
            in: delivery([("GM0100", 1000, all), ("GM0200", 100, odd)])
        )
        #expect(findings.map(\.place) == [Place(line: 3, column: 100)])
    }
}

@Suite struct `published rows of a data set that is proved safe` {
    private var trial: Trial {
        var trial = Trial()
        trial.codebook.protection = ProtectionRule(threshold: 100, rounding: 100, method: .proved)
        return trial
    }

    @Test func `may lack some figures, or all of them, whatever their size`() {
        let odd = all.merging([4: .missing(.unknown)]) { $1 }
        let codes = trial.validate(
            delivery([("GM0100", 1000, all), ("GM0200", 900, odd), ("GM0300", 900, none)])
        )
        .codesBesideCoverage
        #expect(!codes.contains("all-or-nothing") && !codes.contains("threshold-published"))
    }

    @Test(arguments: [
        (900, [330, 330, 330], true), (900, [340, 340, 340], false), (900, [333, 334, 343], false),
        (1000, [330, 330, 330], false), (1000, [333, 333, 333], true),
    ])
    func `may add up to 99 percent where their units are few, and percentages whole`(
        units: Int64,
        shares: [Int64],
        isRight: Bool
    ) {
        let values = Dictionary(
            uniqueKeysWithValues: shares.enumerated().map { ($0.offset + 1, Value.number($0.element)) }
        )
        let delivery = TrialDelivery(
            "published",
            columns: [0, 1, 2, 3],
            rows: [.init(code: "GM0100", values: [0: .number(units)].merging(values) { $1 })]
        )
        #expect(trial.findings("percentages-add-up", in: delivery).isEmpty == isRight)
        #expect(
            Trial().findings("percentages-add-up", in: delivery).isEmpty
                == (isRight && shares.reduce(0, +) == 999)
        )
    }
}

@Suite struct `whole-missing` {
    private let country = TrialCountry(seed: 8)

    @Test(arguments: [true, false]) func `names a wijk that was left out between its buurten`(replaces: Bool)
    {
        var delivery = country.published()
        delivery.rows.removeAll { $0.code == "WK010000" }
        let findings = Trial(replacesPeriods: replaces).findings("whole-missing", in: delivery)
        #expect(findings.map(\.region) == [RegionCode("WK010000")])
        #expect(findings.map(\.place?.line) == [delivery.line(of: "BU01000000")])
        #expect(findings.map(\.severity) == [.warning])
    }

    @Test func `says nothing where no wijk is delivered at all, or where counts follow from parts`() {
        #expect(Trial().findings("whole-missing", in: country.published(["buurt"])).isEmpty)
        var counts = country.marginal()
        counts.rows.removeAll { $0.code == "WK010000" }
        #expect(Trial().validate(counts).findings.isEmpty)
    }
}

@Suite struct `agrees-with-counts` {
    private let country = TrialCountry(seed: 8)

    private func findings(_ rank: Int, apart: Int64) -> Int {
        let delivery = country.published()
        guard case .number(let figure)? = delivery.rows[0].values[rank] else { return -1 }
        var trial = Trial()
        var stored = StoredPeriodFacts(form: "joint", columns: [], tallies: [:])
        stored.computed = [RegionIndex(1): [rank: figure + apart]]
        trial.stored[2019] = stored
        return trial.findings("agrees-with-counts", in: delivery).count
    }

    @Test func `warns beyond one in the last decimal, the rounding, and 0.05`() {
        #expect([findings(1, apart: 1), findings(1, apart: 2)] == [0, 1])
        #expect([findings(0, apart: -50), findings(0, apart: -51)] == [0, 1])
        #expect([findings(4, apart: 50), findings(4, apart: -51)] == [0, 1])
        #expect([findings(9, apart: 50), findings(9, apart: 51)] == [0, 1])
        #expect(findings(8, apart: 900) == 0)
    }

    @Test func `says nothing where no counts are stored`() {
        var trial = Trial()
        trial.stored[2019] = StoredPeriodFacts(Trial().validate(country.published()))
        #expect(trial.validate(country.published()).findings.isEmpty)
    }
}
