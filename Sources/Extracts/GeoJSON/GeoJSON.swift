import Classification
import Codebook
import Disclosure
import Statistics

/// GeoJSON (RFC 7946): one feature a region, with a property a topic, and its boundary where the operator has one.
///
/// Coordinates are written as they were given. Those of RD New are told by a member `crs`, as GeoJSON had it before
/// RFC 7946 and readers still take it.
///
/// Source: docs/formats/extracts.md, "GeoJSON".
enum GeoJSON {
    static func write(_ table: ExtractTable, to output: inout Output) throws {
        output.bytes.append("{\"type\":\"FeatureCollection\",\"name\":")
        output.bytes.append(json: table.name)
        if table.edition.boundaries?.reference == .rdNew {
            output.bytes.append(
                ",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::28992\"}}"
            )
        }
        output.bytes.append(",\"features\":[\n")
        var names = Stretches(count: table.columns.count)
        for topic in table.filled { names.append(",\"\(topic.key)\":") }
        var statusNames = Stretches(count: table.columns.count)
        for topic in table.filled { statusNames.append(",\"\(topic.key)_status\":\"") }
        let decimals = table.filled.map(\.decimals)
        let words = FigureStatus.allCases.map { Array($0.key.utf8) }
        var isFirst = true
        try table.forEach { region, values, statuses in
            let entry = table.edition[region]
            if !isFirst { output.bytes.append(",\n") }
            isFirst = false
            output.bytes.append("{\"type\":\"Feature\",\"id\":")
            output.bytes.append(json: entry.code.description)
            output.bytes.append(",\"properties\":{\"region\":")
            output.bytes.append(json: entry.code.description)
            output.bytes.append(",\"region_name\":")
            output.bytes.append(json: entry.name)
            output.bytes.append(",\"level\":")
            output.bytes.append(json: table.level(of: region))
            output.bytes.append(",\"parent\":")
            if let parent = table.parent(of: region) {
                output.bytes.append(json: parent.code.description)
            } else {
                output.bytes.append("null")
            }
            output.bytes.append(contentsOf: Array(",\"period\":\"\(table.period.name)\"".utf8))
            output.bytes.append(contentsOf: Array(",\"period_status\":\"\(table.status.rawValue)\"".utf8))
            for (place, column) in table.columns.enumerated() {
                names.append(place, to: &output.bytes)
                if case .number(let number) = values[column] {
                    output.bytes.append(number, decimals: decimals[place], width: 0)
                    continue
                }
                output.bytes.append("null")
                statusNames.append(place, to: &output.bytes)
                output.bytes.append(contentsOf: words[Int(statuses[column].rawValue)])
                output.bytes.append(34)
            }
            output.bytes.append("},\"geometry\":")
            if let shape = table.edition.shape(of: region) {
                append(shape, to: &output.bytes)
            } else {
                output.bytes.append("null")
            }
            output.bytes.append("}")
            try output.endRow()
        }
        output.bytes.append("\n]}\n")
    }

    private static func append(_ polygons: [[[Boundaries.Point]]], to bytes: inout [UInt8]) {
        bytes.append("{\"type\":\"MultiPolygon\",\"coordinates\":[")
        for (number, rings) in polygons.enumerated() {
            bytes.append(number == 0 ? "[" : ",[")
            for (number, ring) in rings.enumerated() {
                bytes.append(number == 0 ? "[" : ",[")
                for (number, point) in ring.enumerated() {
                    // The shortest text that is read as the same number.
                    bytes.append(contentsOf: "\(number == 0 ? "" : ",")[\(point.x),\(point.y)]".utf8)
                }
                bytes.append("]")
            }
            bytes.append("]")
        }
        bytes.append("]}")
    }
}
