import Statistics
import Testing

@Suite struct `a delivered text` {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test(arguments: [
        "GM0363", " GM0363\u{A0}", "'GM0363", "=\"GM0363\"", "GM0363\u{200B}",
        "\u{FEFF}GM0363",
        "\u{2019}GM0363", "GM\u{AD}0363",
    ])
    func `loses what only keeps it a text or is not seen`(delivered: String) {
        #expect(text(DeliveredText.bare(delivered.utf8)) == "GM0363")
    }

    @Test(arguments: [
        ("3.0", "3"), ("2019.0", "2019"), ("2019,00", "2019"), ("3.5", "3.5"), (".0", ".0"), ("3.", "3."),
    ])
    func `that is a code loses the decimals of a whole number`(delivered: String, code: String) {
        #expect(text(DeliveredText.code(delivered.utf8)) == code)
    }

    @Test(arguments: ["-0.1", "- 0.1", "\u{2212}0.1", "\u{2013} 0.1", "'-0.1"])
    func `that is a number has a plain minus before its digits`(delivered: String) {
        #expect(text(DeliveredText.signed(delivered.utf8)) == "-0.1")
    }

    @Test(arguments: [
        ("1,00000E+15", true), ("1E5", true), ("1.2e-05", true), ("1E", false), ("E15", false),
        ("BU1E5", false), ("1000", false),
    ])
    func `tells scientific notation from other text`(delivered: String, isScientific: Bool) {
        #expect(DeliveredText.isScientific(delivered.utf8) == isScientific)
    }

    @Test(arguments: [
        ("4-dec", 4, 12), ("12-sep", 12, 9), ("dec-4", 12, 4), ("04-Dec", 4, 12), ("4-dec-2024", 4, 12),
        ("2024-12-04", 4, 12), ("04-12-2024", 4, 12),
    ])
    func `that a spreadsheet made a date of has its two numbers`(delivered: String, first: Int, second: Int)
        throws
    {
        let date = try #require(DatedText(delivered.utf8))
        #expect(date.numbers == (first, second))
    }

    @Test(arguments: [
        ("4/12", 4, 12), ("43438", 4, 12), ("43203", 13, 4), ("36526", 1, 1), ("36585", 29, 2),
        ("36586", 1, 3),
        ("45351", 29, 2), ("45352", 1, 3), ("54788", 31, 12),
    ])
    func `may be a day and a month, where a category is meant`(delivered: String, day: Int, month: Int) throws
    {
        let pair = try #require(DatedText.pair(delivered.utf8))
        #expect(pair == (day, month))
    }

    @Test(arguments: ["4-12", "4/12/2018", "12345", "54789", "4/x", "/", "434380"])
    func `is no pair of numbers otherwise`(delivered: String) {
        #expect(DatedText.pair(delivered.utf8) == nil)
    }

    @Test(arguments: ["4-12", "12.5", "1.000.000", "december", "4 dec feb", "0-4", "abc-4"])
    func `is no date where it has no month or year`(delivered: String) {
        #expect(DatedText(delivered.utf8) == nil)
    }

    @Test(arguments: [
        ["Bron: CBS"], ["Bron CBS"], ["Bron: CBS", "bewerking Gemeente"], ["* voorlopige cijfers"],
        ["\u{1A}"],
        ["Toelichting: zie de site"], ["Opgesteld door J. Jansen"], ["2019* voorlopig"],
        ["De cijfers zijn afgerond"], [". = gegevens geheim"], [".= geheim"], ["- = nihil"], ["x = geheim"],
        ["Totaal: 600"], ["2019: voorlopig"], ["1) inclusief instellingen"], ["--------"], ["======"],
        ["x : geheim"],
    ])
    func `under a table is a note`(fields: [String]) {
        #expect(TableNote.isNote(fields))
    }

    @Test(arguments: [
        ["2019", "GM03"], ["2019"], ["Bronckhorst", "GM1876"], ["GM0363"], [""], ["H-12", "2019"],
        ["Wijk 00", "WK036300"], ["Totaal"], ["Totaal", "600"], ["-"], ["."], ["12"], ["2019:"], ["1)"],
        ["-5"],
        ["x1"], ["2019;"],
    ])
    func `that is a row cut off is no note`(fields: [String]) {
        #expect(!TableNote.isNote(fields))
    }

    @Test(arguments: [
        ("mbo-1", "MBO 1"), ("04", "4"), ("00", "0"), ("8", "008"), ("HAVO", "havo"), ("3.0", "3"),
        ("−1", "-1"),
        ("-01.0", "-1"), ("1,5", "1.5"),
    ])
    func `that is a code is compared by its letters and digits`(one: String, other: String) {
        #expect(DeliveredText.comparedCode(one) == DeliveredText.comparedCode(other))
        #expect(!DeliveredText.comparedCode(one).isEmpty)
    }

    @Test(arguments: [
        ("40", "4"), ("4a", "04a"), ("10", "1"), ("-", "4"), ("-1", "1"), ("1.5", "15"), ("− 2", "2"),
    ])
    func `that is another code is another in this form`(one: String, other: String) {
        #expect(DeliveredText.comparedCode(one) != DeliveredText.comparedCode(other))
    }

    @Test(arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
    func `stands in a column with letters as in a spreadsheet`(position: Int, letter: String) {
        #expect(FieldName(position: position, header: "").letter == letter)
        #expect(FieldName(position: position, header: "").header == nil)
    }
}
