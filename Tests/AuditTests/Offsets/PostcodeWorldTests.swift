import Audit
import Disclosure
import Statistics
import Testing

/// Countries whose regions are cut by a second geography, as buurten are by postcodes.
@Suite struct `regions that postcodes cut` {
    /// Release by protection, and the faults that the audit finds in it.
    private func released(_ trial: OffsetTrial, _ country: OffsetCountry, after history: OffsetHistory) -> (
        outcome: OffsetOutcome, history: OffsetHistory, faults: [String]
    ) {
        let protection = OffsetProtection(model: trial.model, key: trial.key, period: "2019")
        let result = protection.protect(country, after: history)
        let verdict = OffsetAudit(trial.rule).check(result.evidence)
        return (result.outcome, result.history, verdict.faults)
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `are released with nothing that a world of a part would show otherwise`(seed: UInt64) {
        var trial = OffsetTrial(seed: seed, wijken: 4)
        trial.cut()
        let first = released(trial, trial.country, after: OffsetHistory())
        #expect(first.faults.isEmpty && first.outcome.unproved.isEmpty)
        for atom in [0, trial.country.atoms.count - 1] { trial.correct(atom, units: 12) }
        let second = released(trial, trial.country, after: first.history)
        #expect(second.faults.isEmpty && second.outcome.unproved.isEmpty)
    }

    @Test func `keep most measures of spread, since units of two parts change places`() {
        var (shown, all) = (0, 0)
        for seed in 1...12 as ClosedRange<UInt64> {
            var trial = OffsetTrial(seed: seed, wijken: 4)
            trial.cut()
            let smallest = Set(trial.country.regions.filter { $0.kind == .smallest }.map(\.code))
            for row in released(trial, trial.country, after: OffsetHistory()).outcome.rows
            where smallest.contains(row.code) && !row.layout.variables.contains(where: \.isRecoded) {
                all += row.layout.hiddenSpreads.count
                shown += row.layout.hiddenSpreads.count { !$0 }
            }
        }
        #expect(all > 100 && 5 * shown >= 3 * all, "\(shown) of \(all)")
    }
}
