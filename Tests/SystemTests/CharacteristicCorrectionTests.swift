import Foundation
import TestSupport
import Testing

/// Corrections of characteristics come to what a delivery of everything would.
@Suite struct `corrected children` {
    private func installation() throws -> Installation {
        let here = try Installation()
        let path = here.root + "/kinderen"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let text = try String(contentsOfFile: here.configuration, encoding: .utf8)
        let drop = "  - {name: kinderen, path: \(path), dataset: achtergrond, mode: correction, settle: 0s}"
        try (text.trimmingCharacters(in: .newlines) + "\n" + drop + "\n")
            .write(toFile: here.configuration, atomically: true, encoding: .utf8)
        return here
    }

    /// The buurten of Ameland in the edition.
    private func known() throws -> [String] {
        let list = try String(
            contentsOfFile: Installation.packageRoot + "/etc/regions/2021/buurt.csv",
            encoding: .utf8
        )
        return list.split(separator: "\n").filter { $0.hasPrefix("BU0060") }
            .map { String($0.split(separator: ";")[0]) }
    }

    /// A row of a buurt; its size stays as it is, since a correction that changes it much is refused.
    private func line(_ buurt: String, _ number: Int, _ random: inout SplitMix64) -> String {
        let size = [20, 80, 150, 400][number % 4]
        let boys = Int.random(in: 0...size, using: &random)
        let young = Int.random(in: 0...8, using: &random)
        let old = Int.random(in: 0...size - min(size, 10), using: &random)
        let halt = Int.random(in: 0...12, using: &random)
        return [
            buurt, "2021JJ00", boys, size - boys, young, size - young - old, old, 0, halt, size - halt,
        ].map { "\($0)" }.joined(separator: ";")
    }

    private let header =
        "WijkenEnBuurten;Perioden;geslacht_man;geslacht_vrouw;leeftijd_0_4;leeftijd_4_12;leeftijd_12_18;"
        + "leeftijd_18_23;halt_ja;halt_nee\n"

    private func extract(_ here: Installation) throws -> Data {
        try Data(
            contentsOf: URL(
                fileURLWithPath: here.published + "/achtergrond/current/statline/achtergrond_2021.csv"
            )
        )
    }

    @Test(arguments: 0..<3 as Range<UInt64>)
    func `are published byte for byte as if they had been delivered at once`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let buurten = try known()
        try #require(buurten.count > 2)
        var lines = buurten.enumerated().map { line($1, $0, &random) }
        let stepwise = try installation()
        try stepwise.drop(header + lines.joined(separator: "\n") + "\n", as: "0.csv", in: "kinderen")
        #expect(try stepwise.peil("once").code == 0)
        for step in 1...2 {
            let place = Int.random(in: 0..<buurten.count, using: &random)
            lines[place] = line(buurten[place], place, &random)
            try stepwise.drop(header + lines[place] + "\n", as: "\(step).csv", in: "kinderen")
            let outcome = try stepwise.peil("once")
            #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
        }
        let atOnce = try installation()
        try atOnce.drop(header + lines.joined(separator: "\n") + "\n", as: "alles.csv", in: "kinderen")
        #expect(try atOnce.peil("once").code == 0)
        #expect(try extract(stepwise) == extract(atOnce))
    }
}
