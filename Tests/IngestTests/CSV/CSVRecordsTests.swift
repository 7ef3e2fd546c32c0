import Statistics
import TestSupport
import Testing

@testable import Bytes
@testable import TableReading

@Suite struct `csv records` {
    @Test func `parts fields and lines of every kind`() throws {
        let text = "a;b;c\r\n1;\"x;y\";3\n\"\";;\r\"he said \"\"no\"\"\";\"two\r\nlines\";z"
        #expect(
            try records(text) == [
                ["a", "b", "c"], ["1", "x;y", "3"], ["", "", ""], ["he said \"no\"", "two\r\nlines", "z"],
            ]
        )
    }

    @Test func `counts lines inside quotes, and columns in characters from inside the quotes`() throws {
        let text = "\u{FEFF}\"Súdwest\";b\n\"two\nlines\";\"é\" ; \"x\"\r\nlast"
        var reader = try CSVRecords(
            MemorySource(bytes: Array(text.utf8)).open(),
            separator: 0x3B,
            limits: .init()
        )
        var places: [[String]] = []
        while try reader.next() { places.append(reader.fields.map { "\($0.line):\($0.column)" }) }
        #expect(places == [["1:2", "1:11"], ["2:2", "3:9", "3:15"], ["4:1"]])
    }

    @Test(arguments: 0..<300)
    func `reads back what was written, whatever the pieces`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let alphabet = ["a", "é", "€", "\"", ";", ",", "\t", "\n", "\r", "\r\n", " ", "𝄞", ".", "1", ""]
        let separator = [";", ",", "\t"].randomElement(using: &random) ?? ";"
        let end = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
        let table = (0..<Int.random(in: 1...8, using: &random)).map { _ in
            (0..<Int.random(in: 2...6, using: &random)).map { _ in
                (0..<Int.random(in: 0...6, using: &random))
                    .map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
            }
        }
        let text = table.map { row in
            row.map {
                "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                    + "\""
            }
            .joined(separator: separator)
        }.joined(separator: end)
        let piece = Int.random(in: 1...40, using: &random)
        let capacity = Int.random(in: 64...200, using: &random)
        let read = try records(text, separator: Array(separator.utf8)[0], piece: piece, capacity: capacity)
        // As bytes, because a letter and an accent in two fields are compared as one otherwise.
        #expect(read.map { $0.map { Array($0.utf8) } } == table.map { $0.map { Array($0.utf8) } })
    }

    @Test func `stops at a quotation mark that is never closed, and says where it opened`() throws {
        let long = String(repeating: "word ", count: 40_000)
        for text in ["a;b\n1;\"two\n3;4\n", "a;b\n1;\"two" + long] {
            #expect(throws: ReadingStop(.unclosedQuote, at: .init(line: 2, column: 4))) { try records(text) }
        }
    }

    @Test func `passes over the rest of a line with a stray quotation mark`() throws {
        let text = "a;b\n\"1;\"two\";3\n4;5\n"
        var reader = try CSVRecords(
            MemorySource(bytes: Array(text.utf8)).open(),
            separator: 0x3B,
            limits: .init()
        )
        var strays: [Int?] = []
        while try reader.next() { strays.append(reader.stray?.line) }
        #expect(strays == [nil, 2, nil])
    }

    @Test func `keeps quotation marks inside fields that are not quoted`() throws {
        #expect(try records("37°36'37.8\"N;b") == [["37°36'37.8\"N", "b"]])
    }

    @Test func `stops at a NUL, at its place`() throws {
        #expect(throws: ReadingStop(.nulCharacter, at: .init(line: 2, column: 3))) {
            try records("a;b\n1;\u{0};")
        }
        #expect(throws: ReadingStop(.nulCharacter, at: .init(line: 2, column: 5))) {
            try records("a;b\n1;\"x\u{0}\"")
        }
    }

    @Test func `stops at a line that never ends, with little memory and time`() throws {
        var limits = ReadingLimits()
        limits.rowBytes = 1 << 20
        let field = Array(repeating: UInt8(ascii: "7"), count: 10_000_000)
        #expect(throws: ReadingStop(.fieldTooLong, at: .init(line: 1, column: 1))) {
            try records(field, limits: limits)
        }
        let fields = Array(repeating: [UInt8(ascii: "7"), UInt8(ascii: ";")], count: 5_000_000).flatMap { $0 }
        #expect(throws: ReadingStop.self) { try records(fields, limits: limits) }
    }

    private func records(
        _ text: String,
        separator: UInt8 = 0x3B,
        piece: Int = .max,
        capacity: Int = 1 << 18
    ) throws -> [[String]] {
        try records(Array(text.utf8), separator: separator, piece: piece, capacity: capacity)
    }

    private func records(
        _ bytes: [UInt8],
        separator: UInt8 = 0x3B,
        piece: Int = .max,
        capacity: Int = 1 << 18,
        limits: ReadingLimits = ReadingLimits()
    ) throws -> [[String]] {
        let stream = MemorySource(bytes: bytes, piece: piece).open()
        var reader = try CSVRecords(stream, separator: separator, limits: limits, capacity: capacity)
        var records: [[String]] = []
        while try reader.next() {
            records.append(reader.fields.map { unsafe String(decoding: reader.bytes(of: $0), as: UTF8.self) })
        }
        return records
    }
}
