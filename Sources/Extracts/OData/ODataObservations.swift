import Classification
import Codebook
import Disclosure
import Statistics

/// One line a figure: its number, or why there is none.
enum ODataObservations {
    static func write(_ table: ExtractTable, to output: inout Output) throws {
        let keys = table.codebook.keys
        output.bytes.append(
            line: ["Id", "Measure", "ValueAttribute", "Value", "StringValue", keys.region[0], keys.period[0]]
        )
        let columns = table.columns
        var topics = Stretches(count: columns.count)
        for topic in table.filled { topics.append(";\"\(topic.key)\";\"") }
        let decimals = table.filled.map(\.decimals)
        let attributes = FigureStatus.allCases.map { Array($0.attribute.utf8) }
        let end = Array("\";\"\(table.period.key)\"\n".utf8)
        let width = Int64(table.topics.count)
        var code: [UInt8] = []
        try table.forEach { region, values, statuses in
            code.removeAll(keepingCapacity: true)
            code.append(";\"\";\"")
            code.append(csv: table.edition[region].code.description)
            code.append(contentsOf: end)
            for (place, column) in columns.enumerated() {
                output.bytes.append(Int64(region.position) * width + Int64(column), decimals: 0, width: 0)
                topics.append(place, to: &output.bytes)
                output.bytes.append(contentsOf: attributes[Int(statuses[column].rawValue)])
                output.bytes.append("\";")
                if case .number(let number) = values[column] {
                    output.bytes.append(number, decimals: decimals[place], width: 0)
                }
                output.bytes.append(contentsOf: code)
            }
            try output.endRow()
        }
    }
}

extension FigureStatus {
    /// The word in the column `ValueAttribute`; that of a number is the service's own.
    var attribute: String {
        switch self {
        case .published: "None"
        case .withheld: "Withheld"
        case .recoded: "Recoded"
        case .notApplicable: "NotApplicable"
        case .unknown: "Unknown"
        }
    }
}
