import Codebook
import Statistics
import Testing

@testable import TableReading

@Suite struct `reading numbers` {
    @Test(arguments: [
        ("457400", 0, 457_400), ("  457400", 0, 457_400), ("       0", 0, 0), ("  -0.100", 3, -100),
        ("0.000", 3, 0), ("-0.000", 3, 0), ("20.8", 1, 208), ("20", 1, 200), ("    20.8  ", 1, 208),
        ("20.80", 1, 208), ("2900.0", 0, 2_900), (".045", 3, 45), ("-.1", 3, -100), ("+3", 0, 3),
        ("\u{A0}12.5\u{A0}", 1, 125), ("−0.100", 3, -100), ("20.800000000000001", 1, 208),
        ("0.30000000000000004", 1, 3), ("12.299999999999999", 1, 123), ("46.3999999999999", 1, 464),
        ("0.0999999999999", 1, 1), ("-0.19299999999", 3, -193), ("46.4000000001", 1, 464),
        ("19.999999999999999", 1, 200), ("007", 0, 7),
    ])
    func `knows points, padding and signs`(text: String, decimals: Int, number: Int64) {
        #expect(reading(text, decimals).value == .number(number))
    }

    @Test(arguments: [
        ("10.200", 0, 10_200, DecimalMark.comma), ("1.234.567", 0, 1_234_567, .comma),
        ("10,200", 0, 10_200, .point), ("1.234,5", 1, 12_345, .comma), ("1,234.5", 1, 12_345, .point),
        ("0,714", 3, 714, .comma), ("-0,100", 3, -100, .comma), ("20.8", 1, 208, .point),
        ("1.234.567,89", 2, 123_456_789, .comma), ("2900,0", 0, 2_900, .comma),
        ("1.234", 3, 1_234, .point), ("12,5", 1, 125, .comma),
    ])
    func `tells points from commas and thousands from decimals`(
        text: String,
        decimals: Int,
        number: Int64,
        mark: DecimalMark
    ) {
        let reading = reading(text, decimals)
        #expect(reading.value == .number(number))
        #expect(reading.mark == mark)
    }

    @Test(arguments: ["10 200", "10\u{A0}200", "10\u{202F}200", "10'200", "10’200"])
    func `takes other signs between thousands, which say nothing about the decimal mark`(text: String) {
        let reading = reading(text, 0)
        #expect(reading.value == .number(10_200))
        #expect(reading.mark == nil)
    }

    @Test(arguments: [
        ("1.00.0", 0), ("1.0000.000", 0), ("12,34.5", 1), ("1 00", 0), ("1.234,567.8", 1), ("1'234 567", 0),
        ("1234.567.890", 0),
    ])
    func `says where digits are grouped wrongly`(text: String, decimals: Int) {
        #expect(reading(text, decimals).value == .unreadable(.wrongGrouping))
        #expect(reading(text, decimals).mark == nil)
    }

    @Test(arguments: [
        ("12.4", 0), ("1234.567", 0), ("12.3456789012345678", 3),
    ])
    func `says where there are more decimals than the topic has`(text: String, decimals: Int) {
        #expect(reading(text, decimals).value == .unreadable(.tooManyDecimals))
    }

    @Test(arguments: [("0.500", 0), ("-0.022", 1), ("0.1234", 3)])
    func `says where a fraction has more decimals than the topic`(text: String, decimals: Int) {
        #expect(reading(text, decimals).value == .unreadable(.fraction))
    }

    @Test func `reads a minus sign that a blank parts from its number`() {
        #expect(reading("- 1", 0).value == .number(-1))
    }

    @Test func `says where a number is written with an exponent`() {
        #expect(reading("1e3", 1).value == .unreadable(.scientific))
    }

    @Test(arguments: [
        "Amsterdam", "12a", "--1", "5.", "٣", "0x10", "1-2", ",", "'", "#", "€", "()", "1/2/3",
    ])
    func `says where there is no number`(text: String) {
        #expect(reading(text, 1).value == .unreadable(.notANumber))
    }

    @Test(arguments: [
        ("€ 4700", Value.Fault.currency), ("4.700,-", .currency), ("EUR 12.5", .currency),
        ("12,5 €", .currency),
        ("(0.1)", .minusElsewhere), ("0.1-", .minusElsewhere), ("0,1−", .minusElsewhere),
        ("4/12", .date), ("1/2", .date), ("4-dec", .date), ("#N/A", .spreadsheetError),
        ("#DEEL/0!", .spreadsheetError),
        ("NULL", .missingWord), ("x", .missingWord), ("n.v.t.", .missingWord), ("-", .missingWord),
        ("..", .missingWord),
        ("NaN", .missingWord), ("<5", .bound), ("< 10", .bound), ("≤5", .bound), ("46.4*", .annotated),
        ("46.4 (voorlopig)", .annotated), ("ca. 600", .annotated), ("600 huishoudens", .annotated),
        ("46 %", .percentSign),
    ])
    func `says what people and programs write in the place of a number`(text: String, fault: Value.Fault) {
        #expect(reading(text, 1).value == .unreadable(fault))
    }

    @Test(arguments: [("12.29999", 1), ("46.39999999", 1), ("0.4641234567890", 1)])
    func `takes no written decimals for noise`(text: String, decimals: Int) {
        #expect(reading(text, decimals).value.number == nil)
    }

    @Test(arguments: ["4503599627370497", "99999999999999999999", String(repeating: "9", count: 400)])
    func `says where a number is larger than any`(text: String) {
        #expect(reading(text, 0).value == .unreadable(.tooLarge))
    }

    @Test func `reaches the largest number in both directions`() {
        #expect(reading("4503599627370496", 0).value == .number(Value.limit))
        #expect(reading("-4503599627370496", 0).value == .number(-Value.limit))
        #expect(reading("0." + String(repeating: "0", count: 400), 1).value == .number(0))
        #expect(reading(String(repeating: "0", count: 400) + "7", 0).value == .number(7))
    }

    @Test(arguments: [
        ("", Value.Symbol.blank), ("        ", .blank), ("\u{A0}", .blank), (".", .unknown),
        ("       .", .unknown),
    ])
    func `knows the symbols of today`(text: String, symbol: Value.Symbol) {
        #expect(reading(text, 1).value == .missing(symbol))
    }

    @Test(arguments: [
        ("x", Value.missing(.secret)), ("  X ", .missing(.secret)), ("-", .number(0)),
        (".", .missing(.unknown)), ("", .missing(.blank)), ("0", .number(0)),
    ])
    func `knows the symbols of older tables where the codebook says so`(text: String, value: Value) {
        #expect(reading(text, 0, NumberReader(symbols: .legacy)).value == value)
    }

    @Test(arguments: [
        ("1.382E3", 0, 1_382), ("2.08e1", 1, 208), ("-1E-1", 3, -100), ("1e+2", 0, 100), ("5.", 0, 5),
        ("457400.0", 0, 457_400), ("10.200", 1, 102), ("20.800000000000001", 1, 208), ("0E99999", 0, 0),
    ])
    func `knows the forms of programs in typed feeds`(text: String, decimals: Int, number: Int64) {
        #expect(reading(text, decimals, NumberReader(notation: .typed)).value == .number(number))
    }

    @Test(arguments: ["10,5", "INF", "1e", "e5", "1.2.3", "1 000", "1e5.5"])
    func `takes nothing else from typed feeds`(text: String) {
        #expect(reading(text, 1, NumberReader(notation: .typed)).value == .unreadable(.notANumber))
    }

    @Test func `finds huge exponents too large, and tiny ones too precise`() {
        let typed = NumberReader(notation: .typed)
        #expect(reading("NaN", 1, typed).value == .unreadable(.missingWord))
        #expect(reading("1e999999999999", 0, typed).value == .unreadable(.tooLarge))
        #expect(reading("1e-999999999999", 0, typed).value == .unreadable(.tooManyDecimals))
    }

    private func reading(_ text: String, _ decimals: Int, _ reader: NumberReader = NumberReader())
        -> NumberReader.Reading
    {
        unsafe Array(text.utf8).withUnsafeBytes { unsafe reader.read($0, decimals: decimals) }
    }
}
