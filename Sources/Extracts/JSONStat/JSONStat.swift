import Classification
import Codebook
import Disclosure
import Statistics

/// JSON-stat 2: one cube of period, region and topic, with the statuses of what is absent.
///
/// Source: docs/formats/extracts.md, "JSON-stat".
enum JSONStat {
    static func write(_ table: ExtractTable, to output: inout Output) throws {
        let codebook = table.codebook
        let (period, region) = (codebook.keys.period[0], codebook.keys.region[0])
        let sizes = [1, table.rows.regions.count, table.columns.count]
        output.bytes.append("{\"version\":\"2.0\",\"class\":\"dataset\",\"label\":")
        output.bytes.append(json: "\(codebook.title.nl); \(table.period.name)\(table.status.mark)")
        output.bytes.append(",\n\"source\":")
        output.bytes.append(json: codebook.attribution.nl)
        output.bytes.append(",\n\"id\":")
        append([period, region, "Onderwerp"], to: &output.bytes)
        output.bytes.append(
            contentsOf: Array(",\"size\":[\(sizes.map(String.init).joined(separator: ","))],\n".utf8)
        )
        output.bytes.append("\"role\":{\"time\":")
        append([period], to: &output.bytes)
        output.bytes.append(",\"geo\":")
        append([region], to: &output.bytes)
        output.bytes.append(",\"metric\":[\"Onderwerp\"]},\n\"dimension\":{\n")
        try dimensions(table, to: &output)
        output.bytes.append("},\n\"extension\":")
        JSONText.object([
            ("title", text(codebook.title)), ("attribution", text(codebook.attribution)),
            ("periodStatus", .string(table.status.rawValue)),
            (
                "status",
                .object(FigureStatus.allCases.dropFirst().map { ($0.key, text($0.title)) })
            ),
            (
                "topics",
                .object(
                    table.filled.map { topic in
                        (
                            topic.key,
                            .object(
                                [("title", text(topic.title)), ("unit", text(topic.unit))]
                                    + (topic.definition.map { [("definition", text($0))] } ?? [])
                            )
                        )
                    }
                )
            ),
        ]).append(to: &output.bytes, depth: 0)
        try values(table, to: &output)
        try statuses(table, to: &output)
        output.bytes.append("}\n")
    }

    private static func dimensions(_ table: ExtractTable, to output: inout Output) throws {
        let keys = table.codebook.keys
        output.bytes.append(json: keys.period[0])
        output.bytes.append(":{\"label\":")
        output.bytes.append(json: keys.period[0])
        output.bytes.append(",\"category\":{\"index\":")
        append([table.period.key], to: &output.bytes)
        output.bytes.append(",\"label\":{")
        output.bytes.append(json: table.period.key)
        output.bytes.append(58)
        output.bytes.append(json: table.period.name + table.status.mark)
        output.bytes.append("}}},\n")

        output.bytes.append(json: keys.region[0])
        output.bytes.append(":{\"label\":")
        output.bytes.append(json: keys.regionName.first ?? keys.region[0])
        output.bytes.append(",\"category\":{\"index\":[")
        let regions = table.regions
        for (place, region) in regions.enumerated() {
            if place > 0 { output.bytes.append(44) }
            output.bytes.append(json: table.edition[region].code.description)
            try output.endRow()
        }
        output.bytes.append("],\n\"label\":{")
        for (place, region) in regions.enumerated() {
            if place > 0 { output.bytes.append(",\n") }
            output.bytes.append(json: table.edition[region].code.description)
            output.bytes.append(58)
            output.bytes.append(json: table.edition[region].name)
            try output.endRow()
        }
        output.bytes.append("},\n\"child\":{")
        try children(table, regions, to: &output)
        output.bytes.append("}}},\n")

        output.bytes.append("\"Onderwerp\":{\"label\":\"Onderwerp\",\"category\":{\"index\":")
        append(table.filled.map(\.key), to: &output.bytes)
        output.bytes.append(",\n\"label\":")
        JSONText.object(table.filled.map { ($0.key, .string($0.title.nl)) })
            .append(to: &output.bytes, depth: 0)
        output.bytes.append(",\n\"unit\":")
        JSONText.object(
            table.filled.map { topic in
                (
                    topic.key,
                    .object([("label", .string(topic.unit.nl)), ("decimals", .number(Int64(topic.decimals)))])
                )
            }
        ).append(to: &output.bytes, depth: 0)
        output.bytes.append("}}")
    }

    /// The regions right below each region, where both have a row.
    private static func children(_ table: ExtractTable, _ regions: [RegionIndex], to output: inout Output)
        throws
    {
        let known = Set(regions)
        var isFirst = true
        for region in regions {
            let children = table.edition.children(of: region).filter(known.contains)
            guard !children.isEmpty else { continue }
            if !isFirst { output.bytes.append(",\n") }
            isFirst = false
            output.bytes.append(json: table.edition[region].code.description)
            output.bytes.append(58)
            append(children.map { table.edition[$0].code.description }, to: &output.bytes)
            try output.endRow()
        }
    }

    private static func values(_ table: ExtractTable, to output: inout Output) throws {
        let decimals = table.topics.map(\.decimals)
        output.bytes.append(",\n\"value\":[")
        var isFirst = true
        try table.rows.forEach { _, values in
            for column in table.columns {
                if !isFirst { output.bytes.append(44) }
                isFirst = false
                if case .number(let number) = values[column] {
                    output.bytes.append(number, decimals: decimals[column], width: 0)
                } else {
                    output.bytes.append("null")
                }
            }
            output.bytes.append(10)
            try output.endRow()
        }
        output.bytes.append("]")
    }

    private static func statuses(_ table: ExtractTable, to output: inout Output) throws {
        let words = FigureStatus.allCases.map { Array("\":\"\($0.key)\"".utf8) }
        output.bytes.append(",\n\"status\":{")
        var (place, isFirst) = (Int64(0), true)
        try table.forEach { _, _, statuses in
            for column in table.columns {
                if statuses[column] != .published {
                    if !isFirst { output.bytes.append(",\n") }
                    isFirst = false
                    output.bytes.append(34)
                    output.bytes.append(place, decimals: 0, width: 0)
                    output.bytes.append(contentsOf: words[Int(statuses[column].rawValue)])
                }
                place += 1
            }
            try output.endRow()
        }
        output.bytes.append("}")
    }

    private static func append(_ texts: [String], to bytes: inout [UInt8]) {
        bytes.append(91)
        for (place, text) in texts.enumerated() {
            if place > 0 { bytes.append(44) }
            bytes.append(json: text)
        }
        bytes.append(93)
    }

    private static func text(_ text: Text) -> JSONText {
        .object([("nl", .string(text.nl)), ("en", .string(text.en))])
    }
}
