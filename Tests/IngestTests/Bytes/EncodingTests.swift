import Foundation
import Statistics
import TestSupport
import Testing

@testable import Bytes
@testable import TableReading

@Suite struct `the encoding of a csv` {
    private let text = """
        "Perioden";"Wijken en buurten";"Regiocode (gemeente, wijk, buurt)";"Particuliere huishoudens (Aantal)"
        "2019";"Súdwest-Fryslân";"GM1900";"100"
        "2019";"'s-Gravenhage – centrum";"GM0518";"200"

        """

    private static let encodings: [(String, String.Encoding, [UInt8])] = [
        ("UTF-8", .utf8, []), ("UTF-8 with mark", .utf8, [0xEF, 0xBB, 0xBF]),
        ("Windows-1252", .windowsCP1252, []),
        ("UTF-16LE", .utf16LittleEndian, []), ("UTF-16BE", .utf16BigEndian, []),
        ("UTF-16LE with mark", .utf16LittleEndian, [0xFF, 0xFE]),
        ("UTF-16BE with mark", .utf16BigEndian, [0xFE, 0xFF]),
    ]

    @Test(arguments: 0..<7, [1, 2, 3, 5, 64, 1_000])
    func `is recognised, whatever the pieces, and places count characters`(encoding: Int, piece: Int) throws {
        let (_, kind, mark) = Self.encodings[encoding]
        let reading = try read(mark + Array(try #require(text.data(using: kind))), piece: piece)
        #expect(places(reading.findings) == [])
        #expect(reading.table?.regions.map(\.name) == ["Súdwest-Fryslân", "'s-Gravenhage – centrum"])
        #expect(
            reading.table?.regions.map(\.place) == [Place(line: 2, column: 27), Place(line: 3, column: 35)]
        )
        #expect(value(reading.table, "GM0518", 0) == .number(200))
    }

    @Test(arguments: 0..<7, 1...70)
    func `is recognised wherever the stretches in memory end`(encoding: Int, before: Int) throws {
        let (_, kind, mark) = Self.encodings[encoding]
        let title = String(repeating: "t", count: before) + "\n"
        let bytes = mark + Array(try #require((title + text).data(using: kind)))
        let limits = ReadingLimits()
        var reader = CSVReader(codebook: SampleCodebook.codebook, limits: limits)
        reader.stretch = 64
        let reading = try reader.read(MemorySource(bytes: bytes, piece: 7))
        #expect(places(reading.findings) == ["lines-above 1:1"])
        #expect(reading.table?.regions.map(\.name) == ["Súdwest-Fryslân", "'s-Gravenhage – centrum"])
    }

    @Test func `is recognised far down the file`() throws {
        let rows = (0..<9_000).map { "2019;Plein;BU\(10_000_000 + $0);400\n" }.joined()
        let header =
            "Perioden;Wijken en buurten;Regiocode (gemeente, wijk, buurt);Particuliere huishoudens (Aantal)\n"
        for encoding in [String.Encoding.utf8, .windowsCP1252] {
            let bytes = try #require((header + rows + "2019;Één;GM9001;1\n").data(using: encoding))
            let table = try #require(try read(Array(bytes)).table)
            #expect(table.regions.last?.name == "Één")
            #expect(table.records.count == 9_001)
        }
    }

    @Test func `that changes halfway is found, at its place`() throws {
        let header = Array(
            "Perioden;Wijken en buurten;Regiocode (gemeente, wijk, buurt);Particuliere huishoudens (Aantal)\n"
                .utf8
        )
        let unicode = Array("2019;Één;GM9001;1\n".utf8)
        let windows: [UInt8] = Array("2019;A".utf8) + [0xE9, 0x6E] + Array(";GM9002;1\n".utf8)
        #expect(places(try read(header + unicode + windows).findings) == ["encoding 3:7"])
        #expect(places(try read(header + windows + unicode).findings) == ["encoding 3:6"])
    }

    @Test func `of UTF-16 that breaks off is found`() throws {
        let bytes = Array(try #require(text.data(using: .utf16LittleEndian)).dropLast(1))
        #expect(try read([0xFF, 0xFE] + bytes).findings.kept.map(\.code) == ["encoding"])
    }
}
