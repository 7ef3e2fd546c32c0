/// The text of a cell as spreadsheets, editors and programs leave it, reduced to what was meant.
///
/// Cells are read as they are first; this is for those that then are no code, period or number.
public enum DeliveredText {
    /// The text without what is not seen or says that it is text.
    ///
    /// Taken off are blanks and quotation marks around it, zero-width characters anywhere, the apostrophe in front by
    /// which spreadsheets keep a text (`'GM0363`), and the formula that exports write for the same end (`="GM0363"`).
    public static func bare(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var text = trimmed(visible(Array(bytes)))
        if text.count > 4, text.starts(with: [0x3D, 0x22, 0x22]), text.suffix(2) == [0x22, 0x22] {
            // The marks inside a quoted field, each written twice.
            text = trimmed(Array(text[3..<text.count - 2]))
        } else if text.count > 2, text[0] == 0x3D, text[1] == 0x22, text.last == 0x22 {
            text = trimmed(Array(text[2..<text.count - 1]))
        }
        if text.count > 1, text[0] == 0x27 {
            text = trimmed(Array(text.dropFirst()))
        } else if text.count > 3,
            text.starts(with: [0xE2, 0x80, 0x98]) || text.starts(with: [0xE2, 0x80, 0x99])
        {
            text = trimmed(Array(text.dropFirst(3)))
        }
        return text
    }

    /// A code without the decimals that programs add to whole numbers: `3.0` is 3, and `2019.0` is 2019.
    public static func code(_ bytes: some Sequence<UInt8>) -> [UInt8] { wholeNumber(bare(bytes)) }

    /// The form in which codes of rows are compared: lower-case letters and digits, so that `mbo-1`, `MBO 1` and `mbo1`
    /// are one code.
    ///
    /// A number is compared as one: `04` is 4, but `-1`, which stands for no value, is not 1, and `1.5` is not 15.
    public static func comparedCode(_ text: String) -> String {
        if let number = comparedNumber(wholeNumber(signed(text.utf8))) { return number }
        let bytes = text.lowercased().utf8.filter { byte in
            (97...122).contains(byte) || isDigit(byte) || byte >= 128
        }
        return comparedNumber(bytes) ?? String(decoding: bytes, as: UTF8.self)
    }

    /// A number without zeros before it, and with a point before its decimals; nil for any other text.
    private static func comparedNumber(_ text: [UInt8]) -> String? {
        let sign = text.prefix { $0 == 0x2D }
        let parts = text[sign.count...].split(
            maxSplits: 1,
            omittingEmptySubsequences: false
        ) { $0 == 0x2E || $0 == 0x2C }
        guard sign.count <= 1, let last = parts[0].last, parts.joined().allSatisfy(isDigit) else {
            return nil
        }
        let whole = parts[0].dropLast().drop { $0 == 0x30 } + [last]
        let decimals = parts.count > 1 && !parts[1].isEmpty ? [0x2E] + parts[1] : []
        return String(decoding: sign + whole + decimals, as: UTF8.self)
    }

    /// Digits, perhaps behind a minus, without a decimal sign and zeros behind them; any other text as it is.
    public static func wholeNumber(_ text: [UInt8]) -> [UInt8] {
        let start = text.first == 0x2D ? 1 : 0
        guard let mark = text.firstIndex(where: { $0 == 0x2E || $0 == 0x2C }), mark > start,
            text[start..<mark].allSatisfy(isDigit), mark + 1 < text.count,
            text[(mark + 1)...].allSatisfy({ $0 == 0x30 })
        else { return text }
        return Array(text[..<mark])
    }

    /// A number with a plain minus right before its digits, instead of a typeset one, a dash, or one with a blank
    /// behind it.
    public static func signed(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let text = bare(bytes)
        let dashes: [[UInt8]] = [
            [0x2D], [0xE2, 0x88, 0x92], [0xE2, 0x80, 0x93], [0xE2, 0x80, 0x90], [0xE2, 0x80, 0x91],
        ]
        guard let dash = dashes.first(where: { text.starts(with: $0) }) else { return text }
        let digits = trimmed(Array(text.dropFirst(dash.count)))
        guard let first = digits.first, isDigit(first) || first == 0x2E || first == 0x2C else { return text }
        return [0x2D] + digits
    }

    /// A number as in ``signed(_:)``, without what binary arithmetic left behind its decimals.
    ///
    /// - Parameters:
    ///   - bytes: The text of a number, with a point or a comma.
    ///   - decimals: The most decimals that belong there.
    /// - Returns: The number without noise; any other text as it is.
    public static func number(_ bytes: some Sequence<UInt8>, decimals: Int) -> [UInt8] {
        let text = signed(bytes)
        let start = text.first == 0x2D ? 1 : 0
        guard let mark = text.firstIndex(where: { $0 == 0x2E || $0 == 0x2C }), mark > start,
            text.count - mark - 1 > decimals, text[start..<mark].allSatisfy(isDigit),
            text[(mark + 1)...].allSatisfy(isDigit)
        else { return text }
        let written = Array((text[start..<mark] + text[(mark + 1)...]).map { $0 - 0x30 }.drop { $0 == 0 })
        if written.isEmpty { return [0x30] }
        // The fewest decimals behind which there is nothing but noise.
        for fewest in 0...decimals {
            var (digits, fraction) = (written, text.count - mark - 1)
            BinaryNoise.remove(from: &digits, fraction: &fraction, decimals: fewest)
            guard fraction <= fewest else { continue }
            digits.insert(contentsOf: repeatElement(0, count: max(0, fraction + 1 - digits.count)), at: 0)
            let (whole, decimal) = (digits.dropLast(fraction), digits.suffix(fraction))
            return text[..<start] + whole.map { $0 + 0x30 }
                + (decimal.isEmpty ? [] : [text[mark]] + decimal.map { $0 + 0x30 })
        }
        return text
    }

    /// True if this is how spreadsheets write a long whole number: `1,00000E+15`.
    public static func isScientific(_ bytes: some Sequence<UInt8>) -> Bool {
        var rest = bare(bytes)[...]
        func digits() -> Int {
            let count = rest.prefix(while: isDigit).count
            rest = rest.dropFirst(count)
            return count
        }
        guard digits() > 0 else { return false }
        if rest.first == 0x2E || rest.first == 0x2C {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        guard rest.first == 0x45 || rest.first == 0x65 else { return false }
        rest = rest.dropFirst()
        if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
        return digits() > 0 && rest.isEmpty
    }

    /// True if a text has the length and an exponent of a number in scientific notation, looked at cheaply.
    public static func mayBeScientific(_ text: UnsafeRawBufferPointer) -> Bool {
        guard (4...24).contains(text.count) else { return false }
        // Safe: the positions lie in the text; the exponent has one to three digits, and a sign.
        return (2...5).contains { back in
            guard back < text.count else { return false }
            let byte = unsafe text[text.count - back]
            return byte == 0x45 || byte == 0x65
        }
    }

    /// The text without zero-width characters: joiners and marks of direction, order and hyphenation.
    private static func visible(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(where: { $0 == 0xE2 || $0 == 0xEF || $0 == 0xC2 }) else { return text }
        var visible: [UInt8] = []
        var position = 0
        while position < text.count {
            let rest = text[position...]
            if rest.starts(with: [0xE2, 0x80]), rest.count > 2, (0x8B...0x8F).contains(text[position + 2]) {
                position += 3
            } else if rest.starts(with: [0xE2, 0x81, 0xA0]) || rest.starts(with: [0xEF, 0xBB, 0xBF]) {
                position += 3
            } else if rest.starts(with: [0xC2, 0xAD]) {
                position += 2
            } else {
                visible.append(text[position])
                position += 1
            }
        }
        return visible
    }

    /// The text without blanks around it, no-break ones too.
    private static func trimmed(_ text: [UInt8]) -> [UInt8] {
        var rest = text[...]
        while true {
            if let byte = rest.first, isBlank(byte) {
                rest = rest.dropFirst()
            } else if let byte = rest.last, isBlank(byte) {
                rest = rest.dropLast()
            } else if rest.starts(with: [0xC2, 0xA0]) {
                rest = rest.dropFirst(2)
            } else if rest.suffix(2).elementsEqual([0xC2, 0xA0]) {
                rest = rest.dropLast(2)
            } else {
                return Array(rest)
            }
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 9 && byte <= 13) }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
