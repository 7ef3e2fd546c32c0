import Foundation
import Testing

/// Households of Ameland through the whole of Peil.
@Suite struct `peil once, for households` {
    private static let header =
        "jaar;huishouden_id;buurtcode;pc4;welvaartsdeciel;opleiding_huishouden;arbeidsverleden;huishoudenstype;"
        + "opleiding_hkw;leeftijdsklasse"

    /// Rows of a buurt: a third has no level, and every tenth is institutional.
    private func rows(_ buurt: String, _ count: Int, from first: Int) -> [String] {
        (first..<first + count).map { id in
            let level = id % 3 == 0 ? "" : "\(1 + id % 5)"
            let type = id % 10 == 0 ? 8 : 1
            return
                "2019;\(id);\(buurt);9163;\(1 + id % 10);\(level);\(1 + id % 7);\(type);\(level);\(1 + id % 4)"
        }
    }

    private func text(_ rows: [String]) -> String { ([Self.header] + rows).joined(separator: "\n") + "\n" }

    @Test func `takes a year, imputes it, and corrects one buurt with the model of the year`() throws {
        let here = try Installation()
        try here.drop(
            text(rows("BU00600000", 900, from: 1) + rows("BU00600001", 600, from: 1001)),
            as: "jaar.csv",
            in: "jaar"
        )
        let outcome = try here.peil("once")
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
        let receipt = try #require(try here.receipt("jaar.csv", in: "jaar"))
        #expect(receipt["state"] as? String == "accepted")
        #expect(receipt["rows"] as? Int == 1500)
        let counts = try #require(receipt["counts"] as? [String: Any])
        let leftOut = try #require(counts["left-out"] as? [String: Int])
        #expect(leftOut == ["institutional": 150])
        #expect(counts["taken"] as? Int == 1350)

        // A correction of nothing but rows without a level has no model of its own.
        let open = rows("BU00600001", 600, from: 1).filter { $0.contains(";9163;") }.map { row in
            var fields = row.split(separator: ";", omittingEmptySubsequences: false)
            fields[5] = ""
            fields[8] = ""
            return fields.joined(separator: ";")
        }
        try here.drop(text(open), as: "correctie.csv", in: "correctie")
        #expect(try here.peil("once").code == 0)
        let second = try #require(try here.receipt("correctie.csv", in: "correctie"))
        #expect(second["state"] as? String == "accepted")
        #expect((second["counts"] as? [String: Any])?["taken"] as? Int == 540)

        // A postcode is found by its digits, and by the code that extracts give it.
        for code in ["9163", "PC9163"] {
            let explained = try here.peil("explain", "ses-woa", code, "2019")
            #expect(explained.output.hasPrefix("PC9163"), "\(explained.errors)")
            #expect(explained.output.contains("  1350 "), "\(explained.output)")
        }
        #expect(try here.peil("explain", "ses-woa", "91630", "2019").code == 65)
    }

    @Test func `releases figures of regions that postcodes cut, their measures of spread among them`() throws
    {
        let here = try Installation()
        /// Every fortieth household has the postcode of the other buurt, and every two hundredth none.
        func cut(_ rows: [String], _ own: String, _ other: String) -> [String] {
            rows.enumerated().map { rank, row in
                let postcode = rank % 200 == 7 ? "" : rank % 40 == 3 ? other : own
                return row.replacingOccurrences(of: ";9163;", with: ";\(postcode);")
            }
        }
        try here.drop(
            text(
                cut(rows("BU00600000", 900, from: 1), "9163", "9164")
                    + cut(rows("BU00600001", 600, from: 1001), "9164", "9163")
            ),
            as: "jaar.csv",
            in: "jaar"
        )
        let outcome = try here.peil("once")
        #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
        #expect(try here.receipt("jaar.csv", in: "jaar")?["release"] as? Int == 1)
        let tables = here.root + "/published/ses-woa/current/statline"
        let names = try FileManager.default.contentsOfDirectory(atPath: tables)
        #expect(names.contains("ses-woa_2019_pc4.csv"), "\(names)")
    }

    @Test func `rejects a year with a row that is wrong, and accounts for every row`() throws {
        let here = try Installation()
        try here.drop(
            text(rows("BU00600000", 200, from: 1) + ["2019;7;BU00600000;9163;11;1;1;1;1;1"]),
            as: "fout.csv",
            in: "jaar"
        )
        #expect(try here.peil("once").code == 1)
        let receipt = try #require(try here.receipt("fout.csv", in: "jaar"))
        #expect(receipt["state"] as? String == "rejected")
        let findings = try #require(receipt["findings"] as? [[String: Any]])
        let wrong = try #require(findings.first { $0["code"] as? String == "household-field-code" })
        #expect(wrong["line"] as? Int == 202 && wrong["column"] as? Int == 24)
        let leftOut = (receipt["counts"] as? [String: Any])?["left-out"] as? [String: Int]
        #expect(leftOut == ["institutional": 20, "rejected": 181])
    }

    @Test func `tells beforehand what would become of every row`() throws {
        let here = try Installation()
        let good = text(rows("BU00600000", 200, from: 1))
        for (text, code, taken) in [(good, 0, 180), (good + "2019;7\n", 1, 0)] {
            try text.write(toFile: here.root + "/rijen.csv", atomically: true, encoding: .utf8)
            let outcome = try here.peil("check", here.root + "/rijen.csv", "--drop", "jaar", "--json")
            #expect(outcome.code == Int32(code))
            let files = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]]
            let file = try #require(files?.first)
            let counts = try #require(file["counts"] as? [String: Any])
            let leftOut = try #require(counts["left-out"] as? [String: Int])
            #expect(counts["taken"] as? Int == taken && leftOut["institutional"] == 20)
            #expect(taken + leftOut.values.reduce(0, +) == file["rows"] as? Int)
            let words = try here.peil("check", here.root + "/rijen.csv", "--drop", "jaar").output
            #expect(words.contains("rows: \(taken) taken, "))
            #expect(words.contains("institutional 20"))
        }
    }

    @Test func `rejects a correction of an empty period without a known level`() throws {
        let here = try Installation()
        try here.drop(text(["2019;1;BU00600000;9163;1;;1;1;;1"]), as: "leeg.csv", in: "correctie")
        #expect(try here.peil("once").code == 1)
        let receipt = try #require(try here.receipt("leeg.csv", in: "correctie"))
        let codes = (receipt["findings"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
        #expect(codes?.contains("imputation-model") == true)
    }
}
