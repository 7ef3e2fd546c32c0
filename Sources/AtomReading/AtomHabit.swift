/// The bytes that followed a tag the last time: text that is not wanted, then a tag.
///
/// Equal bytes after the same tag have the same meaning again.
struct AtomHabit {
    /// The kind of a tag.
    enum TagKind: UInt8 {
        case start, empty, end
    }

    /// The number of bytes; 0 if nothing is remembered.
    var length = 0
    /// The kind of the tag at their end.
    var kind = TagKind.start
    /// The name of the tag.
    var name: Int32 = 0
    /// The meaning of its attributes.
    var marks: AtomMarks = []
    /// The meaning of the element.
    var element = AtomElement.other
    /// The start of the tag in the bytes.
    var tag = 0
    /// The number of bytes of the tag's name.
    var nameLength = 0
    /// The number of line ends, all before the tag.
    var lines = 0
    /// The position after the last of these line ends.
    var lineEnd = 0

    /// The largest number of bytes that is remembered.
    static let longest = 256
}

/// Classes of bytes for ``AtomScanner``.
enum AtomByte {
    /// True for bytes that are text in every context, and no line end.
    @inline(__always)
    static func isPlain(_ byte: UInt8) -> Bool { unsafe plain[Int(byte)] }

    /// True for a byte that may start a name, of those that the scanner supports.
    static func startsName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F
    }

    /// True for a byte that may be in a name, of those that the scanner supports.
    static func isInName(_ byte: UInt8) -> Bool {
        startsName(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
    }

    /// The end of the name that starts at `start`; nil if no supported name starts there.
    static func endOfName(_ text: AtomText, from start: Int) -> Int? {
        var position = start
        var colons = 0
        while true {
            guard startsName(text[position]) else { return position == text.count ? position : nil }
            while isInName(text[position]) { position += 1 }
            guard text[position] == 0x3A, colons == 0 else { return text[position] == 0x3A ? nil : position }
            colons += 1
            position += 1
        }
    }

    /// True for the blanks of XML.
    static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 9 || byte == 13 }

    /// By byte; never changed and never freed, so that a look-up costs next to nothing.
    nonisolated(unsafe) private static let plain: UnsafePointer<Bool> = {
        let table = UnsafeMutablePointer<Bool>.allocate(capacity: 256)
        for byte in 0..<256 {
            // U+FFFE and U+FFFF are not characters of XML; their encoding starts with EF, as some others do.
            let isPlain = (byte >= 0x20 || byte == 9) && byte != 0xEF && ![0x26, 0x3C, 0x5D].contains(byte)
            unsafe (table + byte).initialize(to: isPlain)
        }
        return unsafe UnsafePointer(table)
    }()
}
