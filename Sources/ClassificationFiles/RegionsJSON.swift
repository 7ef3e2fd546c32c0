import Statistics

/// Reads a list of regions from JSON of OData v3 or v4: an object with `value`, or the list itself.
enum RegionsJSON {
    /// Reads the rows.
    static func rows(_ text: [UInt8]) throws(RegionsFlaw) -> [RegionsRow] {
        var json = JSONText(text)
        var rows: [RegionsRow]?
        var count: Int?
        if json.next == 0x5B {
            rows = try list(&json)
        } else {
            try json.object { (key, json) throws(RegionsFlaw) in
                let place = json.place
                switch key.drop(while: { $0 == "@" }) {
                case "value" where rows == nil: rows = try list(&json)
                case "odata.nextLink":
                    if try json.scalar() != nil { throw RegionsAtom.incomplete(place) }
                case "odata.count": count = try json.scalar().flatMap { Int($0) }
                default: try json.skip()
                }
            }
        }
        try json.finish()
        guard let rows else {
            throw RegionsFlaw(Place(line: 1, column: 1), "the JSON has no list `value`", RegionsFlaw.forms)
        }
        if let count, count != rows.count { throw RegionsAtom.incomplete(nil) }
        return rows
    }

    private static func list(_ json: inout JSONText) throws(RegionsFlaw) -> [RegionsRow] {
        var rows: [RegionsRow] = []
        try json.array { (json) throws(RegionsFlaw) in
            let start = json.place
            var place = start
            var fields: [RegionsRow.Column: String] = [:]
            try json.object { (key, json) throws(RegionsFlaw) in
                guard let column = RegionsRow.Column(header: key) else { return try json.skip() }
                if column == .code { place = json.place }
                fields[column] = try json.scalar()
            }
            rows.append(RegionsRow(fields, at: place))
        }
        return rows
    }
}
