/// The lines of a list of regions: fields between separators, quoted where need be, each line with its number.
struct RegionsLines {
    /// One line.
    struct Line {
        /// The number, from 1.
        let number: Int
        /// The fields without quotation marks and without space around them.
        let fields: [String]
    }

    /// The lines that are not empty.
    let lines: [Line]

    /// Splits text at line ends outside quotation marks.
    init(_ text: String, separator: UInt8) {
        var lines: [Line] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var number = 1
        var start = 1
        var isQuoted = false
        var wasQuote = false
        func closeField() {
            fields.append(Self.trimmed(field))
            field.removeAll(keepingCapacity: true)
        }
        func closeLine() {
            closeField()
            if fields.contains(where: { !$0.isEmpty }) { lines.append(Line(number: start, fields: fields)) }
            fields = []
            start = number
        }
        for byte in text.utf8 where byte != 13 {
            if byte == 10 { number += 1 }
            if isQuoted {
                if byte == 34 {
                    isQuoted = false
                    wasQuote = true
                } else {
                    field.append(byte)
                }
                continue
            }
            switch byte {
            case 34 where wasQuote:
                field.append(34)
                isQuoted = true
            case 34 where field.allSatisfy({ $0 == 32 }):
                field.removeAll(keepingCapacity: true)
                isQuoted = true
            case separator: closeField()
            case 10: closeLine()
            default: field.append(byte)
            }
            wasQuote = false
        }
        closeLine()
        self.lines = lines
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 32 || $0 == 9 }
        let start = bytes.firstIndex { !isSpace($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
