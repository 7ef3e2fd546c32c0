import Codebook
import TestSupport
import Testing

@testable import Tallying

/// Codes of fields by how deliveries write them, and levels of units by those of their persons.
@Suite struct `codes of fields` {
    private let spellings = CodeSpellings([
        .init(key: "1", spellings: ["Ja", "J"]), .init(key: "2", spellings: ["Nee", "niet bekend"]),
        .init(key: "03", spellings: ["geïmputeerd"]), .init(key: "vier", spellings: ["a-b"]),
    ])

    private func number(_ text: String) -> UInt8 {
        unsafe Array(text.utf8).withUnsafeBytes { unsafe spellings.number(of: $0) }
    }

    @Test(
        arguments: [
            ("1", 1), ("01", 1), ("ja", 1), ("JA", 1), ("j", 1), ("2", 2), ("nee", 2), ("Niet bekend", 2),
            ("3", 3), ("003", 3), ("Geïmputeerd", 3), ("vier", 4), ("A-B", 4), ("", 0),
        ] as [(String, UInt8)]
    )
    func `are known by key and spelling, in any case, zeros in front or none`(text: String, code: UInt8) {
        #expect(number(text) == code)
    }

    @Test(arguments: ["0", "4", "11", "jaa", "vie", "vierr", "1.0", "ge", "-", "\u{0}"])
    func `are unknown otherwise`(text: String) {
        #expect(number(text) == CodeSpellings.invalid)
    }

    @Test func `are unknown where they are very long`() {
        #expect(number(String(repeating: "j", count: 10_000)) == CodeSpellings.invalid)
        #expect(number(String(repeating: "0", count: 60) + "1") == 1)
    }

    @Test func `have the numbers that follow each other from the first`() {
        func numbers(_ keys: [String]) -> ClosedRange<Int>? {
            CodeSpellings(keys.map { .init(key: $0) }).numbers
        }
        #expect(numbers(["1", "2", "3"]) == 1...3)
        #expect(numbers(["0", "1"]) == 0...1)
        #expect(numbers(["7", "8", "10"]) == 7...8)
        #expect(numbers(["a", "2"]) == nil)
    }

    @Test func `of two bytes are in the tables what they are by their spellings`() {
        let columns = [spellings, CodeSpellings((1...40).map { .init(key: "\($0)") })]
        let tables = CodeTables(columns)
        for (column, spellings) in columns.enumerated() {
            for first in UInt8(0x20)...0x7F {
                for second in UInt8(0x20)...0x7F {
                    for text in [[first], [first, second]] {
                        let (inTable, bySpelling) = unsafe text.withUnsafeBytes { text in
                            unsafe (tables.code(of: text, column: column), spellings.number(of: text))
                        }
                        #expect(inTable == nil || inTable == bySpelling, "\(text)")
                        #expect(inTable != nil || text.contains { $0 == 0x20 || $0 == 0x7F }, "\(text)")
                    }
                }
            }
        }
    }

    @Test func `of levels are known where those of the persons settle them`() {
        let table = LevelTable(levels: 3, checks: true, hasPersons: true)
        for presence in LevelTable.Presence.allCases {
            for (unit, main, partner) in triples {
                let entry = table.entries[
                    LevelTable.place(presence.rawValue, unit: unit, first: main, second: partner)
                ]
                #expect(
                    entry & 0x7F == known(presence, unit, main, partner),
                    "\(presence) \(unit) \(main) \(partner)"
                )
                let isWrong = isContradiction(presence, unit, main, partner)
                #expect(
                    (entry & LevelTable.contradiction != 0) == isWrong,
                    "\(presence) \(unit) \(main) \(partner)"
                )
            }
        }
    }

    @Test func `of levels are the delivered ones where nothing follows from persons`() {
        let table = LevelTable(levels: 3, checks: false, hasPersons: false)
        for presence in LevelTable.Presence.allCases {
            for (unit, main, partner) in triples {
                let place = LevelTable.place(presence.rawValue, unit: unit, first: main, second: partner)
                #expect(table.entries[place] == UInt8(unit))
            }
        }
    }

    private var triples: [(Int, Int, Int)] {
        (0...3).flatMap { unit in (0...3).flatMap { main in (0...3).map { (unit, main, $0) } } }
    }

    /// The persons whose level counts, and whether they are all that there are.
    private func persons(_ presence: LevelTable.Presence, _ main: Int, _ partner: Int) -> ([Int], Bool) {
        switch presence {
        case .absent: ([main], true)
        case .present: ([main, partner], true)
        case .unknown: ([main], false)
        }
    }

    private func known(_ presence: LevelTable.Presence, _ unit: Int, _ main: Int, _ partner: Int) -> UInt8 {
        if unit > 0 { return UInt8(unit) }
        let (levels, isAll) = persons(presence, main, partner)
        if levels.contains(3) { return 3 }
        return isAll && !levels.contains(0) ? UInt8(levels.max() ?? 0) : 0
    }

    private func isContradiction(
        _ presence: LevelTable.Presence,
        _ unit: Int,
        _ main: Int,
        _ partner: Int
    ) -> Bool {
        guard unit > 0 else { return false }
        let (levels, isAll) = persons(presence, main, partner)
        if levels.contains(where: { $0 > unit }) { return true }
        return isAll && !levels.contains(0) && !levels.contains(unit)
    }
}
