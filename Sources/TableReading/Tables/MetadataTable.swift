import Bytes
import Codebook
import Statistics

/// A table of metadata: headers and rows; a file may contain several, one below the other.
struct MetadataTable {
    /// The headers, in lower case.
    private let headers: [String]
    /// The rows under them.
    private(set) var rows: [MetadataRow] = []

    /// A row.
    struct MetadataRow {
        fileprivate let fields: [String: String]
        /// The place of the row.
        package let place: Place

        /// The field under a header; empty if there is none.
        package subscript(_ header: String) -> String { fields[header.lowercased()] ?? "" }
    }

    /// The headers that identify a row of headers.
    private static let known: Set<String> = ["key", "identifier", "id", "title"]

    /// True if there is a column with this header.
    func has(_ header: String) -> Bool { headers.contains(header.lowercased()) }

    /// Reads all tables of a file, up to `largest` bytes.
    static func tables(in source: any ByteSource, limits: ReadingLimits, largest: Int) throws -> [Self] {
        let head = try source.head(1 << 12)
        let separator: UInt8 = head.count { $0 == 0x3B } >= head.count { $0 == 0x2C } ? 0x3B : 0x2C
        var records = try CSVRecords(source.open(), separator: separator, limits: limits)
        var tables: [Self] = []
        var isOpen = false
        var read = 0
        while try records.next() {
            let texts = records.fields.indices.map { records.text($0) }
            read += texts.reduce(0) { $0 + $1.utf8.count }
            guard read <= largest else { throw ReadingStop(.tooLarge) }
            if records.isBlank {
                isOpen = false
                continue
            }
            let names = texts.map { $0.lowercased() }
            if texts.count > 1, !isOpen || names.contains("key"), names.count(where: known.contains) >= 2 {
                tables.append(Self(headers: names))
                isOpen = true
            } else if isOpen, let last = tables.indices.last {
                let pairs = zip(tables[last].headers, texts).map { ($0, $1) }
                let row = MetadataRow(
                    fields: Dictionary(pairs) { first, _ in first },
                    place: records.fields[0].place
                )
                tables[last].rows.append(row)
            }
        }
        return tables
    }

    private init(headers: [String]) { self.headers = headers }
}
