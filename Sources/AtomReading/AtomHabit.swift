/// What followed a tag when it was met last: text that nobody wants, then a tag.
///
/// Where the same bytes follow the same tag again, they mean the same again.
struct AtomHabit {
    /// What kind of tag it is.
    enum Kind: UInt8 {
        case start, empty, end
    }

    /// How many bytes it has; 0 where nothing is remembered.
    var length = 0
    /// What kind of tag ends it.
    var kind = Kind.start
    /// The name of the tag.
    var name: Int32 = 0
    /// What its attributes say.
    var marks: AtomMarks = []
    /// What the element is.
    var element = AtomElement.other
    /// Where the tag starts in it.
    var tag = 0
    /// How many bytes the name of the tag has.
    var nameLength = 0
    /// How many lines end in it, all before the tag.
    var lines = 0
    /// Where the last of these lines ends.
    var lineEnd = 0

    /// The longest that is remembered.
    static let longest = 256
}

/// What kind of byte stands where text may be, for ``AtomScanner``.
enum AtomByte {
    /// True for what is text whatever stands around it, and no line end.
    @inline(__always)
    static func isPlain(_ byte: UInt8) -> Bool { unsafe plain[Int(byte)] }

    /// True for a byte that a name may start with, among those that the scanner knows.
    static func startsName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F
    }

    /// True for a byte that may stand in a name, among those that the scanner knows.
    static func isInName(_ byte: UInt8) -> Bool {
        startsName(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
    }

    /// Where the name ends that starts at `start`; nil where none starts there that the scanner knows.
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

    /// By byte; never changed and never freed, so that looking there costs nothing.
    nonisolated(unsafe) private static let plain: UnsafePointer<Bool> = {
        let table = UnsafeMutablePointer<Bool>.allocate(capacity: 256)
        for byte in 0..<256 {
            // U+FFFE and U+FFFF are no characters of XML; they start with EF, as some others do.
            let isPlain = (byte >= 0x20 || byte == 9) && byte != 0xEF && ![0x26, 0x3C, 0x5D].contains(byte)
            unsafe (table + byte).initialize(to: isPlain)
        }
        return unsafe UnsafePointer(table)
    }()
}
