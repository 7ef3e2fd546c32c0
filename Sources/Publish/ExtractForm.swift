import Statistics

/// One form of an extract: how a table of one period is written as bytes.
///
/// A row's bytes depend on that row only, so an extract can be put together from rows of an earlier one.
protocol ExtractForm: Sendable {
    /// What the file is called behind data set and period, for example `.csv`.
    var suffix: String { get }
    /// The media type.
    var mediaType: String { get }
    /// The bytes before the first row.
    var head: [UInt8] { get }
    /// The bytes behind the last row.
    var tail: [UInt8] { get }
    /// Appends the bytes of a row with one value for each column.
    func append(_ region: RegionIndex, _ values: [Value], to bytes: inout [UInt8])
}

extension [UInt8] {
    /// Appends text as UTF-8.
    mutating func append(_ text: StaticString) {
        // The literal lives as long as the program, and its length is known.
        unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a number in units of its last decimal, right-aligned in at least `width` bytes.
    mutating func append(_ number: Int64, decimals: Int, width: Int) {
        var digits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        // 32 bytes hold 19 digits, a point and a sign.
        unsafe Swift.withUnsafeMutableBytes(of: &digits) { buffer in
            var end = 32
            var rest = number.magnitude
            var written = 0
            repeat {
                end -= 1
                unsafe buffer[end] = UInt8(48 + rest % 10)
                rest /= 10
                written += 1
                if written == decimals, decimals > 0 {
                    end -= 1
                    unsafe buffer[end] = 46
                    if rest == 0 {
                        end -= 1
                        unsafe buffer[end] = 48
                    }
                }
            } while rest > 0 || written < decimals
            if number < 0 {
                end -= 1
                unsafe buffer[end] = 45
            }
            for _ in 0..<Swift.max(0, width - (32 - end)) { append(32) }
            unsafe append(contentsOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[end...]))
        }
    }

    /// Appends a value as StatLine writes it: padded to eight, `.` for what is missing, blank for blank.
    mutating func append(padded value: Value, decimals: Int) {
        switch value {
        case .number(let number): append(number, decimals: decimals, width: 8)
        case .missing(.blank): append("        ")
        case .missing(.secret): append("       x")
        case .missing, .unreadable: append("       .")
        }
    }
}
