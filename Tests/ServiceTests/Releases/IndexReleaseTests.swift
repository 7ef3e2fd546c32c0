import Codebook
import Foundation
import Ledger
import Statistics
import TestSupport
import Testing
import Workflow

@testable import Codebooks
@testable import Service

/// Releases of an index that is made of counts which come topic by topic.
@Suite struct `a release of an index` {
    private func country() throws -> MiniCountry {
        let shipped = try CodebookFile.read(path: PackageFiles.codebook("kansarmoede"))
        return try MiniCountry { codebook in
            codebook = shipped
            codebook.levels = ["gemeente", "wijk", "buurt"]
        }
    }

    private func holdings(
        of regions: [RegionCode],
        _ ranks: [Int],
        in year: Int,
        _ random: inout SplitMix64
    ) -> [PeriodHoldings] {
        PeriodHoldings(
            period: Period(year: year),
            status: .definitive,
            form: "counts",
            columns: ranks,
            tallies: regions.map { region in
                StoredTally(
                    region: region,
                    tally: Tally(
                        ranks.map { rank in
                            // Denominators are ranks 1 and 4; some are 0, some small.
                            let most: Int64 = [0, 1, 4].contains(rank) ? 400 : 60
                            let number = Int64.random(in: 0...most, using: &random)
                            return (rank: rank, value: .number(number))
                        }
                    )
                )
            }
        ).apart
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `is byte for byte that of one full run, whatever came before`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let country = try country()
        var accepted: [DeliveryID] = []
        for number in 0..<14 {
            let before = country.extracts()
            if let id = accepted.randomElement(using: &random), Int.random(in: 0..<5, using: &random) == 0 {
                do {
                    try country.ledger.revert(id, at: country.peil.now())
                    try country.release()
                } catch is RevertRefusal {}
            } else {
                let isYear = number < 4 || Bool.random(using: &random)
                let year = [2019, 2021].randomElement(using: &random) ?? 2021
                let ranks =
                    number < 4 ? [0, 1, 2, 3, 4, 5] : (0..<6).filter { _ in Bool.random(using: &random) }
                let some = country.buurten.filter { _ in isYear || Bool.random(using: &random) }
                let brought = holdings(
                    of: some,
                    ranks,
                    in: number < 2 ? [2019, 2021][number] : year,
                    &random
                )
                accepted.append(
                    try country.deliver(isYear ? .year : .correction, brought, number: number)
                )
            }
            let full = try self.country()
            var all: [PeriodHoldings] = []
            for stored in try country.ledger.storedPeriods(dataset: country.codebook.dataset) {
                var tallies: [StoredTally] = []
                try country.ledger.forEachTally(
                    dataset: country.codebook.dataset,
                    period: stored.period,
                    regions: nil
                ) { tallies.append(StoredTally(region: $0.region, tally: $0.tally)) }
                all +=
                    PeriodHoldings(
                        period: stored.period,
                        status: stored.status,
                        form: stored.form,
                        columns: stored.columns,
                        tallies: tallies
                    ).apart
            }
            let id = try full.deliver(.year, all, number: 0)
            // What cannot be proved is held back, and the release before stays.
            let isHeldBack = try full.ledger.delivery(id)?.isHeldBack == true
            let wanted = isHeldBack && full.extracts().isEmpty ? before : full.extracts()
            #expect(country.extracts() == wanted, "after step \(number)")
        }
    }

    @Test func `is there once three indicators are, and only then`() throws {
        var random = SplitMix64(seed: 3)
        let country = try country()
        try country.deliver(.year, holdings(of: country.buurten, [0, 1, 2], in: 2021, &random), number: 0)
        #expect(country.extracts().isEmpty)
        try country.deliver(.year, holdings(of: country.buurten, [4, 5], in: 2019, &random), number: 1)
        #expect(country.extracts().isEmpty)
        let last = try country.deliver(
            .year,
            holdings(of: country.buurten, [3], in: 2021, &random),
            number: 2
        )
        #expect(country.extracts().count == 3)
        try country.ledger.revert(last, at: country.peil.now())
        try country.release()
        #expect(country.extracts().isEmpty)
    }
}
