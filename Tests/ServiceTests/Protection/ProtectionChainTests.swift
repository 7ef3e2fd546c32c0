import Classification
import Codebook
import Disclosure
import Kinds
import Ledger
import Statistics
import Testing
import Web
import Workflow

@testable import ReleaseService
@testable import Reports
@testable import Service
@testable import Website

/// The words of `peil explain` and of receipts about a region whose figures are proved safe.
@Suite struct `the chain from counts to what is published` {
    private let country: MiniCountry

    /// The first buurt is too small; its wijk has two others, and all other regions are large.
    init() throws {
        country = try MiniCountry(suppressed: [2019]) { $0.protection.method = .proved }
        try country.deliver(
            .year,
            [Self.holdings(zip(country.buurten, [60, 350, 500, 600, 450, 380]))],
            number: 0
        )
    }

    private static func holdings(_ sizes: some Sequence<(RegionCode, Int)>) -> PeriodHoldings {
        PeriodHoldings(
            period: Period(year: 2019),
            status: .definitive,
            form: "joint",
            columns: [],
            tallies: sizes.map { region, size in
                StoredTally(
                    region: region,
                    tally: Tally(counts: (0..<350).map { Int64(($0 + 1) * size / 350 - $0 * size / 350) })
                )
            }
        )
    }

    @Test func `of a small buurt names its size, and what an outsider can tell`() throws {
        let small = try country.explanation("BU00010000")
        #expect(small.units == 60)
        #expect(small.protection?.isShown == false)
        #expect(small.protection?.reasons.count == 1)
        #expect(small.protection?.reasons.first?.contains("fewer private households") == true)
        let outsider = try #require(small.outsider)
        #expect(outsider.units.least <= 60 && outsider.units.most ?? 60 >= 60)
        #expect(outsider.groups.count == country.codebook.variables.reduce(0) { $0 + $1.groups.count })
        for group in outsider.groups {
            let count = small.counts.filter { $0.variable == group.variable && $0.group == group.group }
                .reduce(0) { $0 + $1.count }
            #expect(group.range.least <= count && count <= group.range.most ?? count, "\(group)")
        }
    }

    @Test func `of the row that protects it says that another could be worked out`() throws {
        let partners = try country.buurten.dropFirst().map { try country.explanation($0.description) }
            .filter { $0.protection?.isShown == false }
        #expect(!partners.isEmpty)
        #expect(
            partners.allSatisfy {
                $0.protection?.reasons.contains("withheld: else another withheld area could be worked out")
                    == true
            }
        )
    }

    @Test func `of a gemeente that is shown says nothing of the kind`() throws {
        let gemeente = try country.explanation("GM0001")
        #expect(gemeente.protection?.isShown == true && gemeente.protection?.reasons.isEmpty == true)
        #expect(gemeente.outsider == nil && gemeente.withheld == nil)
    }

    @Test func `costs what the account of the release says, without a number of the rule`() throws {
        let release = try #require(try country.ledger.releases(dataset: "ses-woa", limit: 1).first)
        let account = try #require(ReleaseAccount(release.account))
        #expect(account.cost.rows == country.edition.regions.count { $0.level > 0 })
        #expect(account.cost.small == 1 && account.cost.withheldForOthers >= 1)
        // The same in figures: of each withheld row all, which are as many in each.
        let figures = account.cost.figures
        let each = figures.small / account.cost.small
        #expect(each > 1 && figures.withheldForOthers >= each * account.cost.withheldForOthers)
        #expect(figures.computed >= figures.small + figures.withheldForOthers + figures.merged)
        #expect(account.proof?.worlds ?? 0 > 0)
        #expect(release.account?.contains("interval") == false)
    }

    @Test func `costs rows and figures, which a page tells to people with a token`() throws {
        func page(_ person: String?) throws -> String {
            let request = WebRequest(
                parameters: ["dataset": "ses-woa", "number": "1"],
                headers: ["accept-language": "en"],
                person: person
            )
            let site = country.peil.website
            guard case .bytes(let bytes) = try site.release(Visit(request, site)).body else { return "" }
            return String(decoding: bytes, as: UTF8.self)
        }
        let told = try page("anna")
        #expect(told.contains("Rows made anew in each release") && told.contains("Figures in these rows"))
        #expect(try !page(nil).contains("What protection costs"))
    }
}
