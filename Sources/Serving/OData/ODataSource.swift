import Files

/// A file "CSV met statistische symbolen" of a release, read row by row.
struct ODataSource {
    /// The names of the columns: period, name and code of the region, then the figures.
    let header: [String]
    private let bytes: [UInt8]
    private let start: Int

    /// The size from which on a file is not read, in bytes.
    private static let limit = 1 << 30

    /// Reads a file; nil where it cannot be read.
    init?(_ path: String) {
        guard let bytes = try? ReadFile.bytes(of: path, limit: Self.limit) else { return nil }
        self.bytes = bytes
        var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var header: [String] = []
        Self.fields(bytes, &position) { header.append(String(decoding: $0, as: UTF8.self)) }
        self.header = header.map { $0.replacing("\"\"", with: "\"") }
        start = position
    }

    /// One row: its number in the file, and its fields as they stand.
    struct Row {
        let number: Int
        let fields: [ArraySlice<UInt8>]

        /// The name of the region.
        var name: String { String(decoding: fields[1], as: UTF8.self).replacing("\"\"", with: "\"") }
        /// The code of the region, padded as it stands.
        var code: String { String(decoding: fields[2], as: UTF8.self) }
    }

    /// Calls `body` for each row until it returns false.
    func forEach(_ body: (Row) -> Bool) {
        var position = start
        var number = 0
        while position < bytes.count {
            var fields: [ArraySlice<UInt8>] = []
            fields.reserveCapacity(header.count)
            Self.fields(bytes, &position) { fields.append($0) }
            if fields.count == header.count, !body(Row(number: number, fields: fields)) { return }
            number += 1
        }
    }

    /// Takes the fields of one line, without their quotes.
    private static func fields(_ bytes: [UInt8], _ position: inout Int, _ take: (ArraySlice<UInt8>) -> Void) {
        while position < bytes.count {
            guard bytes[position] == 34 else {
                position += 1
                return
            }
            position += 1
            let start = position
            while position < bytes.count {
                if bytes[position] == 34 {
                    guard position + 1 < bytes.count, bytes[position + 1] == 34 else { break }
                    position += 1
                }
                position += 1
            }
            take(bytes[start..<min(position, bytes.count)])
            position += 1
            guard position < bytes.count, bytes[position] == 59 else {
                position += 1
                return
            }
            position += 1
        }
    }
}
