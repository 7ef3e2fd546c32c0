import Foundation
import TestSupport
import Testing

/// Thirty files as people deliver them by mistake, and the first thing that the receipt of each says.
///
/// docs/evaluation.md is made of what the real binary says; with PEIL_UPDATE_GOLDEN it is written anew.
@Suite struct `an evaluation with thirty faulty files` {
    private static let headers = [
        "Perioden", "Wijken en buurten", "Regiocode (gemeente, wijk, buurt) (code)",
        "Particuliere huishoudens (Aantal)", "Opleidingsniveau/Laag/Waarde (%)",
        "Opleidingsniveau/Middelbaar/Waarde (%)", "Opleidingsniveau/Hoog/Waarde (%)",
        "SES-WOA/Totaalscore/Gemiddelde score (Getal)",
    ]
    private static let rows = [
        ["2019", "Rozendaal", "GM0277", "700", "12.1", "21.4", "66.5", "0.312"],
        ["2019", "Wijk 00", "WK027700", "700", "12.1", "21.4", "66.5", "0.312"],
        ["2019", "Rozendaal", "BU02770000", "700", "12.3", "21.2", "66.5", "0.309"],
    ]
    private static let people =
        "jaar;huishouden_id;buurtcode;welvaartsdeciel;opleiding_huishouden;arbeidsverleden"

    private static func table(_ change: (inout [String], inout [[String]]) -> Void = { _, _ in }) -> String {
        var (headers, rows) = (headers, rows)
        change(&headers, &rows)
        return ([headers] + rows).map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n"
    }

    private static func column(_ number: Int, _ change: @escaping (String) -> String) -> String {
        table { _, rows in for row in rows.indices { rows[row][number] = change(rows[row][number]) } }
    }

    /// Households of one buurt; `change` gets the fields of each row.
    private static func households(_ change: (Int, inout [String]) -> Void = { _, _ in }) -> String {
        let rows = (1...120).map { number -> String in
            var fields = [
                "2019", "H\(1_000_000 + number)", "BU02770000", "\(1 + number % 10)", "\(1 + number % 5)",
                "\(1 + number % 7)",
            ]
            change(number, &fields)
            return fields.joined(separator: ";")
        }
        return ([people] + rows).joined(separator: "\n") + "\n"
    }

    private struct Faulty {
        let what: String
        let bytes: [UInt8]
        init(_ what: String, _ text: String) { (self.what, bytes) = (what, Array(text.utf8)) }
        init(_ what: String, bytes: [UInt8]) { (self.what, self.bytes) = (what, bytes) }
    }

    private static var files: [Faulty] {
        [
            Faulty("an empty file", ""),
            Faulty("a web page with an error", "<!DOCTYPE html><html><body>Fout 503</body></html>\n"),
            Faulty(
                "a workbook under the name of a CSV",
                bytes: [0x50, 0x4B, 0x03, 0x04] + Array(repeating: 0, count: 60)
            ),
            Faulty(
                "rows without their headers",
                table().split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
            ),
            Faulty(
                "a header with one letter wrong",
                table { headers, _ in headers[4] = "Opleidingsnivau/Laag/Waarde (%)" }
            ),
            Faulty(
                "headers that an encoding garbled",
                table { headers, rows in
                    headers.append("FinanciÃ«le Welvaart/1e t/m 40e percentielgroep (%)")
                    for row in rows.indices { rows[row].append("20.1") }
                }
            ),
            Faulty(
                "no column of codes",
                table { headers, rows in
                    headers.remove(at: 2)
                    for row in rows.indices { rows[row].remove(at: 2) }
                }
            ),
            Faulty(
                "no column of periods",
                table { headers, rows in
                    headers.remove(at: 0)
                    for row in rows.indices { rows[row].remove(at: 0) }
                }
            ),
            Faulty(
                "a column twice",
                table { headers, rows in
                    headers.append(headers[4])
                    for row in rows.indices { rows[row].append("12.1") }
                }
            ),
            Faulty("quarters for years", column(0) { _ in "2019KW01" }),
            Faulty("a school year", column(0) { _ in "2018/2019" }),
            Faulty("a year that is not open", column(0) { _ in "2031" }),
            Faulty(
                "codes that a spreadsheet made numbers of",
                column(2) { String(Int($0.dropFirst(2)) ?? 0) }
            ),
            Faulty("a code that does not exist", column(2) { $0 == "BU02770000" ? "BU02770001" : $0 }),
            Faulty("names for codes", column(2) { _ in "Rozendaal" }),
            Faulty(
                "a total for a region",
                table { _, rows in
                    rows.append(["2019", "Totaal", "Totaal", "700", "12.1", "21.4", "66.5", "0.312"])
                }
            ),
            Faulty("a region twice", table { _, rows in rows.append(rows[2]) }),
            Faulty("per-cent signs", column(4) { $0 + "%" }),
            Faulty("fractions for percentages", column(4) { _ in "0.121" }),
            Faulty("dates that a spreadsheet made of numbers", column(4) { _ in "12-jan" }),
            Faulty("numbers with an exponent", column(3) { _ in "7E+02" }),
            Faulty("points between thousands", column(3) { _ in "10.700" }),
            Faulty("percentages that do not add up", column(4) { _ in "42.1" }),
            Faulty("a part larger than its whole", table { _, rows in rows[2][3] = "9700" }),
            Faulty("a row that was cut off", String(table().dropLast(24)) + "\n"),
            Faulty(
                "a note between the rows",
                table { _, rows in rows.insert(["Let op: voorlopige cijfers"], at: 1) }
            ),
            Faulty("ids that a spreadsheet shortened", households { _, fields in fields[1] = "1,00000E+15" }),
            Faulty("one and the same id in every row", households { _, fields in fields[1] = "H1" }),
            Faulty(
                "a code that the codebook lacks",
                households { number, fields in if number == 40 { fields[4] = "9" } }
            ),
            Faulty(
                "a fifth of the rows without a buurt",
                households { number, fields in
                    fields[0] = "2018"
                    if number % 5 == 0 { fields[2] = "" }
                }
            ),
        ]
    }

    @Test func `is what the page says, with thirty first sentences that say what is wrong and what to do`()
        throws
    {
        let here = try Installation(language: "nl", isProved: false)
        let files = Self.files
        #expect(files.count == 30)
        var page = """
            # Thirty faulty files

            What the receipt of each says first, word for word: what is wrong and where, then what to do. The files are those
            of `Tests/SystemTests/Drops/EvaluationTests.swift`, which compares this page with what the binary says; it is written by
            `PEIL_UPDATE_GOLDEN=1 swift test --filter EvaluationTests`. Receipts are Dutch here, as most stewards read them.

            | file | what the receipt says first |
            | --- | --- |

            """
        for (number, file) in files.enumerated() {
            let name = "bestand-\(number + 1).csv"
            try here.drop(file.bytes, as: name, in: number >= 26 ? "jaar" : "correctie")
        }
        try here.peil("once")
        for (number, file) in files.enumerated() {
            let drop = number >= 26 ? "jaar" : "correctie"
            let name = "bestand-\(number + 1).csv"
            let receipt = try #require(try here.receipt(name, in: drop), "\(name)")
            let html = try #require(try Self.html(of: receipt, name, in: here.root + "/" + drop))
            let first = try #require(Self.first(html), "\(name): \(receipt["state"] ?? "") \(file.what)")
            #expect(first.contains(". "), "\(first)")
            page += "| \(file.what) | \(first.replacing("|", with: "\\|")) |\n"
        }
        let path = Installation.packageRoot + "/docs/evaluation.md"
        if ProcessInfo.processInfo.environment["PEIL_UPDATE_GOLDEN"] != nil {
            try page.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == page)
    }

    private static func html(of receipt: [String: Any], _ name: String, in drop: String) throws -> String? {
        guard let delivery = receipt["delivery"] as? String else { return nil }
        return try String(contentsOfFile: "\(drop)/_receipts/\(name).\(delivery).html", encoding: .utf8)
    }

    /// The first cause on a page of a rejection, or the first warning and its repair, without marks.
    private static func first(_ html: String) -> String? {
        let warning = "<article id=\"units-left-out-warning\" class=\"warning\">"
        let (start, stop) =
            html.range(of: "<p class=\"cause\">").map { ($0, "<p class=\"lead\">") }
            ?? html.range(of: warning).map { ($0, "<p class=\"code\">") } ?? (nil, "")
        guard let start, let end = html[start.upperBound...].range(of: stop) else { return nil }
        let paragraph = html[start.upperBound..<end.lowerBound]
        let text = paragraph.replacing(/<span class="badge">[^<]*<\/span>/, with: "").replacing(
            /<[^>]+>/,
            with: " "
        )
        let plain = text.replacing("&amp;", with: "&").replacing("&lt;", with: "<").replacing(
            "&gt;",
            with: ">"
        )
        .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
        return plain.split(whereSeparator: \.isWhitespace).joined(separator: " ").replacing(" .", with: ".")
    }
}
