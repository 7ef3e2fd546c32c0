import Codebook
import Foundation
import Ledger
import Statistics
import TestSupport
import Testing
import Workflow

@testable import Service

@Suite struct `a release of units` {
    @Test(arguments: 0..<16 as Range<UInt64>)
    func `with its postcodes and its development is byte for byte that of one full run`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let country = try MiniCountry()
        var accepted: [DeliveryID] = []
        for number in 0..<10 {
            if let id = accepted.randomElement(using: &random), Int.random(in: 0..<5, using: &random) == 0 {
                do {
                    try country.ledger.revert(id, at: country.peil.now())
                    try country.peil.release(country.codebook.dataset)
                } catch is RevertRefusal {}
            } else {
                let isYear = number < 3 || Int.random(in: 0..<4, using: &random) == 0
                let some = country.buurten.filter { _ in isYear || Bool.random(using: &random) }
                let year = number < 3 ? 2018 + number : Int.random(in: 2018...2020, using: &random)
                let units = holdings(of: some.isEmpty ? [country.buurten[1]] : some, in: year, &random)
                accepted.append(try country.deliver(isYear ? .year : .correction, [units], number: number))
            }
            #expect(country.extracts() == (try country.fullRun()).extracts(), "after step \(number)")
        }
    }

    @Test func `has tables by postcode, and of development where another year is stored`() throws {
        var random = SplitMix64(seed: 7)
        let country = try MiniCountry()
        try country.deliver(.year, [holdings(of: country.buurten, in: 2018, &random)], number: 0)
        #expect(csvNames(country) == ["ses-woa_2018.csv", "ses-woa_2018_pc4.csv"])
        try country.deliver(.year, [holdings(of: country.buurten, in: 2019, &random)], number: 1)
        let names = [
            "ses-woa_2018.csv", "ses-woa_2018_development.csv", "ses-woa_2018_pc4.csv", "ses-woa_2019.csv",
            "ses-woa_2019_development.csv", "ses-woa_2019_pc4.csv",
        ]
        #expect(csvNames(country) == names)
        #expect(rows("ses-woa_2019_pc4", country).map(\.[2]) == ["PC1011", "PC1012"])
    }

    @Test func `has no table by postcode where units had none`() throws {
        var random = SplitMix64(seed: 7)
        let country = try MiniCountry()
        for number in 0..<2 {
            let units = holdings(of: country.buurten, in: 2018, slots: [0], &random)
            try country.deliver(number == 0 ? .year : .correction, [units], number: number)
            #expect(csvNames(country) == ["ses-woa_2018.csv"])
        }
        try country.deliver(.year, [holdings(of: country.buurten, in: 2016, &random)], number: 2)
        #expect(csvNames(country) == ["ses-woa_2016.csv", "ses-woa_2016_pc4.csv", "ses-woa_2018.csv"])
    }

    @Test func `tells of postcodes the same figures as of the regions that they make up`() throws {
        var random = SplitMix64(seed: 3)
        let country = try MiniCountry()
        // All units of one gemeente have one postcode, all others another.
        let first = country.buurten.filter { $0.description.hasPrefix("BU0001") }
        var units = holdings(of: first, in: 2019, slots: [12], &random)
        let others = country.buurten.filter { !first.contains($0) }
        units.tallies += holdings(of: others, in: 2019, slots: [13], &random).tallies
        try country.deliver(.year, [units], number: 0)
        let regions = rows("ses-woa_2019", country).filter { $0[2].hasPrefix("GM") }.map { $0.dropFirst(3) }
        let postcodes = rows("ses-woa_2019_pc4", country).map { $0.dropFirst(3) }
        #expect(regions == postcodes)
        #expect(!postcodes.isEmpty)
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `tells changes that are the differences of what it publishes`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let country = try MiniCountry()
        for (number, year) in [2019, 2020, 2021].enumerated() {
            try country.deliver(.year, [holdings(of: country.buurten, in: year, &random)], number: number)
        }
        let column = try #require(
            country.codebook.topicRank(of: .score(variable: nil)).flatMap { rank in
                header("ses-woa_2021", country).firstIndex {
                    $0.hasPrefix(country.codebook.topics[rank].title.nl)
                }
            }
        )
        func scores(_ year: Int) -> [String: Double] {
            rows("ses-woa_\(year)", country).reduce(into: [:]) { $0[$1[2]] = Double($1[column]) }
        }
        let (base, previous, current) = (scores(2019), scores(2020), scores(2021))
        var told = 0
        for row in rows("ses-woa_2021_development", country) {
            // For each comparison the changes of four scores, each with its error.
            for (place, earlier) in [(3, previous), (11, base)] {
                guard let new = current[row[2]], let old = earlier[row[2]] else {
                    #expect(row[place] == "." && row[place + 1] == ".")
                    continue
                }
                told += 1
                #expect(abs((Double(row[place]) ?? 9) - (new - old)) < 1e-9)
                #expect((Double(row[place + 1]) ?? 0) > 0)
                // Wealth is never imputed, so nothing of it is uncertain.
                #expect(row[place + 3] == "0.000")
            }
        }
        #expect(told > 0)
    }

    @Test func `keeps the models that it was imputed with beside it, and not where it is published`() throws {
        var random = SplitMix64(seed: 1)
        let country = try MiniCountry()
        for (number, text) in ["one", "two"].enumerated() {
            var units = holdings(of: country.buurten, in: 2018 + number, &random)
            units.model = Array(text.utf8)
            try country.deliver(.year, [units], number: number)
        }
        let folder = country.root + "/state/models/\(country.codebook.dataset)"
        func model(_ path: String) -> String? {
            FileManager.default.contents(atPath: "\(folder)/\(path)").map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        #expect(model("000001/2018.json") == "one")
        #expect(model("000001/2019.json") == nil)
        #expect(model("000002/2018.json") == "one")
        #expect(model("000002/2019.json") == "two")
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/000002/2019.json")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let published = try FileManager.default.subpathsOfDirectory(atPath: country.root + "/published")
        #expect(!published.contains { $0.hasSuffix("2018.json") })
    }

    @Test func `tells nothing of a correction that waits, in what stands beside the figures neither`() throws
    {
        let country = try MiniCountry { $0.protection.method = .proved }
        func tally(_ place: Int, units: Int, imputed: Int, more: Int64 = 0) -> StoredTally {
            let cells = RecordCells(cells: 350, levels: 5, replicates: 8)
            var counts = [Int64](repeating: 0, count: cells.width)
            var random = SplitMix64(seed: UInt64(place))
            for _ in 0..<units { counts[Int.random(in: 0..<350, using: &random)] += 1 }
            counts[7] += more
            counts[cells.imputed] = Int64(imputed)
            for level in 0..<5 {
                counts[cells.expected.lowerBound + level] = Int64(imputed) * 200_000
                for other in 0...level { counts[cells.product(level, other)] = Int64(imputed) * 40_000 }
                for number in 0..<8 {
                    counts[cells.replicate(number).lowerBound + level] = Int64(imputed) * 200_000
                }
            }
            return StoredTally(
                region: country.buurten[place],
                tally: Tally(
                    rising: counts.indices.filter { counts[$0] != 0 }.map {
                        (rank: cells.rank(slot: 0, part: $0), number: counts[$0])
                    }
                )
            )
        }
        func year(_ tallies: [StoredTally]) -> PeriodHoldings {
            PeriodHoldings(
                period: Period(year: 2019),
                status: .definitive,
                form: "households",
                columns: [],
                tallies: tallies,
                model: Array("a model".utf8)
            )
        }
        let sizes = [60, 350, 500, 600, 450, 380]
        try country.deliver(
            .year,
            [year(sizes.indices.map { tally($0, units: sizes[$0], imputed: sizes[$0] / 4) })],
            number: 0
        )
        #expect(try country.ledger.heldBack(dataset: "ses-woa") == nil)
        let before = lines("ses-woa_2019", country)
        let place = try #require(before[0].firstIndex { $0.contains("eïmputeerd") })
        let row = try #require(before.first { $0[2] == country.buurten[2].description })
        #expect(row[place] != "." && row[place] != "0.0")
        // One more unit, and half of all are imputed now.
        try country.deliver(.correction, [year([tally(2, units: 500, imputed: 250, more: 1)])], number: 1)
        #expect(try country.ledger.heldBack(dataset: "ses-woa") == nil)
        #expect(lines("ses-woa_2019", country) == before)
        // With as many units as a group must have, all of it follows.
        try country.deliver(.correction, [year([tally(2, units: 500, imputed: 250, more: 9)])], number: 2)
        let after = try #require(
            lines("ses-woa_2019", country).first { $0[2] == country.buurten[2].description }
        )
        #expect(after[place] != row[place])
    }

    private func csvNames(_ country: MiniCountry) -> [String] {
        country.extracts().keys.filter { $0.hasSuffix(".csv") }.sorted()
    }

    private func header(_ name: String, _ country: MiniCountry) -> [String] { lines(name, country)[0] }

    private func rows(_ name: String, _ country: MiniCountry) -> [[String]] {
        Array(lines(name, country).dropFirst())
    }

    /// The fields of an extract, trimmed; names of the country hold no separator.
    private func lines(_ name: String, _ country: MiniCountry) -> [[String]] {
        let text = String(decoding: country.extracts()[name + ".csv"] ?? Data(), as: UTF8.self)
        return text.split(separator: "\n").map { line in
            line.components(separatedBy: ";").map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" \u{FEFF}"))
            }
        }
    }

    /// Units with some postcodes, a part of them imputed.
    private func holdings(
        of regions: [RegionCode],
        in year: Int,
        slots: [Int] = [0, 12, 13],
        _ random: inout SplitMix64
    ) -> PeriodHoldings {
        let cells = RecordCells(cells: 350, levels: 5, replicates: 8)
        var tallies: [StoredTally] = []
        for region in regions {
            var numbers: [(rank: Int, number: Int64)] = []
            for slot in slots {
                var counts = [Int64](repeating: 0, count: cells.width)
                for _ in 0..<Int.random(in: 0..<14, using: &random) {
                    counts[Int.random(in: 0..<350, using: &random)] += Int64.random(
                        in: 1..<12,
                        using: &random
                    )
                }
                let units = counts[cells.whole].reduce(0, +)
                counts[cells.imputed] = units / 2
                for level in 0..<5 {
                    counts[cells.expected.lowerBound + level] = units / 2 * 200_000
                    counts[cells.product(level, level)] = units / 2 * 40_000
                    for other in 0..<level { counts[cells.product(level, other)] = units / 2 * 40_000 }
                    for number in 0..<8 {
                        counts[cells.replicate(number).lowerBound + level] =
                            units / 2 * Int64.random(in: 190_000..<210_000, using: &random)
                    }
                }
                for part in counts.indices where counts[part] != 0 {
                    numbers.append((rank: cells.rank(slot: slot, part: part), number: counts[part]))
                }
            }
            tallies.append(StoredTally(region: region, tally: Tally(rising: numbers)))
        }
        return PeriodHoldings(
            period: Period(year: year),
            status: .definitive,
            form: "households",
            columns: [],
            tallies: tallies,
            model: Array("a model".utf8)
        )
    }
}
