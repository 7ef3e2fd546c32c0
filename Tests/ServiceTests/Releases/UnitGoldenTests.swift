import Codebook
import Foundation
import Statistics
import TestSupport
import Testing
import Workflow

@testable import Examination
@testable import Service

@Suite struct `the extracts of households` {
    private static let header =
        "jaar;huishouden_id;buurtcode;pc4;welvaartsdeciel;opleiding_huishouden;arbeidsverleden;opleiding_hkw;"
        + "partner;opleiding_partner;geslacht;leeftijdsklasse"

    /// A year of the country: a third of the levels is missing, and one postcode has few households.
    private func rows(_ year: Int, _ buurten: [String]) -> [String] {
        var random = SplitMix64(seed: UInt64(year))
        return buurten.enumerated().flatMap { number, buurt in
            (0..<150 + 40 * number).map { household -> String in
                func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
                let partner = draw(0...1)
                let main = draw(0...2) == 0 ? "" : "\(draw(1...5))"
                let other = partner == 0 || draw(0...2) == 0 ? "" : "\(draw(1...5))"
                let id = number * 10_000 + household + 1
                let postcode = household < 9 ? 9163 : 1011 + number % 3
                let who = "\(year);\(id);\(buurt);\(postcode);\(draw(1...10));;\(draw(1...7))"
                return "\(who);\(main);\(partner);\(other);\(draw(1...2));\(draw(1...9))"
            }
        }
    }

    private func country(_ mode: ImputationSetting.Mode) throws -> MiniCountry {
        let trial = try UnitTrial(mode)
        let country = try MiniCountry()
        for (number, year) in [2019, 2020].enumerated() {
            let examined = try trial.examine(rows(year, trial.buurten), under: Self.header)
            try country.deliver(.year, try #require(examined.holdings), number: number)
        }
        return country
    }

    @Test(arguments: ["_pc4", "_development", ""], [".csv", "_TypedDataSet.xml", "_UntypedDataSet.xml"])
    func `by postcode, of development and by region are the same bytes as their golden files`(
        table: String,
        suffix: String
    ) throws {
        let name = "ses-woa_2020\(table)\(suffix)"
        let bytes = try #require(try country(.draw).extracts()[name])
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/\(name)")
        if ProcessInfo.processInfo.environment["PEIL_UPDATE_GOLDEN"] != nil { try bytes.write(to: url) }
        #expect(try bytes == Data(contentsOf: url), "PEIL_UPDATE_GOLDEN=1 writes it anew")
    }

    @Test func `with expected levels have as many households as with drawn ones`() throws {
        func units(_ country: MiniCountry, _ table: String) -> [String] {
            String(decoding: country.extracts()["ses-woa_2020\(table).csv"] ?? Data(), as: UTF8.self)
                .split(separator: "\n").dropFirst().map {
                    $0.split(separator: ";").prefix(4).joined(separator: ";")
                }
        }
        let (drawn, expected) = (try country(.draw), try country(.expected))
        for table in ["", "_pc4"] {
            #expect(units(drawn, table) == units(expected, table) && units(drawn, table).count > 3)
        }
        #expect(drawn.extracts()["ses-woa_2020.csv"] != expected.extracts()["ses-woa_2020.csv"])
    }
}
