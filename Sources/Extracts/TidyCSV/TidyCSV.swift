import Classification
import Codebook
import Disclosure
import Statistics

/// One observation a row: region, topic, number and status, so that every column has one type.
///
/// Every number has a decimal point: a reader that guesses types from the first rows guesses the same for all.
/// Source: docs/formats/extracts.md, "Tidy CSV".
enum TidyCSV {
    /// The names of the columns.
    static let header = [
        "period", "period_status", "region", "region_name", "level", "parent", "topic", "value", "status",
    ]

    static func write(_ table: ExtractTable, to output: inout Output) throws {
        output.bytes.append(contentsOf: Array((header.joined(separator: ",") + "\n").utf8))
        let columns = table.columns
        var topics = Stretches(count: columns.count)
        for topic in table.filled { topics.append("\(topic.key),") }
        let decimals = table.filled.map(\.decimals)
        let ends = FigureStatus.allCases.map { Array(",\($0.key)\n".utf8) }
        var row: [UInt8] = []
        try table.forEach { region, values, statuses in
            row.removeAll(keepingCapacity: true)
            row.append(contentsOf: Array("\(table.period.name),\(table.status.rawValue),".utf8))
            row.append(field: table.edition[region].code.description)
            row.append(44)
            row.append(field: table.edition[region].name)
            row.append(contentsOf: Array(",\(table.level(of: region)),".utf8))
            row.append(field: table.parent(of: region)?.code.description ?? "")
            row.append(44)
            for (place, column) in columns.enumerated() {
                output.bytes.append(contentsOf: row)
                topics.append(place, to: &output.bytes)
                if case .number(let number) = values[column] {
                    output.bytes.append(number, decimals: decimals[place], width: 0)
                    if decimals[place] == 0 { output.bytes.append(".0") }
                }
                output.bytes.append(contentsOf: ends[Int(statuses[column].rawValue)])
            }
            try output.endRow()
        }
    }
}
