import Codebook
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Codebooks
@testable import Microdata

@Suite struct `the file of limits beside a delivery` {
    private func read(_ amounts: [String]) throws -> Findings {
        let codebook = try CodebookFile.read(path: PackageFiles.codebook("achtergrond"))
        let url = FileManager.default.temporaryDirectory.appending(path: "peil-limits-\(UUID().uuidString)")
        let lines = ["kenmerk;jaar;grens"] + amounts.map { "inkomen;2021;\($0)" }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try NationalLimitsReader.read(path: url.path, codebook: codebook).1
    }

    @Test(arguments: [
        ["17500", "22000", "28000", "36000"], ["17500.5", "22000", "28000", "36000"],
        ["-5", "0", "1.25", "2,5"],
    ])
    func `is read with or without decimals`(amounts: [String]) throws {
        #expect(try read(amounts).total == 0)
    }

    @Test(arguments: [
        "17.500", "17,500", "17 500", "17'500", "1.017.500", "-5.000", "'17.500", "−17.500",
        "=\"\"17.500\"\"",
    ])
    func `is refused at an amount with a sign between its thousands, which is named`(amount: String) throws {
        let finding = try #require(read([amount, "22000", "28000", "36000"]).kept.first)
        #expect(finding.code == "limits-faulty" && finding.place == Place(line: 2, column: 14))
        #expect(finding.message.en.contains("thousands"))
    }

    @Test(arguments: ["veel", "17-5", "1e5", "€ 17500"])
    func `is refused at what is no amount`(amount: String) throws {
        let finding = try #require(read([amount, "22000", "28000", "36000"]).kept.first)
        #expect(finding.code == "limits-faulty" && finding.message.en.contains("no amount"))
    }
}
