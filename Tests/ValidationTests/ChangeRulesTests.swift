import Codebook
import Statistics
import Testing
import Validation
import ValidationWalks

@Suite struct `change-previous-year and change-previous-version` {
    private func published(_ units: Int64, _ period: String = "2019") -> TrialDelivery {
        let figure = Value.number(0)
        return TrialDelivery(
            "published",
            columns: [0, 4],
            rows: [
                .init(
                    code: "GM0100",
                    period: period,
                    values: [0: .number(units), 4: units < 100 ? .missing(.unknown) : figure]
                )
            ]
        )
    }

    private func marginal(_ units: Int64, _ period: String = "2019") -> TrialDelivery {
        var values = Dictionary(uniqueKeysWithValues: (0..<23).map { ($0, Value.number(0)) })
        for rank in [0, 1, 11, 16] { values[rank] = .number(units) }
        return TrialDelivery(
            "marginal",
            columns: Array(0..<23),
            rows: [.init(code: "GM0100", period: period, values: values)]
        )
    }

    private func severities(_ code: String, _ delivery: TrialDelivery, _ stored: [Int: StoredPeriodFacts])
        -> [Finding.Severity]
    {
        Trial(stored: stored).findings(code, in: delivery).map(\.severity)
    }

    @Test(arguments: [
        (1200, 0), (1201, 1), (800, 0), (799, 1), (1800, 1), (1801, 2), (200, 1), (199, 2), (0, 2),
    ])
    func `warn beyond one bound and reject beyond the other`(units: Int64, extent: Int) {
        let expected: [[Finding.Severity]] = [[], [.warning], [.rejection]]
        let year = StoredPeriodFacts(Trial().validate(marginal(1000, "2018")), period: 2018)
        #expect(severities("change-previous-year", marginal(units), [2018: year]) == expected[extent])
        let version = StoredPeriodFacts(Trial().validate(marginal(1000)))
        #expect(severities("change-previous-version", marginal(units), [2019: version]) == expected[extent])
    }

    @Test func `say nothing of a region that was small, or of one that is new`() {
        let stored = StoredPeriodFacts(Trial().validate(marginal(99, "2018")), period: 2018)
        #expect(severities("change-previous-year", marginal(900), [2018: stored]).isEmpty)
        #expect(severities("change-previous-year", marginal(900), [:]).isEmpty)
    }

    @Test func `give rounded units the benefit of their rounding`() {
        let stored = StoredPeriodFacts(Trial().validate(published(1000, "2018")), period: 2018)
        #expect(severities("change-previous-year", published(1300), [2018: stored]).isEmpty)
        #expect(severities("change-previous-year", published(1400), [2018: stored]) == [.warning])
    }

    @Test func `look at the year before in the same file first`() {
        var delivery = marginal(1000, "2018")
        delivery.rows += marginal(5000, "2019").rows
        let stored = StoredPeriodFacts(Trial().validate(marginal(5000, "2018")), period: 2018)
        #expect(severities("change-previous-year", delivery, [2018: stored]) == [.rejection])
    }

    @Test func `compare across forms`() {
        let joint = TrialDelivery(
            "joint",
            rows: [.init(code: "GM0100", period: "2018", values: [17: .number(1000)])]
        )
        let stored = StoredPeriodFacts(Trial().validate(joint), period: 2018)
        #expect(severities("change-previous-year", published(3000), [2018: stored]) == [.rejection])
        #expect(severities("change-previous-year", published(1000), [2018: stored]).isEmpty)
    }

    @Test func `use the parts of a whole whose own counts are older than a correction`() {
        let country = TrialCountry(seed: 1)
        var stored = StoredPeriodFacts(Trial().validate(country.joint(period: "2018")), period: 2018)
        stored.tallies[RegionIndex(1)] = Tally(counts: [7])
        #expect(severities("change-previous-year", country.joint(), [2018: stored]).isEmpty)
    }

    @Test func `take bounds and severity from the codebook`() {
        var trial = Trial(stored: [
            2018: StoredPeriodFacts(Trial().validate(marginal(1000, "2018")), period: 2018)
        ])
        trial.codebook.rules["change-previous-year"] = RuleSetting(bounds: ["warning": 50, "rejection": 100])
        #expect(trial.findings("change-previous-year", in: marginal(1101)).map(\.severity) == [.rejection])
        #expect(trial.findings("change-previous-year", in: marginal(1051)).map(\.severity) == [.warning])
        trial.codebook.rules["change-previous-year"]?.severity = .warning
        #expect(trial.findings("change-previous-year", in: marginal(9999)).map(\.severity) == [.warning])
        trial.codebook.rules["change-previous-year"]?.isOn = false
        #expect(trial.findings("change-previous-year", in: marginal(9999)).isEmpty)
    }
}
