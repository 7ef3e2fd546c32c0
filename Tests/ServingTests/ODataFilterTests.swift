import Testing

@testable import Serving

struct ODataFilterTests {
    private let row: [String: ODataValue] = [
        "Gebied": .text("WK036301  "), "Perioden": .text("2019JJ00"),
        "Aantal": .number("-0.100", type: "Edm.Double"),
        "Leeg": .null,
    ]

    @Test(arguments: [
        ("Gebied eq 'WK036301'", true), ("Gebied eq 'WK036301  '", true), ("Gebied ne 'WK036301'", false),
        ("(Gebied eq 'x' or Gebied eq 'WK036301') and Perioden eq '2019JJ00'", true),
        ("Gebied eq 'x' or Gebied eq 'y' and Perioden eq '2019JJ00'", false),
        ("substringof('0363', Gebied)", true), ("substringof('KW', Perioden) eq true", false),
        ("startswith(Gebied,'WK') and not endswith(Perioden,'MM01')", true), ("Aantal lt 0", true),
        ("Aantal ge -0.1", true), ("Leeg eq null", true), ("Leeg gt 1", false), ("Gebied eq 'it''s'", false),
    ])
    func `decides a row`(text: String, expected: Bool) throws {
        let filter = try ODataFilterReader.read(text)
        #expect(filter.holds { .known(row[$0] ?? .null) } == expected)
    }

    @Test(arguments: [
        "Gebied", "Gebied eq", "Gebied like 'x'", "Gebied eq 'x", "(Gebied eq 'x'", "Gebied eq 'x')", "and",
        "substringof(Gebied,'x')", "startswith('x',Gebied)", "Gebied eq 'x' Gebied eq 'y'", "eq 'x'", "",
        String(repeating: "(", count: 100) + "a eq 'b'" + String(repeating: ")", count: 100),
    ])
    func `refuses what it cannot read`(text: String) {
        #expect(throws: ODataFilterReader.Flaw.self) { try ODataFilterReader.read(text) }
    }

    @Test func `is undecided while a field that matters is unknown`() throws {
        func decided(_ text: String) throws -> Bool? {
            try ODataFilterReader.read(text).holds {
                $0 == "Perioden" ? .known(.text("2019JJ00")) : .unknown
            }
        }
        #expect(try decided("Gebied eq 'x'") == nil)
        #expect(try decided("Gebied eq 'x' and Perioden eq '2018JJ00'") == false)
        #expect(try decided("Gebied eq 'x' or Perioden eq '2019JJ00'") == true)
        #expect(try decided("not (Perioden eq '2019JJ00')") == false)
    }
}
