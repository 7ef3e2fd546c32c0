import Audit
import Classification
import Codebook
import Ledger
import Statistics
import Testing
import Workflow

@testable import Reports

/// Findings of `peil audit` in releases by offsets, from their files and the codebook alone.
@Suite struct `an audit of releases by offsets` {
    private static let sizes = [60, 1350, 1500, 1600, 1450, 1380]

    private func released(_ sizes: [Int] = sizes, few: Int? = nil) throws -> MiniCountry {
        let country = try MiniCountry(OffsetDeliveries.offsets)
        let counts = OffsetDeliveries.counts(country.buurten, sizes, few: few)
        try country.deliver(.year, [OffsetDeliveries.holdings(of: country.buurten, counts)], number: 0)
        #expect(try country.ledger.heldBack(dataset: "ses-woa") == nil)
        return country
    }

    @Test(arguments: [
        [60, 1350, 1500, 1600, 1450, 1380], [30, 80, 900, 400, 45, 700], [20, 150, 0, 98, 260, 310],
    ])
    func `claim nothing of a release as it was made`(sizes: [Int]) async throws {
        let country = try released(sizes, few: 3)
        let table = try PublishedText(country)
        #expect(table["WK000100", .unit(of: .scores)] != nil)
        #expect(try await table.leaks(country).isEmpty)
        #expect(try await table.leaks(country, release: nil).isEmpty)
    }

    @Test func `claim nothing of ten releases together`() async throws {
        let country = try released()
        var counts = OffsetDeliveries.counts(country.buurten, Self.sizes)
        for number in 1..<10 {
            let region = country.buurten[number % 2]
            for cell in 0..<(number * 4) { counts[region]?[(cell * 7 + number) % 350] += 1 }
            try country.deliver(
                .correction,
                [OffsetDeliveries.holdings(of: [region], counts)],
                number: number
            )
        }
        let texts = try (1...10).map { (try PublishedText(country, release: $0), Optional($0)) }
        #expect(try await PublishedText.leaks(texts, country).isEmpty)
    }

    @Test func `find a figure that was made finer than its unit`() async throws {
        let country = try released()
        var table = try PublishedText(country)
        let score = try #require(table["WK000100", .score(variable: nil)])
        table["WK000100", .score(variable: nil)] = score + 0.004
        let leaks = try await table.leaks(country)
        #expect(leaks.contains { $0.kind == "unit" && $0.region == "WK000100" })
    }

    @Test func `find a unit that is finer than the rule allows above what is withheld`() async throws {
        let country = try released()
        var table = try PublishedText(country)
        table["WK000100", .unit(of: .scores)] = 0.001
        let leaks = try await table.leaks(country)
        #expect(leaks.contains { $0.kind == "unit" && $0.region == "WK000100" })
    }

    @Test(arguments: [30, 60]) func `find a withheld row that was filled in`(units: Int) async throws {
        let country = try released([units] + Self.sizes.dropFirst())
        var table = try PublishedText(country)
        table.copy("BU00010001", to: "BU00010000")
        let leaks = try await table.leaks(country)
        #expect(leaks.contains { $0.kind == "row" })
    }

    @Test func `find a small group that is shown by itself`() async throws {
        let country = try released(few: 3)
        var table = try PublishedText(country)
        let variable = country.codebook.variables.count - 1
        #expect(table["BU00010001", .share(variable: variable, group: 2)] == nil)
        // Three of 1,350, and the groups that were published with it.
        table["BU00010001", .share(variable: variable, group: 2)] = 0.2
        let leaks = try await table.leaks(country)
        #expect(leaks.contains { $0.kind == "group" && $0.region == "BU00010001" })
    }
}
