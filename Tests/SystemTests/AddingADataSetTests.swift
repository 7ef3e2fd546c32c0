import Foundation
import Testing

/// The page "How to add a data set", followed to the letter.
@Suite struct `a data set that nobody programmed` {
    /// The blocks of the page in one language.
    private func blocks(_ language: String) throws -> [String] {
        let page = try String(
            contentsOfFile: Installation.packageRoot + "/docs/adding-a-data-set.md",
            encoding: .utf8
        )
        return page.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    /// An installation whose codebooks are in a directory of its own.
    private func installation(_ codebook: String) throws -> Installation {
        let here = try Installation()
        let folder = here.root + "/datasets"
        for path in [folder, here.root + "/verwarming"] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        }
        try codebook.write(toFile: folder + "/verwarming.yaml", atomically: true, encoding: .utf8)
        let configuration = """
            state: \(here.root)/state
            publish: \(here.root)/published
            edition: 2021
            language: en
            datasets: \(folder)
            regions: \(Installation.packageRoot)/etc/regions
            drops:
              - name: verwarming
                path: \(here.root)/verwarming
                dataset: verwarming
                edition: voorbeeldstad
                mode: correction
                settle: 0s
            """
        try configuration.write(toFile: here.configuration, atomically: true, encoding: .utf8)
        return here
    }

    @Test func `is checked, received and released from the page alone, over a city's own areas`() throws {
        let codebook = try #require(try blocks("yaml").first)
        let delivery = try #require(try blocks("csv").first)
        let here = try installation(codebook)
        try delivery.write(toFile: here.root + "/file.csv", atomically: true, encoding: .utf8)
        let check = try here.peil("check", here.root + "/file.csv", "--drop", "verwarming")
        #expect(check.code == 0, "\(check.errors)\(check.output)")

        try here.drop(delivery, as: "verwarming.csv", in: "verwarming")
        let once = try here.peil("once")
        #expect(once.code == 0, "\(once.errors)\(once.output)")
        let receipt = try #require(try here.receipt("verwarming.csv", in: "verwarming"))
        #expect(receipt["state"] as? String == "accepted")
        #expect(receipt["release"] as? Int == 1)

        let extract = here.published + "/verwarming/current/statline/verwarming_2023.csv"
        let rows = try String(contentsOfFile: extract, encoding: .utf8).split(separator: "\n")
        let first = try #require(rows.first { $0.contains("BV0101") })
        #expect(first.contains("   0.350\""))
        let small = try #require(rows.first { $0.contains("BV0102") })
        #expect(small.contains(" .\"") && !small.contains("0.000"))
    }

    @Test func `is refused with its line where the codebook is wrong`() throws {
        let codebook = try #require(try blocks("yaml").first)
        let here = try installation(codebook.replacing("threshold: 50", with: "treshold: 50"))
        let once = try here.peil("once")
        #expect(once.code == 78)
        #expect(once.errors.contains("treshold"))
    }
}
