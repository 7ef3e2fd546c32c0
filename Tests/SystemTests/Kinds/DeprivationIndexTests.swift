import Foundation
import Testing

/// Deliveries of the deprivation index of a city that does not exist, from drop to release.
@Suite struct `an index of areas` {
    private let deliveries = ["bevolking-2021.csv", "werk-en-steun-2021.csv", "inkomen-2019.csv"]

    /// An installation with a drop for years, one for corrections and one that only checks, of the city's own edition.
    private func installation() throws -> Installation {
        let here = try Installation()
        for (name, mode) in [
            ("stad", "year"), ("herstel", "correction"), ("proef", "year, checks-only: true"),
        ] {
            let path = here.root + "/" + name
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            let text = try String(contentsOfFile: here.configuration, encoding: .utf8)
            let drop =
                "  - {name: \(name), path: \(path), dataset: kansarmoede, edition: voorbeeldstad, mode: \(mode), settle: 0s}"
            try (text.trimmingCharacters(in: .newlines) + "\n" + drop + "\n")
                .write(toFile: here.configuration, atomically: true, encoding: .utf8)
        }
        return here
    }

    private func fixture(_ name: String) throws -> String {
        try String(contentsOfFile: Installation.packageRoot + "/demo/kansarmoede/" + name, encoding: .utf8)
    }

    /// Delivers a file and returns its receipt.
    @discardableResult
    private func deliver(_ text: String, as name: String, in drop: String = "stad", _ here: Installation)
        throws
        -> [String: Any]
    {
        try here.drop(text, as: name, in: drop)
        _ = try here.peil("once")
        return try #require(try here.receipt(name, in: drop))
    }

    private func delivered() throws -> Installation {
        let here = try installation()
        for name in deliveries { try deliver(fixture(name), as: name, here) }
        return here
    }

    private func extract(_ here: Installation, _ suffix: String = ".csv") throws -> String {
        try String(
            contentsOfFile: here.published + "/kansarmoede/current/statline/kansarmoede_2021" + suffix,
            encoding: .utf8
        )
    }

    /// The cells of each region, by code.
    private func rows(_ here: Installation) throws -> [String: [String]] {
        let rows = try extract(here).split(separator: "\n").dropFirst().map { line in
            line.split(separator: ";", omittingEmptySubsequences: false).map {
                $0.filter { $0 != "\"" && $0 != "\r" }.trimmingCharacters(in: .whitespaces)
            }
        }
        return Dictionary(rows.map { ($0[2], Array($0[3...])) }) { first, _ in first }
    }

    private func message(_ receipt: [String: Any]) -> String? {
        ((receipt["findings"] as? [[String: Any]])?.first { $0["code"] as? String == "index-awaited" })?[
            "message"
        ]
            as? String
    }

    @Test func `is awaited in words until its counts are in, whatever file brings them`() throws {
        let here = try installation()
        let first = try deliver(fixture(deliveries[0]), as: deliveries[0], here)
        #expect(first["state"] as? String == "accepted")
        let awaited = try #require(message(first))
        #expect(awaited.contains("index of 2021 cannot be made yet"))
        #expect(awaited.contains("Taxpayers under the income limit (2019)"))
        let second = try deliver(fixture(deliveries[1]), as: deliveries[1], here)
        #expect(try #require(message(second)).contains("Taxpayers (2019)"))
        #expect(try #require(message(second)).contains("(2021)") == false)
        #expect(throws: (any Error).self) { try extract(here) }
        let third = try deliver(fixture(deliveries[2]), as: deliveries[2], here)
        #expect(message(third) == nil)
        // Who may only check learns nothing of what is awaited, since that would tell what is stored.
        let checked = try deliver(fixture(deliveries[0]), as: "tried.csv", in: "proef", here)
        #expect(checked["checksOnly"] as? Bool == true && message(checked) == nil)
        let made = try #require((third["findings"] as? [[String: Any]])?.first)
        #expect(made["code"] as? String == "index-made")
        #expect((made["message"] as? String)?.contains("the index of 2021") == true)
        #expect(try rows(here).count == 60 + 12 + 3 + 1 + 10)
    }

    @Test(arguments: [".csv", "_TypedDataSet.xml", "_UntypedDataSet.xml"])
    func `is published as the golden file has it`(suffix: String) throws {
        let here = try delivered()
        let golden = Installation.packageRoot + "/Tests/SystemTests/Golden/kansarmoede_2021" + suffix
        #expect(try extract(here, suffix) == String(contentsOfFile: golden, encoding: .utf8))
    }

    /// A delivery as people download it: with titles, and names under the title of the areas.
    private func displayed(_ name: String) throws -> String {
        let titles = [
            "Inwoners_1": "Inwoners", "Inwoners18Tot64_2": "Inwoners 18 tot 64 jaar",
            "LangdurigNietWerkendeWerkzoekenden18Tot64_3":
                "Langdurig niet-werkende werkzoekenden 18 tot 64 jaar",
            "OCMWSteuntrekkers18Tot64_4": "OCMW-steuntrekkers 18 tot 64 jaar",
            "Belastingplichtigen_5": "Belastingplichtigen",
            "BelastingplichtigenOnderInkomensgrens_6": "Belastingplichtigen onder de inkomensgrens",
        ]
        let list = Installation.packageRoot + "/etc/regions/voorbeeldstad/buurt.csv"
        let names = Dictionary(
            try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").map {
                ($0.split(separator: ";")[0], $0.split(separator: ";")[1])
            }
        ) { first, _ in first }
        let lines = try fixture(name).split(separator: "\n").enumerated().map { number, line in
            let cells = line.split(separator: ";").map { $0.filter { $0 != "\"" } }
            let code = cells[1].trimmingCharacters(in: .whitespaces)
            let region =
                number == 0 ? ["Gebieden", "Gebiedscode"] : [String(names[code[...]] ?? ""), cells[1]]
            let year = number == 0 ? "Perioden" : String(cells[2].prefix(4))
            let figures = cells[3...].map { number == 0 ? (titles[$0] ?? "") + " (Aantal)" : $0 }
            return ([year] + region + figures).map { "\"\($0)\"" }.joined(separator: ";")
        }
        return "\u{FEFF}" + lines.joined(separator: "\n") + "\n"
    }

    @Test func `is the same from counts as people download them, with a column of names and one of codes`()
        throws
    {
        let here = try installation()
        for name in deliveries {
            let receipt = try deliver(displayed(name), as: name, here)
            #expect(receipt["state"] as? String == "accepted", "\(receipt["findings"] ?? "")")
            #expect(receipt["format"] as? String == "csv-flat")
        }
        #expect(try rows(here) == rows(delivered()))
    }

    @Test func `refuses a numerator above its denominator at its place, in one file or two`() throws {
        let here = try delivered()
        let before = try rows(here)
        func cell(_ topic: String, _ count: Int) -> String {
            "\"Gebieden\";\"Perioden\";\"\(topic)\"\n\"BV0104\";\"2021JJ00\";\"\(count)\"\n"
        }
        let rising = try deliver(cell("OCMWSteuntrekkers18Tot64_4", 9000), as: "a.csv", in: "herstel", here)
        let falling = try deliver(cell("Inwoners18Tot64_2", 1), as: "b.csv", in: "herstel", here)
        for receipt in [rising, falling] {
            #expect(receipt["state"] as? String == "rejected")
            let finding = try #require((receipt["findings"] as? [[String: Any]])?.first)
            #expect(finding["code"] as? String == "numerator-above-denominator")
            #expect(finding["line"] as? Int == 2 && finding["column"] as? Int == 22)
            #expect((finding["message"] as? String)?.contains("9000") == false)
        }
        #expect(try rows(here) == before)
    }

    @Test func `refuses published figures of fewer inhabitants than the threshold`() throws {
        let here = try delivered()
        let text = try extract(here)
        let rows = text.split(separator: "\n")
        let row = try #require(rows.first { $0.contains("BV0101") })
        let cells = row.split(separator: ";").map(String.init)
        let small = (cells[..<3] + ["\"      29\""] + cells[4...]).joined(separator: ";")
        let wrong = text.replacingOccurrences(of: String(row), with: small)
        let receipt = try deliver(wrong, as: "k.csv", here)
        #expect(receipt["state"] as? String == "rejected")
        let finding = try #require(
            (receipt["findings"] as? [[String: Any]])?.first { $0["code"] as? String == "threshold-withheld" }
        )
        #expect(finding["line"] as? Int == rows.firstIndex(of: row).map { $0 + 1 })
    }

    @Test func `tells a published form that differs from what is stored, and a population that jumps`() throws
    {
        let here = try delivered()
        let text = try extract(here)
        let row = try #require(text.split(separator: "\n").first { $0.contains("BV0104") })
        let cells = row.split(separator: ";").map(String.init)
        let other = (cells[..<7] + ["\"    9.99\""]).joined(separator: ";")
        let receipt = try deliver(
            text.replacingOccurrences(of: row.trimmingCharacters(in: .newlines), with: other),
            as: "p.csv",
            here
        )
        let codes = (receipt["findings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
        #expect(codes.contains("agrees-with-counts"))
        let jump = "\"Gebieden\";\"Perioden\";\"Inwoners_1\"\n\"BV0104\";\"2021JJ00\";\"9999\"\n"
        let again = try deliver(jump, as: "j.csv", in: "herstel", delivered())
        #expect(again["state"] as? String == "accepted")
        #expect(
            (again["findings"] as? [[String: Any]])?.contains {
                $0["code"] as? String == "change-previous-version"
            } == true
        )
    }

    @Test func `shows a small area's inhabitants only, and no mean that gives the rest away`() throws {
        let rows = try rows(delivered())
        #expect(rows["BV0203"] == ["38", ".", ".", ".", "."])
        #expect(rows["DV01"]?.last != "." && rows["DV03"]?.last != ".")
        // Of two more the classes are withheld, so that those of the others do not give the small one away.
        #expect(rows.values.count { $0.dropFirst().allSatisfy { $0 == "." } && $0[0] != "0" } >= 3)
        // Larger regions have an index, and no class.
        #expect(rows["DV01"]?[1] == ".")
        #expect(rows["BV0101"]?.contains(".") == false)
    }

    @Test func `is rescored by a correction exactly where it moves, and back by a revert`() throws {
        let here = try delivered()
        let before = try rows(here)
        let receipt = try deliver(fixture("correctie-werk-2021.csv"), as: "c.csv", in: "herstel", here)
        let after = try rows(here)
        let moved = Set(after.keys.filter { after[$0] != before[$0] })
        #expect(moved.contains("BV0104"))
        #expect((receipt["changed"] as? [String: Any])?["regions"] as? Int == moved.count)
        #expect(moved.count > 2 && moved.count < before.count)
        let delivery = try #require(receipt["delivery"] as? String)
        #expect(try here.peil("revert", delivery).code == 0)
        #expect(try rows(here) == before)
    }

    @Test func `keeps topics that a later year delivery is not about`() throws {
        let here = try delivered()
        let before = try rows(here)
        let again = try fixture(deliveries[0]).replacingOccurrences(of: "\"ID\"", with: "\"id\"")
        let receipt = try deliver(again, as: "again.csv", here)
        #expect(receipt["state"] as? String == "accepted")
        #expect(try rows(here) == before)
        #expect((receipt["changed"] as? [String: Any])?["regions"] as? Int == 0)
    }

    @Test(arguments: [".csv", "_TypedDataSet.xml", "_UntypedDataSet.xml"])
    func `that was published is accepted back, and is the same again`(suffix: String) throws {
        let here = try delivered()
        let before = try rows(here)
        let receipt = try deliver(extract(here, suffix), as: "terug" + suffix, here)
        #expect(receipt["state"] as? String == "accepted", "\(receipt["findings"] ?? "")")
        #expect(try rows(here) == before)
    }

    @Test func `is explained with counts and classes, for regions put together too`() throws {
        let here = try delivered()
        let one = try here.peil("explain", "kansarmoede", "BV0101", "2021")
        #expect(one.code == 0, "\(one.errors)")
        #expect(one.output.contains("inkomen-2019.csv"))
        let two = try here.peil("explain", "kansarmoede", "--regions", "BV0101,BV0102", "2021", "--json")
        let answer = try #require(
            try JSONSerialization.jsonObject(with: Data(two.output.utf8)) as? [String: Any]
        )
        #expect((answer["areas"] as? [Any])?.count == 2)
        #expect(answer["index"] as? String != nil)
        #expect(try here.peil("explain", "kansarmoede", "BV0101", "2020").code == 65)
        #expect(
            try here.peil("regions", "show", "PZ9010", "--edition", "voorbeeldstad").output.contains("BV0101")
        )
    }

    @Test func `names its caveats and how it was made in the metadata`() throws {
        let here = try delivered()
        let manifest = try String(
            contentsOfFile: here.published + "/kansarmoede/current/manifest.json",
            encoding: .utf8
        )
        for word in [
            "relative scale", "counts no people", "ecological fallacy", "weigh the same", "10000", "quantile",
        ] {
            #expect(manifest.contains(word), "\(word)")
        }
    }
}
