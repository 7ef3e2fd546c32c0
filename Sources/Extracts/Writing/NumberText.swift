/// Numbers and fixed texts, as they may stand in an extract.
extension [UInt8] {
    /// Appends text as UTF-8.
    package mutating func append(_ text: StaticString) {
        // The literal lives as long as the program, and its length is known.
        unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a number in units of its last decimal, right-aligned in at least `width` bytes, 32 at most.
    package mutating func append(_ number: Int64, decimals: Int, width: Int) {
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
}
