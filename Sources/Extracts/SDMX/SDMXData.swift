import Classification
import Codebook
import Disclosure
import Statistics

/// SDMX-CSV 2.0: one observation a row.
///
/// Source: docs/formats/extracts.md, "SDMX".
enum SDMXData {
    static func write(_ table: ExtractTable, to output: inout Output) throws {
        let names = SDMXNames(table.codebook)
        let header = ["STRUCTURE", "STRUCTURE_ID", "ACTION"] + SDMXNames.columns
        output.bytes.append(contentsOf: Array((header.joined(separator: ",") + "\n").utf8))
        let columns = table.columns
        var topics = Stretches(count: columns.count)
        for topic in table.filled { topics.append(",\(topic.key),\(table.period.observational),") }
        let decimals = table.filled.map(\.decimals)
        let ends = FigureStatus.allCases.map { status in
            Array(",\(status.observation(table.status)),\(status.confidentiality),\(status.key)\n".utf8)
        }
        let start = Array("dataflow,\(names.dataflow),I,\(table.period.frequency),".utf8)
        var row: [UInt8] = []
        try table.forEach { region, values, statuses in
            row.removeAll(keepingCapacity: true)
            row.append(contentsOf: start)
            row.append(field: table.edition[region].code.description)
            for (place, column) in columns.enumerated() {
                output.bytes.append(contentsOf: row)
                topics.append(place, to: &output.bytes)
                if case .number(let number) = values[column] {
                    output.bytes.append(number, decimals: decimals[place], width: 0)
                }
                output.bytes.append(contentsOf: ends[Int(statuses[column].rawValue)])
            }
            try output.endRow()
        }
    }
}
