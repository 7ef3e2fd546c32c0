import Classification
import Codebook
import Disclosure
import Kinds
import Ledger
import Statistics
import TestSupport
import Testing
import Workflow

@testable import ReleaseService
@testable import Reports
@testable import Service

/// Explanations of protection by offsets for people: accounts, explanations and what other settings would cost.
@Suite struct `an account of protection by offsets` {
    private static let sizes = [60, 1350, 1500, 1600, 1450, 1380]

    private func released() throws -> (MiniCountry, [RegionCode: [Int64]]) {
        let country = try MiniCountry(OffsetDeliveries.offsets)
        let counts = OffsetDeliveries.counts(country.buurten, Self.sizes, few: 3)
        try country.deliver(.year, [OffsetDeliveries.holdings(of: country.buurten, counts)], number: 0)
        return (country, counts)
    }

    private func reasons(_ code: String, _ country: MiniCountry, _ language: Language = .en) throws
        -> [String]
    {
        try country.explanation(code, language).protection?.reasons ?? []
    }

    @Test func `says in one sentence why a figure is coarse, recoded or absent, and what would lift it`()
        throws
    {
        let (country, _) = try released()
        #expect(try reasons("BU00010000", country).count == 1)
        #expect(try reasons("BU00010000", country).first?.contains("with more") == true)
        let wijk = try reasons("WK000100", country)
        #expect(wijk.contains { $0.contains("in units of 0.01") && $0.contains("that ends") })
        #expect(try reasons("WK000100", country, .nl).contains { $0.contains("in eenheden van 0,01") })
        #expect(try reasons("BU00010001", country).contains { $0.contains("recoded") })
        #expect(try reasons("BU00010002", country).isEmpty)
    }

    @Test func `says that a row waits for more corrections, and no longer when they came`() throws {
        var (country, counts) = try released()
        let region = country.buurten[2]
        counts[region]?[100] += 2
        try country.deliver(.correction, [OffsetDeliveries.holdings(of: [region], counts)], number: 1)
        for code in ["BU00010002", "WK000100", "GM0001"] {
            #expect(try reasons(code, country).contains { $0.hasPrefix("waits") }, "\(code)")
        }
        #expect(try !reasons("BU00010001", country).contains { $0.hasPrefix("waits") })
        counts[region]?[101] += 20
        try country.deliver(.correction, [OffsetDeliveries.holdings(of: [region], counts)], number: 2)
        #expect(try !reasons("BU00010002", country).contains { $0.hasPrefix("waits") })
        let account = try country.ledger.releases(dataset: "ses-woa", limit: 2).compactMap {
            ReleaseAccount($0.account)?.cost
        }
        #expect(account.map(\.frozen) == [0, 1])
        #expect(account.allSatisfy { $0.coarser > 0 })
        // A buurt shows groups together: those are recoded, and so is what is made of them.
        #expect(account.allSatisfy { $0.figures.merged > 0 && $0.figures.merged < $0.figures.computed })
    }

    @Test func `tells what other settings would cost, and changes nothing`() throws {
        let (country, _) = try released()
        let before = country.extracts()
        let trial = ProtectionTrial(Period(year: 2019), edition: country.edition, ledger: country.ledger)
        let rule = try #require(try trial.ruleAlone(country.codebook))
        let baseline = ProtectionBaseline(rule, codebook: country.codebook, edition: country.edition)
        var names: [String] = []
        for (name, variant) in ProtectionVariants.all(of: country.codebook) {
            let outcome = try #require(try trial.protected(variant))
            let setting = baseline.setting(name, outcome.tables[0], isProved: outcome.isSafe)
            #expect(setting.isProved || name == "rounding", "\(name)")
            #expect(setting.whole + setting.coarser + setting.recoded + setting.incomplete > 0, "\(name)")
            names.append(name)
        }
        #expect(
            names == [
                "interval 1", "interval 5", "minimum 3", "minimum 10", "factor 2", "factor 4", "rounding",
            ]
        )
        #expect(country.extracts() == before)
        #expect(try country.ledger.releases(dataset: "ses-woa", limit: 9).count == 1)
        let now = try #require(
            try PublishedFigures.of(
                Period(year: 2019),
                codebook: country.codebook,
                edition: country.edition,
                ledger: country.ledger
            )?.tables.first
        )
        for level in baseline.levels(now) {
            let fates = [
                level.whole, level.small, level.withheldForOthers, level.recoded, level.coarser,
                level.incomplete,
            ]
            #expect(fates.reduce(0, +) == level.rows, "\(level.level)")
        }
        let scores = try #require(baseline.figures(now).first { $0.figure == "total-score" })
        #expect(scores.lost == 0 && scores.coarser > 0 && scores.coarserUnits > 0)
    }
}
