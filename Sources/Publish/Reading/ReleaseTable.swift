import Files
import Foundation
import Glibc

/// One table of a release as its CSV says it: protected figures, by region.
///
/// Nothing but a release is read, so whoever shows what is in here shows what is published and no more.
package struct ReleaseTable: Sendable {
    /// A column of figures.
    package struct Column: Hashable, Sendable {
        /// The title, as in the header, without the unit.
        package let title: String
        /// The unit; empty without one.
        package let unit: String

        /// Creates a column.
        package init(title: String, unit: String) {
            self.title = title
            self.unit = unit
        }
    }

    /// The file it was read from.
    package let file: Manifest.File
    /// The period as the file writes it, with the mark of its status.
    package let period: String
    /// The columns of figures.
    package let columns: [Column]
    /// The codes of the regions, in the order of the file.
    package let codes: [String]
    /// The row of each code.
    package let rows: [String: Int]
    private let bytes: [UInt8]
    /// Where each row begins, and where the last one ends.
    ///
    /// Where the fields of a row stand is found when they are asked for: no page asks for all those of a country.
    private let starts: [UInt32]

    private static let quote = UInt8(ascii: "\"")

    /// Reads a table; nil where the file is not there, or is not the one that the manifest names.
    ///
    /// - Parameters:
    ///   - directory: The directory of the release.
    ///   - file: The file, of the form `statline-csv`.
    package init?(in directory: String, _ file: Manifest.File) {
        guard let bytes = ReadFile.regular(directory + "/" + file.path, limit: Int(file.bytes)),
            bytes.count == file.bytes
        else { return nil }
        self.init(bytes, file)
    }

    /// Reads the bytes of a table; nil where they are none, or have not as many rows as the manifest says.
    ///
    /// A figure that a row does not have is an empty text.
    package init?(_ bytes: [UInt8], _ file: Manifest.File) {
        self.file = file
        var lines = Self.lines(bytes)
        guard lines.count == file.rows + 2 else { return nil }
        let header = Self.fields(of: Int(lines[0])..<Int(lines[1]), in: bytes)
        guard header.count >= 4 else { return nil }
        lines.removeFirst()
        var codes: [String] = []
        codes.reserveCapacity(file.rows)
        for row in 0..<file.rows {
            guard let code = Self.field(2, of: Int(lines[row])..<Int(lines[row + 1]), in: bytes) else {
                return nil
            }
            codes.append(Self.text(bytes, code))
        }
        columns = header.dropFirst(3).map { Self.column(Self.text(bytes, $0)) }
        period =
            file.rows > 0
            ? Self.field(0, of: Int(lines[0])..<Int(lines[1]), in: bytes).map { Self.text(bytes, $0) } ?? ""
            : ""
        rows = Dictionary(codes.enumerated().map { ($1, $0) }) { _, last in last }
        self.bytes = bytes
        self.codes = codes
        starts = lines
    }

    /// The row of a region; nil where it has none.
    package func row(of code: String) -> Int? { rows[code] }

    /// The name of the region of a row.
    package func name(_ row: Int) -> String {
        Self.field(1, of: line(row), in: bytes).map { Self.text(bytes, $0) } ?? ""
    }

    /// A figure as it is written, without padding: digits, or a symbol.
    package func text(_ row: Int, _ column: Int) -> String {
        Self.field(3 + column, of: line(row), in: bytes).map { Self.text(bytes, $0) } ?? ""
    }

    /// The figures of a row as they are written, without padding: one for each column.
    package func texts(_ row: Int) -> [String] {
        let texts = figureFields(row).map { Self.text(bytes, $0) }
        return texts + repeatElement("", count: columns.count - texts.count)
    }

    /// The figures of a row as numbers; nil where there is none.
    package func numbers(_ row: Int) -> [Double?] {
        let numbers = figureFields(row).map { Self.number(bytes, $0) }
        return numbers + repeatElement(nil, count: columns.count - numbers.count)
    }

    /// A figure as a number; nil where there is none.
    package func number(_ row: Int, _ column: Int) -> Double? {
        Self.field(3 + column, of: line(row), in: bytes).flatMap { Self.number(bytes, $0) }
    }

    /// True where all figures of the row are written alike in both tables.
    func isSame(_ row: Int, as other: Self, _ otherRow: Int) -> Bool {
        guard columns.count == other.columns.count, let mine = figures(row),
            let others = other.figures(otherRow)
        else { return false }
        return bytes[mine] == other.bytes[others]
    }

    private func line(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

    /// Where the fields of figures of a row stand: no more than there are columns.
    private func figureFields(_ row: Int) -> ArraySlice<Range<Int>> {
        Self.fields(of: line(row), in: bytes).dropFirst(3).prefix(columns.count)
    }

    /// Where the figures of a row stand, with what is between them.
    private func figures(_ row: Int) -> Range<Int>? {
        var line = line(row)
        if bytes[line].last == UInt8(ascii: "\n") { line = line.dropLast() }
        return Self.field(2, of: line, in: bytes).map { $0.upperBound..<line.upperBound }
    }

    /// Where each line begins, and where the last one ends.
    ///
    /// A name may hold a line break: a line ends behind a quote and before the next one.
    private static func lines(_ bytes: [UInt8]) -> [UInt32] {
        var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var lines = [UInt32(place)]
        unsafe bytes.withUnsafeBytes { raw in
            guard let base = raw.baseAddress else { return }
            // What is found lies before the end of the bytes.
            while place < bytes.count, let found = unsafe memchr(base + place, 10, bytes.count - place) {
                place = unsafe UnsafeRawPointer(found) - base + 1
                let isEnd = place == bytes.count
                if isEnd || (place > 1 && bytes[place - 2] == quote && bytes[place] == quote) {
                    lines.append(UInt32(place))
                }
            }
        }
        if lines.last != UInt32(bytes.count) { lines.append(UInt32(bytes.count)) }
        return lines
    }

    /// Where the fields of a line stand, without their quotes.
    private static func fields(of line: Range<Int>, in bytes: [UInt8]) -> [Range<Int>] {
        var fields: [Range<Int>] = []
        var rest = line
        while let field = field(0, of: rest, in: bytes) {
            fields.append(field)
            rest = min(field.upperBound + 2, line.upperBound)..<line.upperBound
        }
        return fields
    }

    /// Where a field of a line stands, without its quotes; nil where the line has no such field.
    private static func field(_ number: Int, of line: Range<Int>, in bytes: [UInt8]) -> Range<Int>? {
        var start = line.lowerBound
        var left = number
        while start < line.upperBound, bytes[start] == quote {
            start += 1
            var end = start
            while end < line.upperBound {
                if bytes[end] != quote {
                    end += 1
                } else if end + 1 < line.upperBound, bytes[end + 1] == quote {
                    end += 2
                } else {
                    break
                }
            }
            guard end < line.upperBound else { return nil }
            if left == 0 { return start..<end }
            left -= 1
            start = end + 2
        }
        return nil
    }

    /// The text of a field without padding.
    private static func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        let part = trimmed(bytes, range)
        let text = String(decoding: bytes[part], as: UTF8.self)
        return bytes[part].contains(quote) ? text.replacing("\"\"", with: "\"") : text
    }

    private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] == UInt8(ascii: " ") { start += 1 }
        while end > start, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
        return start..<end
    }

    /// A decimal number of at most 15 digits, which both its digits and the power of ten below them hold exactly, so that their
    /// quotient is the nearest there is; nil for anything else.
    private static func number(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
        var part = trimmed(bytes, range)
        let isNegative = !part.isEmpty && bytes[part.lowerBound] == UInt8(ascii: "-")
        if isNegative { part = part.dropFirst() }
        var (value, power, digits, isBehindPoint) = (0.0, 1.0, 0, false)
        for place in part {
            switch bytes[place] {
            case UInt8(ascii: "."):
                guard !isBehindPoint else { return nil }
                isBehindPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value * 10 + Double(bytes[place] - UInt8(ascii: "0"))
                digits += 1
                if isBehindPoint { power *= 10 }
            default: return nil
            }
        }
        guard (1...15).contains(digits) else { return nil }
        return isNegative ? -(value / power) : value / power
    }

    /// The title and the unit of a header: `Opleidingsniveau/Laag/Waarde (%)`.
    private static func column(_ header: String) -> Column {
        guard header.hasSuffix(")"), let start = header.lastIndex(of: "(") else {
            return Column(title: header, unit: "")
        }
        return Column(
            title: header[..<start].trimmingCharacters(in: .whitespaces),
            unit: String(header[header.index(after: start)...].dropLast())
        )
    }
}
