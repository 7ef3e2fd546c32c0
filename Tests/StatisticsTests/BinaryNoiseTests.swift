import Statistics
import Testing

@Suite struct `a number with the noise of binary arithmetic` {
    private func read(_ text: String) -> String {
        String(decoding: DeliveredText.number(text.utf8, decimals: 6), as: UTF8.self)
    }

    @Test(arguments: [
        ("0.30000000000000004", "0.3"), ("0,30000000000000004", "0,3"), ("12.2999999999", "12.3"),
        ("-0.30000000000000004", "-0.3"), ("27336.999999999996", "27337"), ("1999.9999999999998", "2000"),
        ("0.000000", "0.000000"), ("17500.00000000", "17500"), ("= \"1\"", "= \"1\""),
        ("0.09999999999999999", "0.1"),
        ("99.99999999999999", "100"), ("0.00000000000000", "0"),
    ])
    func `loses it`(text: String, number: String) { #expect(read(text) == number) }

    @Test(arguments: ["0.1234567", "1.23456789", "27337", "1.234.567", "x", "", ".", "1.", "-", "1e5"])
    func `keeps decimals that are none of it, and any other text`(text: String) {
        #expect(read(text) == text)
    }
}
