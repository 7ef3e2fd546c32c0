import Codebook
import Kinds
import Statistics
import TestSupport
import Testing
import Validation

@Suite struct `a delivery that is right` {
    @Test(arguments: 0..<20)
    func `of joint counts has no findings, and is stored cell by cell`(seed: UInt64) throws {
        let country = TrialCountry(seed: seed)
        let validation = Trial().validate(country.joint())

        #expect(validation.findings.isEmpty)
        for (region, tally) in try #require(validation.table?.periods.first).tallies {
            #expect(tally == Tally(counts: country.counts[region.position]))
        }
    }

    @Test(arguments: 0..<20)
    func `of counts by variable has no findings`(seed: UInt64) throws {
        let delivery = TrialCountry(seed: seed).marginal()
        let validation = Trial().validate(delivery)

        #expect(validation.findings.isEmpty)
        #expect(validation.table?.periods.first?.tallies.count == delivery.rows.count)
        #expect(validation.rowsTaken == delivery.rows.count)
        #expect(validation.rowsLeftOut.isEmpty)
        #expect(validation.regions == ["gemeente": 2, "wijk": 3, "buurt": 8])
    }

    @Test(arguments: 0..<20)
    func `in the published form has no findings, with any topics`(seed: UInt64) throws {
        let country = TrialCountry(seed: seed)
        var random = SplitMix64(seed: seed)
        let topics =
            [0] + (1...9).shuffled(using: &random).prefix(Int.random(in: 1...9, using: &random)).sorted()
        let validation = Trial().validate(country.published(columns: topics))

        #expect(validation.findings.isEmpty)
        #expect(validation.table?.periods.first?.columns == topics)
    }

    @Test(arguments: ["joint", "marginal", "published"], [UInt64](0..<5))
    func `has the same findings in any order of its rows`(form: String, seed: UInt64) {
        let country = TrialCountry(seed: seed)
        var delivery =
            form == "joint" ? country.joint() : form == "marginal" ? country.marginal() : country.published()
        delivery.rows.removeAll { $0.code == "WK010000" || $0.code == "BU02000001" }
        delivery.rows.append(.init(code: "BU01009999", period: "2019", values: delivery.rows[0].values))
        delivery.rows.append(.init(code: "NL00", period: "2019", values: delivery.rows[0].values))
        var shuffled = delivery
        var random = SplitMix64(seed: seed)
        shuffled.rows.shuffle(using: &random)

        let first = Trial().validate(delivery)
        let second = Trial().validate(shuffled)

        #expect(!first.findings.isEmpty)
        #expect(first.findings.totals == second.findings.totals)
        #expect(Set(first.findings.kept.map(\.region)) == Set(second.findings.kept.map(\.region)))
        #expect(first.rowsLeftOut == second.rowsLeftOut)
    }

    @Test func `keeps the mark of a provisional period`() {
        let country = TrialCountry(seed: 1)
        #expect(
            Trial().validate(country.marginal(period: "2019**")).table?.periods.first?.status
                == .revisedProvisional
        )
    }

    @Test func `is the same in slices`() {
        var delivery = TrialCountry(seed: 3).published()
        delivery.rows[2].values[1] = .unreadable(.notANumber)
        let table = delivery.table
        let validator = Validator(
            codebook: TrialCodebook.codebook(),
            checks: TrialCodebook.codebook().kind.checks,
            edition: TrialEdition.complete,
            replacesPeriods: true
        )
        let examination = validator.examine(table)
        let slices = [7..<table.records.count, 0..<3, 3..<7].map { examination.records($0) }

        let whole = validator.validate(table) { _ in nil }
        #expect(examination.conclude(slices) { _ in nil }.findings == whole.findings)
        #expect(whole.findings.isRejection)
    }

    @Test func `asks for what is stored once a period, and once for the year before`() {
        let country = TrialCountry(seed: 1)
        var delivery = country.marginal()
        for year in ["2016", "2018"] { delivery.rows += country.marginal(period: year).rows }
        var asked: [Int] = []
        let validator = Validator(
            codebook: TrialCodebook.codebook(),
            checks: TrialCodebook.codebook().kind.checks,
            edition: TrialEdition.complete,
            replacesPeriods: true
        )
        _ = validator.validate(delivery.table) { period in
            asked.append(period.year)
            return nil
        }
        #expect(asked == [2016, 2015, 2018, 2017, 2019])
    }
}
