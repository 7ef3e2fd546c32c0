import Codebook
import Statistics

/// The text of a cell that is not a plain number: symbols, grouped digits, commas, exponents, and unreadable
/// text.
struct NumberText {
    /// The signs that can group thousands.
    private enum Sign: Hashable {
        case point, comma, blank, apostrophe
    }

    /// Reads a cell in ASCII or UTF-8.
    static func read(_ bytes: UnsafeRawBufferPointer, decimals: Int, by reader: NumberReader)
        -> NumberReader.Reading
    {
        var text = unsafe trimmed(bytes)
        if isOdd(text) { text = DeliveredText.signed(text) }
        if let symbol = symbol(text, reader.symbols) { return (symbol, nil) }
        var rest = text[...]
        let isNegative = takeSign(&rest)
        switch reader.notation {
        case .typed: return (typed(rest, isNegative: isNegative, decimals: decimals), nil)
        case .display: return display(rest, isNegative: isNegative, decimals: decimals)
        }
    }

    /// True if spreadsheets or editors put something before or into the number.
    private static func isOdd(_ text: [UInt8]) -> Bool {
        guard text.count > 1 else { return false }
        return text[0] == 0x3D || text[0] == 0x27 || (text[0] == 0x2D && isBlank(text[1]))
            || text.contains { $0 == 0xE2 || $0 == 0xEF || $0 == 0xC2 }
    }

    private static func symbol(_ text: [UInt8], _ profile: SymbolProfile) -> Value? {
        if text.isEmpty { return .missing(.blank) }
        guard text.count == 1 else { return nil }
        switch text[0] {
        case 0x2E: return .missing(.unknown)
        case 0x78 where profile == .legacy, 0x58 where profile == .legacy: return .missing(.secret)
        case 0x2D where profile == .legacy: return .number(0)
        default: return nil
        }
    }

    /// Removes a sign from the front; returns true for a minus.
    private static func takeSign(_ text: inout ArraySlice<UInt8>) -> Bool {
        if text.first == 0x2D {
            text = text.dropFirst()
            return true
        }
        if text.first == 0x2B {
            text = text.dropFirst()
        } else if text.starts(with: [0xE2, 0x88, 0x92]) {
            text = text.dropFirst(3)
            return true
        }
        return false
    }

    private static func typed(_ text: ArraySlice<UInt8>, isNegative: Bool, decimals: Int) -> Value {
        var digits: [UInt8] = []
        var fraction: Int?
        var rest = text
        while let byte = rest.first, byte != 0x65, byte != 0x45 {
            rest = rest.dropFirst()
            if byte == 0x2E, fraction == nil {
                fraction = 0
            } else if byte >= 0x30, byte <= 0x39 {
                digits.append(byte - 0x30)
                fraction = fraction.map { $0 + 1 }
            } else {
                return .unreadable(OddNumber(text).fault)
            }
        }
        guard !digits.isEmpty else { return .unreadable(OddNumber(text).fault) }
        var exponent = 0
        if !rest.isEmpty {
            rest = rest.dropFirst()
            let goesDown = takeSign(&rest)
            guard !rest.isEmpty, rest.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
                return .unreadable(.notANumber)
            }
            for byte in rest { exponent = min(exponent * 10 + Int(byte - 0x30), 100_000) }
            if goesDown { exponent = -exponent }
        }
        return DecimalDigits(digits: digits, fraction: (fraction ?? 0) - exponent)
            .value(isNegative: isNegative, decimals: decimals)
    }

    private static func display(_ text: ArraySlice<UInt8>, isNegative: Bool, decimals: Int)
        -> NumberReader.Reading
    {
        guard let (digits, signs) = split(text) else { return (.unreadable(cause(text)), nil) }
        let points = signs.count { $0.sign == .point }
        let commas = signs.count { $0.sign == .comma }
        var groups = signs
        var mark: Sign?
        if let last = signs.last, last.sign == .point || last.sign == .comma {
            let others = signs.count - (last.sign == .point ? points : commas)
            let alone = (last.sign == .point ? points : commas) == 1
            // A single sign, or one behind another kind, is the decimal mark; unless it is the only one, in a
            // topic without decimals, before three digits: `10.200`.
            let groupsThousands = others == 0 && decimals == 0 && isThousands(digits, at: last.after)
            if alone, !groupsThousands {
                mark = last.sign
                groups.removeLast()
            }
        }
        let fraction = mark == nil ? 0 : digits.count - signs[signs.count - 1].after
        if mark != nil, fraction == 0 { return (.unreadable(.notANumber), nil) }
        guard isGrouped(groups, whole: digits.count - fraction) else {
            return (.unreadable(.wrongGrouping), nil)
        }
        let value = DecimalDigits(digits: digits, fraction: fraction)
            .value(isNegative: isNegative, decimals: decimals)
        if value == .unreadable(.tooManyDecimals),
            digits.prefix(digits.count - fraction).allSatisfy({ $0 == 0 })
        {
            return (.unreadable(.fraction), nil)
        }
        guard value.number != nil else { return (value, nil) }
        switch mark ?? groups.first?.sign {
        case .point: return (value, mark == nil ? .comma : .point)
        case .comma: return (value, mark == nil ? .point : .comma)
        default: return (value, nil)
        }
    }

    /// The reason why a text is no number.
    private static func cause(_ text: ArraySlice<UInt8>) -> Value.Fault {
        DeliveredText.isScientific(text) ? .scientific : OddNumber(text).fault
    }

    /// True if a sign after that many digits separates thousands from the last three digits.
    private static func isThousands(_ digits: [UInt8], at position: Int) -> Bool {
        (1...3).contains(position) && digits.count - position == 3 && digits[0] != 0
    }

    /// True if the signs separate the whole digits in groups of three, all in the same way.
    private static func isGrouped(_ groups: [(sign: Sign, after: Int)], whole: Int) -> Bool {
        guard let first = groups.first else { return true }
        guard (1...3).contains(first.after), groups.allSatisfy({ $0.sign == first.sign }) else {
            return false
        }
        for (position, group) in groups.enumerated() {
            let next = position + 1 < groups.count ? groups[position + 1].after : whole
            if next - group.after != 3 { return false }
        }
        return true
    }

    /// Separates digits and signs; nil for any other character, or without a digit.
    private static func split(_ text: ArraySlice<UInt8>) -> (
        digits: [UInt8], signs: [(sign: Sign, after: Int)]
    )? {
        var digits: [UInt8] = []
        var signs: [(sign: Sign, after: Int)] = []
        var rest = text
        while let byte = rest.first {
            if byte >= 0x30, byte <= 0x39 {
                digits.append(byte - 0x30)
                rest = rest.dropFirst()
                continue
            }
            let (sign, length): (Sign, Int)
            switch byte {
            case 0x2E: (sign, length) = (.point, 1)
            case 0x2C: (sign, length) = (.comma, 1)
            case 0x20: (sign, length) = (.blank, 1)
            case 0x27: (sign, length) = (.apostrophe, 1)
            default:
                if rest.starts(with: [0xE2, 0x80, 0x99]) {
                    (sign, length) = (.apostrophe, 3)
                } else if let blank = blanks.first(where: { rest.starts(with: $0) }) {
                    (sign, length) = (.blank, blank.count)
                } else {
                    return nil
                }
            }
            signs.append((sign, digits.count))
            rest = rest.dropFirst(length)
        }
        return digits.isEmpty ? nil : (digits, signs)
    }

    /// The blanks of other typesetters: no-break, figure, thin, narrow no-break.
    private static let blanks: [[UInt8]] = [
        [0xC2, 0xA0], [0xE2, 0x80, 0x87], [0xE2, 0x80, 0x89], [0xE2, 0x80, 0xAF],
    ]

    /// The text without surrounding blanks.
    private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var text = unsafe ArraySlice(bytes)
        while true {
            if let byte = text.first, isBlank(byte) {
                text = text.dropFirst()
            } else if let byte = text.last, isBlank(byte) {
                text = text.dropLast()
            } else if let blank = blanks.first(where: { text.starts(with: $0) }) {
                text = text.dropFirst(blank.count)
            } else if let blank = blanks.first(where: { text.suffix($0.count).elementsEqual($0) }) {
                text = text.dropLast(blank.count)
            } else {
                return Array(text)
            }
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 9 && byte <= 13) }
}
