import Foundation
import Testing

@testable import Publish

/// A table of a release, as pages read it.
@Suite struct `a table of a release` {
    private let header =
        "\u{FEFF}\"Perioden\";\"Wijken en buurten\";\"Code\";\"Aantal (Aantal)\";\"Score/Som (Getal)\"\n"

    private func file(rows: Int, bytes: Int = 0) -> Manifest.File {
        Manifest.File(
            path: "statline/sample_2022.csv",
            bytes: Int64(bytes),
            sha256: "",
            mediaType: "text/csv",
            rows: rows,
            period: "2022",
            layout: ""
        )
    }

    private func table(_ rows: [String]) -> ReleaseTable? {
        ReleaseTable(Array((header + rows.map { $0 + "\n" }.joined()).utf8), file(rows: rows.count))
    }

    @Test func `has the names, codes and figures that are written in it`() throws {
        let table = try #require(
            self.table([
                "\"2022*\";\"Noord\";\"GM0001    \";\"   73100\";\"  -0.015\"",
                "\"2022*\";\"De \"\"Punt\"\"; of\n\"\"Kaap\"\"\";\"BU00010001\";\"       .\";\"        \"",
            ])
        )
        #expect(table.period == "2022*")
        #expect(
            table.columns == [
                .init(title: "Aantal", unit: "Aantal"), .init(title: "Score/Som", unit: "Getal"),
            ]
        )
        #expect(table.codes == ["GM0001", "BU00010001"])
        #expect(table.name(0) == "Noord" && table.name(1) == "De \"Punt\"; of\n\"Kaap\"")
        #expect(table.text(0, 0) == "73100" && table.number(0, 1) == -0.015)
        #expect(table.text(1, 0) == "." && table.number(1, 0) == nil)
        #expect(table.text(1, 1) == "" && table.number(1, 1) == nil)
        #expect(table.row(of: "BU00010001") == 1 && table.row(of: "GM0002") == nil)
        for row in 0...1 {
            #expect(table.texts(row) == [0, 1].map { table.text(row, $0) })
            #expect(table.numbers(row) == [0, 1].map { table.number(row, $0) })
        }
        let short = try #require(self.table(["\"2022*\";\"Noord\";\"GM0001    \";\"   73100\""]))
        #expect(short.texts(0) == ["73100", ""] && short.numbers(0) == [73100, nil])
    }

    @Test func `is none where it has not as many rows as the manifest says, or not as many bytes`() throws {
        let row = "\"2022\";\"Noord\";\"GM0001    \";\"   73100\";\"  -0.015\"\n"
        let bytes = Array((header + row + row).utf8)
        #expect(ReleaseTable(bytes, file(rows: 2)) != nil)
        #expect(ReleaseTable(bytes, file(rows: 3)) == nil)
        #expect(ReleaseTable(Array(bytes.dropLast(60)), file(rows: 2)) == nil)
        #expect(ReleaseTable([], file(rows: 0)) == nil)
        let root = NSTemporaryDirectory() + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(atPath: root + "/statline", withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: root + "/statline/sample_2022.csv"))
        #expect(ReleaseTable(in: root, file(rows: 2, bytes: bytes.count)) != nil)
        #expect(ReleaseTable(in: root, file(rows: 2, bytes: bytes.count + 1)) == nil)
    }

    @Test func `has numbers that are the nearest to what is written`() throws {
        var generator = SystemRandomNumberGenerator()
        var texts = ["0", "-0.000", "123456789012345", "0.1", "-12.7", "1e3", "1.2.3", "-", "x", "nan", "+1"]
        for _ in 0..<2000 {
            let digits = Int64.random(in: -99_999_999...99_999_999, using: &generator)
            let decimals = Int.random(in: 0...6, using: &generator)
            texts.append(String(format: "%.\(decimals)f", Double(digits) / pow(10, Double(decimals))))
        }
        let table = try #require(
            self.table(texts.map { "\"2022\";\"Noord\";\"GM0001\";\"\($0)\";\"     .\"" })
        )
        for (row, text) in texts.enumerated() {
            let isPlain = text.allSatisfy { "-.0123456789".contains($0) }
            #expect(table.number(row, 0) == (isPlain ? Double(text) : nil), "\(text)")
        }
    }

    @Test func `differs from none by all of its rows, and from itself in the names alone by nothing`() throws
    {
        let rows = [
            "\"2022\";\"Noord\";\"GM0001    \";\"   73100\";\"  -0.015\"",
            "\"2022\";\"Zuid\";\"GM0002    \";\"       .\";\"   0.015\"",
        ]
        let (one, other) = (
            try #require(table(rows)),
            try #require(table(rows.map { $0.replacing("uid", with: "uiderlicht") }))
        )
        let first = TableDifference(from: nil, to: one)
        #expect(first.rows.map(\.change) == [.added, .added])
        #expect(first.rows[1].figures.map(\.after) == [".", "0.015"])
        #expect(first.rows[1].figures.allSatisfy { $0.before == nil })
        let last = TableDifference(from: one, to: nil)
        #expect(last.rows.map(\.change) == [.removed, .removed])
        #expect(last.rows[0].figures.map(\.before) == ["73100", "-0.015"])
        #expect(TableDifference(from: one, to: other).rows.isEmpty)
    }
}
