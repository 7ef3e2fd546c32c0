import Codebook
import Statistics

/// Writes `;`-separated text with every field in quotes, numbers eight wide, as Statistics Netherlands does.
struct CSVDeliveryWriter: DeliveryWriter {
    /// Whether columns and categories are written by their keys, or as their titles.
    let writesKeys: Bool
    let codebook: Codebook
    let columns: DeliveryColumns
    var sink: ByteSink
    private var rows: Int64 = 0

    init(_ codebook: Codebook, columns: DeliveryColumns, writesKeys: Bool, to sink: ByteSink) {
        self.codebook = codebook
        self.columns = columns
        self.writesKeys = writesKeys
        self.sink = sink
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
        if writesKeys {
            sink.append("\"")
            sink.append(rows, decimals: 0)
            sink.append("\"")
            for (variable, category) in zip(columns.dimensions, row.categories) {
                sink.append(";\"\(variable.categories[category].key)\"")
            }
            sink.append(";\"\(row.region.code.padded)\";\"\(row.period.key)\"")
        } else {
            sink.append(
                "\"\(row.period.name)\";\(Self.quoted(row.region.name));\"\(row.region.code.padded)\""
            )
            for (variable, category) in zip(columns.dimensions, row.categories) {
                sink.append(";" + Self.quoted(variable.categories[category].title.nl))
            }
        }
        for (topic, value) in zip(columns.topics, row.values) {
            if case .number(let number) = value {
                sink.append(";\"")
                sink.append(number, decimals: topic.decimals, width: 8)
                sink.append("\"")
            } else {
                sink.append(";\"       .\"")
            }
        }
        sink.append("\n")
        rows += 1
        try sink.drain()
    }

    mutating func end() throws { try sink.flush() }

    private static func quoted(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

extension RegionCode {
    /// The code, ten wide, as feeds and unprocessed data sets write it.
    var padded: String { description + String(repeating: " ", count: max(0, 10 - description.utf8.count)) }
}
