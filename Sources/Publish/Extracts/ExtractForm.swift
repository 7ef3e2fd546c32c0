import Statistics

/// One form of an extract: how a table of one period is written as bytes.
///
/// A row's bytes depend on that row only, so a correction changes just the lines that it is about.
protocol ExtractForm: Sendable {
    /// What the file is called behind data set and period, for example `.csv`.
    var suffix: String { get }
    /// The media type.
    var mediaType: String { get }
    /// The bytes before the first row.
    var head: [UInt8] { get }
    /// The bytes behind the last row.
    var tail: [UInt8] { get }
    /// A digest of everything in the file but the figures: of two extracts with the same layout, rows of the
    /// same figures are the same bytes.
    var layout: String { get }
    /// Appends the bytes of a row with one value for each column.
    func append(_ region: RegionIndex, _ values: [Value], to bytes: inout [UInt8])
}

extension [UInt8] {
    /// Appends text as UTF-8.
    mutating func append(_ text: StaticString) {
        // The literal lives as long as the program, and its length is known.
        unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a number in units of its last decimal, right-aligned in at least `width` bytes, 32 at most.
    mutating func append(_ number: Int64, decimals: Int, width: Int) {
        var text = (UInt64.max, UInt64.max, UInt64.max, UInt64.max)
        // 32 bytes hold 19 digits, a point and a sign, and the width is never more.
        unsafe Swift.withUnsafeMutableBytes(of: &text) { buffer in
            var end = 32
            var rest = number.magnitude
            var written = 0
            repeat {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                end -= 1
                unsafe buffer[end] = UInt8(truncatingIfNeeded: 48 + digit)
                rest = quotient
                written += 1
                if written == decimals {
                    end -= 1
                    unsafe buffer[end] = 46
                }
            } while rest > 0 || written <= decimals
            if number < 0 {
                end -= 1
                unsafe buffer[end] = 45
            }
            while 32 - end < width {
                end -= 1
                unsafe buffer[end] = 32
            }
            unsafe append(
                contentsOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[end...])
            )
        }
    }

    /// Appends a value as StatLine writes it: padded to eight, `.` for what is missing, blank for blank.
    mutating func append(padded value: Value, decimals: Int) {
        switch value {
        case .number(let number): append(number, decimals: decimals, width: Value.width)
        case .missing(.blank): append("        ")
        case .missing(.secret): append("       x")
        case .missing, .unreadable: append("       .")
        }
    }
}

extension Value {
    /// How wide StatLine writes a value at least.
    static let width = 8

    /// Whether the value is written with blanks before it.
    func isPadded(decimals: Int) -> Bool {
        guard case .number(let number) = self else { return true }
        let digits = Self.width - 1 - (decimals > 0 ? 1 : 0) - (number < 0 ? 1 : 0)
        return decimals < digits
            && number.magnitude < (digits == 7 ? 10_000_000 : digits == 6 ? 1_000_000 : 100_000)
    }
}
