import Foundation
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
    private let rows: [String: Int]
    private let bytes: [UInt8]
    /// The beginning and end of each field of each row, the three fields of the row itself first.
    private let fields: [Range<UInt32>]
    private var width: Int { columns.count + 3 }

    /// Reads a table; nil where the file is not there or is none.
    ///
    /// - Parameters:
    ///   - directory: The directory of the release.
    ///   - file: The file, of the form `statline-csv`.
    package init?(in directory: String, _ file: Manifest.File) {
        let path = directory + "/" + file.path
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        self.init([UInt8](data), file)
    }

    /// Reads the bytes of a table; nil where they are none.
    package init?(_ bytes: [UInt8], _ file: Manifest.File) {
        self.file = file
        var lines = Lines(bytes)
        guard let header = lines.next(), header.count >= 4 else { return nil }
        columns = header.dropFirst(3).map { Self.column(Self.text(bytes, $0)) }
        var fields: [Range<UInt32>] = []
        var codes: [String] = []
        var rows: [String: Int] = [:]
        var period = ""
        while let line = lines.next() {
            guard line.count == header.count else { return nil }
            if codes.isEmpty { period = Self.text(bytes, line[0]) }
            let code = Self.text(bytes, line[2])
            rows[code] = codes.count
            codes.append(code)
            fields.append(contentsOf: line)
        }
        self.bytes = bytes
        self.fields = fields
        self.codes = codes
        self.rows = rows
        self.period = period
    }

    /// The row of a region; nil where it has none.
    package func row(of code: String) -> Int? { rows[code] }

    /// The name of the region of a row.
    package func name(_ row: Int) -> String { Self.text(bytes, fields[row * width + 1]) }

    /// A figure as it is written, without padding: digits, or a symbol.
    package func text(_ row: Int, _ column: Int) -> String {
        Self.text(bytes, fields[row * width + 3 + column])
    }

    /// A figure as a number; nil where there is none.
    package func number(_ row: Int, _ column: Int) -> Double? { Double(text(row, column)) }

    /// True where all figures of the row are written alike in both tables.
    func isSame(_ row: Int, as other: Self, _ otherRow: Int) -> Bool {
        guard width == other.width else { return false }
        let (mine, others) = (self.span(row), other.span(otherRow))
        return bytes[mine].elementsEqual(other.bytes[others])
    }

    private func span(_ row: Int) -> Range<Int> {
        guard width > 3 else { return 0..<0 }
        return Int(fields[row * width + 3].lowerBound)..<Int(fields[row * width + width - 1].upperBound)
    }

    private static func text(_ bytes: [UInt8], _ range: Range<UInt32>) -> String {
        var part = bytes[Int(range.lowerBound)..<Int(range.upperBound)]
        while part.first == UInt8(ascii: " ") { part = part.dropFirst() }
        while part.last == UInt8(ascii: " ") { part = part.dropLast() }
        let text = String(decoding: part, as: UTF8.self)
        return part.contains(UInt8(ascii: "\"")) ? text.replacing("\"\"", with: "\"") : text
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

/// The lines of a file of fields in quotes, each as the ranges of its fields without the quotes.
private struct Lines {
    private let bytes: [UInt8]
    private var position: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func next() -> [Range<UInt32>]? {
        guard position < bytes.count else { return nil }
        var fields: [Range<UInt32>] = []
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "\"") else { return nil }
            let start = position + 1
            var end = start
            while end < bytes.count {
                if bytes[end] != UInt8(ascii: "\"") {
                    end += 1
                } else if end + 1 < bytes.count, bytes[end + 1] == UInt8(ascii: "\"") {
                    end += 2
                } else {
                    break
                }
            }
            fields.append(UInt32(start)..<UInt32(end))
            position = end + 1
            guard position < bytes.count else { break }
            let separator = bytes[position]
            position += 1
            if separator == UInt8(ascii: "\n") { break }
        }
        return fields
    }
}
