extension UnsafeRawBufferPointer {
    /// The bytes without surrounding blanks: spaces, tabs, line ends and no-break spaces in UTF-8.
    @inline(__always)
    package var unpadded: UnsafeRawBufferPointer {
        // Both bounds stay inside the buffer.
        var start = 0
        var end = count
        while start < end {
            if unsafe Self.isBlank(self[start]) {
                start += 1
            } else if start + 1 < end, unsafe self[start] == 0xC2, unsafe self[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while start < end {
            if unsafe Self.isBlank(self[end - 1]) {
                end -= 1
            } else if end - 2 >= start, unsafe self[end - 1] == 0xA0, unsafe self[end - 2] == 0xC2 {
                end -= 2
            } else {
                break
            }
        }
        return unsafe UnsafeRawBufferPointer(rebasing: self[start..<end])
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 9 && byte <= 13) }
}

extension String {
    /// The text without the surrounding blanks that XML allows anywhere.
    package var unpadded: String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
        var rest = utf8[...]
        while let first = rest.first, isBlank(first) { rest.removeFirst() }
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(decoding: rest, as: UTF8.self)
    }
}
