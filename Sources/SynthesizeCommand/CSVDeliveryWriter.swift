import Classification
import Codebook
import Statistics

/// Writes `;`-separated text with every field in quotes, numbers eight wide, as Statistics Netherlands does.
struct CSVDeliveryWriter: DeliveryWriter {
    /// True to write columns and categories by their keys; false for their titles.
    let writesKeys: Bool
    let codebook: Codebook
    let columns: DeliveryColumns
    var sink: ByteSink
    private var rows: Int64 = 0
    /// The fields of each category of each dimension, with the text before them; made once.
    private let categories: [[[UInt8]]]
    /// The fields of the region and period of the row before, which usually serve again.
    private var place: (region: RegionCode, period: Period, fields: [UInt8])?

    init(_ codebook: Codebook, columns: DeliveryColumns, writesKeys: Bool, to sink: ByteSink) {
        self.codebook = codebook
        self.columns = columns
        self.writesKeys = writesKeys
        self.sink = sink
        categories = columns.dimensions.map { variable in
            variable.categories.map { category in
                Array((";" + Self.quoted(writesKeys ? category.key : category.title.nl)).utf8)
            }
        }
    }

    mutating func begin() throws {
        let keys = codebook.keys
        let dimensions = columns.dimensions.map { (writesKeys ? $0.dimension.first : nil) ?? $0.title.nl }
        let topics = columns.topics.map { writesKeys ? $0.key : "\($0.title.nl) (\($0.unit.nl))" }
        let names =
            writesKeys
            ? ["ID"] + dimensions + [keys.region[0], keys.period[0]] + topics
            : [keys.period[0], keys.regionName[0], keys.regionCode[0]] + dimensions + topics
        if !writesKeys { sink.append([0xEF, 0xBB, 0xBF]) }
        sink.append(names.map(Self.quoted).joined(separator: ";") + "\n")
    }

    mutating func write(_ row: DeliveryRow) throws {
        let fields = placeFields(row)
        if writesKeys {
            sink.append(UInt8(ascii: "\""))
            sink.append(rows, decimals: 0)
            sink.append(UInt8(ascii: "\""))
        } else {
            sink.append(fields)
        }
        for (dimension, category) in zip(categories, row.categories) { sink.append(dimension[category]) }
        if writesKeys { sink.append(fields) }
        for (topic, value) in zip(columns.topics, row.values) {
            if case .number(let number) = value {
                sink.append(Self.open)
                sink.append(number, decimals: topic.decimals, width: 8)
                sink.append(UInt8(ascii: "\""))
            } else {
                sink.append(Self.missing)
            }
        }
        sink.append(UInt8(ascii: "\n"))
        rows += 1
        try sink.drain()
    }

    /// The fields of the region and period of the row.
    private mutating func placeFields(_ row: DeliveryRow) -> [UInt8] {
        if let place, place.region == row.region.code, place.period == row.period { return place.fields }
        let code = "\"\(row.region.code.padded)\""
        let text =
            writesKeys
            ? ";\(code);\"\(row.period.key)\""
            : "\"\(row.period.name)\";\(Self.quoted(row.region.name));\(code)"
        let fields = Array(text.utf8)
        place = (row.region.code, row.period, fields)
        return fields
    }

    mutating func end() throws { try sink.flush() }

    private static let open = Array(";\"".utf8)
    private static let missing = Array(";\"       .\"".utf8)

    private static func quoted(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

extension RegionCode {
    /// The code, ten wide, as feeds and unprocessed data sets write it.
    var padded: String { description + String(repeating: " ", count: max(0, 10 - description.utf8.count)) }
}
