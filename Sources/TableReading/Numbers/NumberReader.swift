package import Codebook
package import Statistics

/// Reads the text of one cell as a value of its topic.
///
/// Most cells are blanks, a sign, digits, a point and digits, and are read in one pass over the bytes.
/// ``NumberText`` reads all others.
package struct NumberReader: Sendable {
    /// The notation of numbers.
    package enum Notation: Hashable, Sendable {
        /// For people: thousands may be grouped, and the decimal mark may be a comma.
        case display
        /// For programs: the forms of `xs:double`, with a point and perhaps an exponent.
        case typed
    }

    /// A value, and the decimal mark without which it cannot be read, if any.
    package typealias Reading = (value: Value, mark: DecimalMark?)

    /// The notation of the delivery.
    package var notation = Notation.display
    /// The accepted symbols for missing figures.
    package var symbols = SymbolProfile.modern

    /// The powers of ten for scaling plain numbers.
    private static let powers: [Int64] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]

    /// Reads a cell in ASCII or UTF-8, with or without padding.
    ///
    /// - Parameters:
    ///   - bytes: The text of the cell.
    ///   - decimals: The number of decimals of its topic.
    /// - Returns: The value, and the decimal mark that it is evidence for.
    @inline(__always)
    package func read(_ bytes: UnsafeRawBufferPointer, decimals: Int) -> Reading {
        // Every index is below the count.
        let count = bytes.count
        var position = 0
        while position < count, unsafe bytes[position] == 0x20 { position += 1 }
        var isNegative = false
        if position < count, unsafe bytes[position] == 0x2D {
            isNegative = true
            position += 1
        }
        let first = position
        var number: Int64 = 0
        while position < count, case let digit = unsafe bytes[position] &- 0x30, digit < 10 {
            number = number &* 10 &+ Int64(digit)
            position += 1
        }
        let whole = position - first
        if whole == 0, !isNegative {
            if position == count { return (.missing(.blank), nil) }
            if position + 1 == count, unsafe bytes[position] == 0x2E { return (.missing(.unknown), nil) }
        }
        guard whole > 0, whole <= 9, decimals < Self.powers.count else {
            return unsafe NumberText.read(bytes, decimals: decimals, by: self)
        }
        var missing = decimals
        var mark: DecimalMark?
        if position < count, decimals > 0, unsafe bytes[position] == 0x2E {
            mark = .point
            position += 1
            while missing > 0, position < count, case let digit = unsafe bytes[position] &- 0x30, digit < 10 {
                number = number &* 10 &+ Int64(digit)
                missing -= 1
                position += 1
            }
            // A point without decimals, or with more than the topic has.
            guard missing < decimals else {
                return unsafe NumberText.read(bytes, decimals: decimals, by: self)
            }
        }
        while position < count, unsafe bytes[position] == 0x20 { position += 1 }
        guard position == count else { return unsafe NumberText.read(bytes, decimals: decimals, by: self) }
        number = number &* Self.powers[missing]
        return (.number(isNegative ? -number : number), notation == .display ? mark : nil)
    }
}
