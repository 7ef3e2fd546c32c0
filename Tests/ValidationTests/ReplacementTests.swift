import Statistics
import Testing
import Validation
import ValidationWalks

@Suite struct `a year that replaces what is stored` {
    private let country = TrialCountry(seed: 5)

    private func trial() -> Trial {
        Trial(stored: [2019: StoredPeriodFacts(Trial().validate(country.marginal()))])
    }

    @Test func `is accepted with all that is stored`() {
        #expect(trial().findings("replaces-too-much", in: country.marginal()).isEmpty)
    }

    @Test func `is rejected without half of the regions, with their number and the way to mean it`() throws {
        var half = country.marginal()
        half.rows.removeLast(half.rows.count / 2)
        let finding = try #require(trial().findings("replaces-too-much", in: half).first)
        #expect(finding.severity == .rejection)
        #expect(finding.message[.en].contains("would vanish"))
        #expect(finding.repair[.en].contains(".replaces"))
    }

    @Test func `may lack what it likes in a correction, and where nothing is stored`() {
        var half = country.marginal()
        half.rows.removeLast(half.rows.count / 2)
        var correction = trial()
        correction.replacesPeriods = false
        #expect(correction.findings("replaces-too-much", in: half).isEmpty)
        #expect(Trial().findings("replaces-too-much", in: half).isEmpty)
    }
}
