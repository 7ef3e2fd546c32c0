import Statistics

/// Splits a list of regions into lines of fields, quoted or not.
///
/// A quoted field contains the text between its quotation marks, doubled ones as one. If the marks do not
/// enclose the whole field, they are part of the text: names contain them, and external lists do not always
/// quote.
package struct RegionsLines {
    /// One line.
    package struct Line {
        /// The number, from 1.
        package let number: Int
        /// The fields, without surrounding space.
        package let fields: [String]
        /// The start of each field, from 1, in bytes.
        package let columns: [Int]
    }

    /// The lines that are not empty.
    package let lines: [Line]

    /// Splits UTF-8 text at its line ends: LF, CR LF or CR.
    package init(_ text: [UInt8], separator: UInt8) {
        var lines: [Line] = []
        var number = 0
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 10, text[end] != 13 { end += 1 }
            number += 1
            let line = Self.line(text[start..<end], number, separator)
            if line.fields.contains(where: { !$0.isEmpty }) { lines.append(line) }
            let isPair = end + 1 < text.count && text[end] == 13 && text[end + 1] == 10
            start = end + (isPair ? 2 : 1)
        }
        self.lines = lines
    }

    private static func line(_ bytes: ArraySlice<UInt8>, _ number: Int, _ separator: UInt8) -> Line {
        var fields: [String] = []
        var columns: [Int] = []
        var position = bytes.startIndex
        while true {
            while position < bytes.endIndex, isBlank(bytes[position]), bytes[position] != separator {
                position += 1
            }
            columns.append(position - bytes.startIndex + 1)
            if let (text, end) = quoted(bytes[position...], separator) {
                fields.append(text)
                position = end
            } else {
                let end = bytes[position...].firstIndex(of: separator) ?? bytes.endIndex
                var last = end
                while last > position, isBlank(bytes[last - 1]) { last -= 1 }
                fields.append(String(decoding: bytes[position..<last], as: UTF8.self))
                position = end
            }
            guard position < bytes.endIndex else { break }
            position += 1
        }
        return Line(number: number, fields: fields, columns: columns)
    }

    /// A quoted field and its end; nil if the marks do not enclose the whole field.
    private static func quoted(_ bytes: ArraySlice<UInt8>, _ separator: UInt8) -> (String, Int)? {
        guard bytes.first == 34 else { return nil }
        var text: [UInt8] = []
        var position = bytes.startIndex + 1
        while position < bytes.endIndex {
            if bytes[position] != 34 {
                text.append(bytes[position])
                position += 1
            } else if position + 1 < bytes.endIndex, bytes[position + 1] == 34 {
                text.append(34)
                position += 2
            } else {
                var end = position + 1
                while end < bytes.endIndex, isBlank(bytes[end]), bytes[end] != separator { end += 1 }
                guard end == bytes.endIndex || bytes[end] == separator else { return nil }
                while let last = text.last, isBlank(last) { text.removeLast() }
                let start = text.firstIndex { !isBlank($0) } ?? text.endIndex
                return (String(decoding: text[start...], as: UTF8.self), end)
            }
        }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
}
