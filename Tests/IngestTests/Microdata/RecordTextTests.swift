import Codebook
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Bytes
@testable import Ingest
@testable import TableReading

@Suite struct `the text of a delivery of households` {
    private let rows = Households.rows(3000, seed: 11)
    private var text: String { ([Households.wide] + rows).joined(separator: "\n") + "\n" }

    private func read(_ bytes: [UInt8]) throws -> DeliveryReading {
        var reading = DeliveryReading()
        try Temporary.file(bytes) {
            reading = try DeliveryReader(codebook: Households.codebook(.none)).read(path: $0)
        }
        return reading
    }

    private static let encodings: [(String, String.Encoding, [UInt8])] = [
        ("UTF-8 with mark", .utf8, [0xEF, 0xBB, 0xBF]),
        ("UTF-16LE with mark", .utf16LittleEndian, [0xFF, 0xFE]),
        ("UTF-16BE with mark", .utf16BigEndian, [0xFE, 0xFF]),
        ("UTF-16LE", .utf16LittleEndian, []), ("UTF-16BE", .utf16BigEndian, []),
    ]

    @Test(arguments: 0..<5, ["\n", "\r\n"])
    func `is read in every encoding`(encoding: Int, end: String) throws {
        let (_, kind, mark) = Self.encodings[encoding]
        let plain = try read(Array(text.utf8))
        let changed = text.replacingOccurrences(of: "\n", with: end)
        let bytes = mark + Array(try #require(changed.data(using: kind)))
        let other = try read(bytes)
        #expect(other.findings.isEmpty && other.format == "csv-records")
        #expect(Households.stored(other.table) == Households.stored(plain.table))
        #expect(other.table?.accounted == 3000)
        #expect(try read(Packed.gzip(bytes)).table?.accounted == 3000)
    }

    @Test(arguments: [1, 2, 3, 64, 65_537])
    func `in two bytes a character is read whatever the pieces`(piece: Int) throws {
        let wide = text.replacingOccurrences(of: "huishoudenstype", with: "één𝄞").prefix(9_000)
        let bytes = [0xFF, 0xFE] + Array(try #require(String(wide).data(using: .utf16LittleEndian)))
        let source = try #require(PlainText(MemorySource(bytes: bytes, piece: piece), head: bytes))
        let mark = "\u{FEFF}"
        #expect(String(decoding: try source.head(1 << 20), as: UTF8.self) == mark + wide)
    }

    @Test(arguments: [[0x00, 0xD8, 0x31, 0x00], [0x31]] as [[UInt8]])
    func `that breaks off within a character is told so, behind what came before`(_ rest: [UInt8]) throws {
        let bytes = [0xFF, 0xFE] + Array(try #require(text.data(using: .utf16LittleEndian))) + rest
        let findings = try read(bytes).findings.kept
        #expect(findings.map(\.code) == ["encoding"])
        #expect(findings.first?.place?.line == 3002)
    }

    @Test func `with lines that end with a carriage return alone is read`() throws {
        let reading = try read(Array(text.replacingOccurrences(of: "\n", with: "\r").utf8))
        #expect(reading.findings.isEmpty && reading.table?.accounted == 3000)
        let other = try read(Array(text.utf8))
        #expect(Households.stored(reading.table) == Households.stored(other.table))
    }

    @Test func `in Windows-1252 is read, and its columns are named`() throws {
        let bytes =
            Array(Households.header.utf8) + [0x3B, 0xE9, 0xE9, 0x6E, 0x0A]
            + Array("2019;1;BU03630000;1;1;1;caf".utf8) + [0xE9, 0x0A]
        let reading = try read(bytes)
        // What stands in the unknown column is no code of a field that leaves rows out.
        #expect(reading.findings.isEmpty)
        #expect(reading.table?.accounted == 1)
        #expect(reading.table?.unknownTopics.map(\.title) == ["één"])
        let wrong = try read(bytes + Array("2019;2;BU03630000;1;1;".utf8) + [0xE9] + Array(";\n".utf8))
        #expect(wrong.faults(.field).first?.places == [Place(line: 3, column: 23)])
    }

    @Test func `that is a header alone has no rows, with or without an end of its line`() throws {
        for end in ["", "\n", "\r\n", "\r"] {
            let reading = try read(Array((Households.header + end).utf8))
            #expect(reading.findings.isEmpty && reading.table?.rows == 0, "\(end.utf8.map(\.self))")
        }
    }

    @Test(arguments: [
        ("Huishoudens 2019\n", "1"), ("\n", ""), ("a;b\n\n", "1"), ("sep=;\n", ""),
        ("Titel\nGemaakt in mei\n", "1 tot en met 2"),
    ])
    func `with lines above its header is read from its header on, and they are named`(
        _ above: String,
        lines: String
    ) throws {
        let reading = try read(Array((above + text).utf8))
        #expect(reading.findings.kept.map(\.code) == (lines.isEmpty ? [] : ["lines-above"]))
        #expect(reading.findings.kept.allSatisfy { $0.severity == .note })
        #expect(reading.findings.kept.first?.message.nl.contains(" \(lines) boven") ?? lines.isEmpty)
        #expect(reading.table?.accounted == 3000)
    }

    @Test func `that holds its header again is told so once for each`() throws {
        let parts = [Households.wide] + rows[..<9] + [Households.wide] + rows[9..<20] + [Households.wide]
        let reading = try read(Array((parts.joined(separator: "\r\n") + "\r\n").utf8))
        #expect(reading.findings.kept.map(\.code) == ["header-again", "header-again"])
        #expect(reading.findings.kept.map(\.place?.line) == [11, 23])
        #expect(reading.table?.units?.faults.map(\.kind) == [.headerAgain])
        #expect(reading.table?.rows == 22)
    }

    @Test(arguments: [",", "\t", "|", ";"])
    func `is parted by any of the usual signs`(_ sign: String) throws {
        let reading = try read(Array(text.replacingOccurrences(of: ";", with: sign).utf8))
        #expect(reading.findings.isEmpty && reading.table?.accounted == 3000)
    }
}
