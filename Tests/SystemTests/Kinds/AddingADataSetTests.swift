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
    private func installation(_ codebook: String, of dataset: String = "verwarming") throws -> Installation {
        let here = try Installation()
        let folder = here.root + "/datasets"
        for path in [folder, here.root + "/" + dataset] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        }
        try codebook.write(toFile: folder + "/\(dataset).yaml", atomically: true, encoding: .utf8)
        let configuration = """
            state: \(here.root)/state
            publish: \(here.root)/published
            edition: 2021
            language: en
            datasets: \(folder)
            regions: \(Installation.packageRoot)/etc/regions
            drops:
              - name: \(dataset)
                path: \(here.root)/\(dataset)
                dataset: \(dataset)
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

    @Test func `may be an index of areas, made when its counts are in`() throws {
        let codebook = try #require(try blocks("yaml").last)
        let deliveries = try blocks("csv").dropFirst()
        try #require(deliveries.count == 2)
        let here = try installation(codebook, of: "energie")
        var receipts: [[String: Any]] = []
        for (number, delivery) in deliveries.enumerated() {
            try here.drop(delivery, as: "\(number).csv", in: "energie")
            let once = try here.peil("once")
            #expect(once.code == 0, "\(once.errors)\(once.output)")
            receipts.append(try #require(try here.receipt("\(number).csv", in: "energie")))
        }
        let awaited = try #require(
            (receipts[0]["findings"] as? [[String: Any]])?.first { $0["code"] as? String == "index-awaited" }
        )
        let message = try #require(awaited["message"] as? String)
        #expect(message.contains("The index of 2023 cannot be made yet"))
        #expect(message.contains("Energy accounts (2022), In arrears (2022)"))

        let extract = here.published + "/energie/current/statline/energie_2023.csv"
        let rows = try String(contentsOfFile: extract, encoding: .utf8).split(separator: "\n")
        for (code, index) in [
            ("BV0101", "0.50"), ("BV0102", "2.00"), ("BV0103", "3.50"), ("BV0104", "3.00"), ("WV001", "1.90"),
        ] {
            let row = try #require(rows.first { $0.contains("\"\(code)") })
            #expect(row.hasSuffix(" \(index)\"") || row.hasSuffix(" \(index)\"\r"), "\(row)")
        }
        let answer = try here.peil("explain", "energie", "2023", "--regions", "BV0102,BV0104")
        #expect(
            answer.code == 0 && answer.output.contains("index 2.20000"),
            "\(answer.errors)\(answer.output)"
        )
    }

    @Test func `is refused with its line where the codebook is wrong`() throws {
        let codebook = try #require(try blocks("yaml").first)
        let here = try installation(codebook.replacing("threshold: 50", with: "treshold: 50"))
        let once = try here.peil("once")
        #expect(once.code == 78)
        #expect(once.errors.contains("treshold"))
    }

    @Test func `is no worse off than those that come with Peil: no line of code knows one by its name`()
        throws
    {
        let root = Installation.packageRoot
        let files = FileManager.default
        let names = try files.contentsOfDirectory(atPath: root + "/etc/datasets")
            .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
        try #require(names.count > 2)
        var read = 0
        for path in try files.subpathsOfDirectory(atPath: root + "/Sources") where path.hasSuffix(".swift") {
            read += 1
            let text = try String(contentsOfFile: root + "/Sources/" + path, encoding: .utf8)
            for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                for name in names { #expect(!line.lowercased().contains(name), "\(path): \(line)") }
            }
        }
        #expect(read > 100)
    }
}
