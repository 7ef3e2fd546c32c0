import Foundation

/// One figure, as a form tells it.
struct ReadFigure: Hashable {
    var period: String
    var region: String
    var topic: String
    /// The number as it is written, without what has no value; nil for none.
    var number: Decimal?
    var status: String
}

/// Readers of the forms, written from what the forms' own standards say.
enum FormReading {
    /// The fields of delimited text (RFC 4180): by row, quotes taken away.
    static func rows(_ bytes: [UInt8], separator: Character = ",") -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var isQuoted = false
        var rest = Substring(String(decoding: bytes, as: UTF8.self))
        while let character = rest.popFirst() {
            switch character {
            case "\"" where isQuoted && rest.first == "\"":
                field.append("\"")
                rest.removeFirst()
            case "\"": isQuoted.toggle()
            case separator where !isQuoted:
                row.append(field)
                field = ""
            case "\n" where !isQuoted:
                rows.append(row + [field])
                row = []
                field = ""
            default: field.append(character)
            }
        }
        return rows
    }

    /// The rows of delimited text with a header, by the names of columns.
    static func records(_ bytes: [UInt8], separator: Character = ",") -> [[String: String]] {
        let rows = rows(bytes, separator: separator)
        return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
    }

    static func tidy(_ bytes: [UInt8]) -> [ReadFigure] {
        records(bytes).map { row in
            ReadFigure(
                period: row["period"] ?? "",
                region: row["region"] ?? "",
                topic: row["topic"] ?? "",
                number: row["value"].flatMap { Decimal(string: $0) },
                status: row["status"] ?? ""
            )
        }
    }

    static func sdmx(_ bytes: [UInt8]) -> [ReadFigure] {
        records(bytes).map { row in
            ReadFigure(
                period: row["TIME_PERIOD"] ?? "",
                region: row["REF_AREA"] ?? "",
                topic: row["TOPIC"] ?? "",
                number: row["OBS_VALUE"].flatMap { Decimal(string: $0) },
                status: row["FIGURE_STATUS"] ?? ""
            )
        }
    }

    static func odata(_ bytes: [UInt8]) -> [ReadFigure] {
        let words = [
            "None": "published", "Withheld": "withheld", "Recoded": "recoded",
            "NotApplicable": "not-applicable", "Unknown": "unknown",
        ]
        return records(bytes, separator: ";").map { row in
            ReadFigure(
                period: String((row["Perioden"] ?? "").prefix(4)),
                region: row["WijkenEnBuurten"] ?? "",
                topic: row["Measure"] ?? "",
                number: row["Value"].flatMap { Decimal(string: $0) },
                status: row["ValueAttribute"].flatMap { words[$0] } ?? ""
            )
        }
    }

    static func jsonStat(_ bytes: [UInt8]) throws -> [ReadFigure] {
        struct Cube: Decodable {
            struct Dimension: Decodable {
                struct Category: Decodable { var index: [String] }
                var category: Category
            }
            var id: [String]
            var size: [Int]
            var dimension: [String: Dimension]
            var value: [Decimal?]
            var status: [String: String]
        }
        let cube = try JSONDecoder().decode(Cube.self, from: Data(bytes))
        let indices = cube.id.map { cube.dimension[$0]?.category.index ?? [] }
        guard cube.size == indices.map(\.count) else { return [] }
        return cube.value.enumerated().map { place, number in
            ReadFigure(
                period: String(indices[0][place / (cube.size[1] * cube.size[2])].prefix(4)),
                region: indices[1][place / cube.size[2] % cube.size[1]],
                topic: indices[2][place % cube.size[2]],
                number: number,
                status: cube.status["\(place)"] ?? "published"
            )
        }
    }

    static func geoJSON(_ bytes: [UInt8]) throws -> [ReadFigure] {
        guard let root = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            let features = root["features"] as? [[String: Any]]
        else { return [] }
        let fixed: Set = ["region", "region_name", "level", "parent", "period", "period_status"]
        return features.flatMap { feature -> [ReadFigure] in
            let properties = feature["properties"] as? [String: Any] ?? [:]
            let topics = properties.keys.filter { !fixed.contains($0) && !$0.hasSuffix("_status") }
            return topics.map { topic in
                ReadFigure(
                    period: properties["period"] as? String ?? "",
                    region: properties["region"] as? String ?? "",
                    topic: topic,
                    number: (properties[topic] as? NSNumber).flatMap { Decimal(string: "\($0)") },
                    status: properties[topic + "_status"] as? String ?? "published"
                )
            }
        }
    }

    static func px(_ bytes: [UInt8]) -> [ReadFigure] {
        let words = [".": "unknown", "..": "withheld", "...": "recoded", "....": "not-applicable"]
        var keywords: [String: String] = [:]
        var isQuoted = false
        var text = ""
        for character in String(decoding: bytes, as: UTF8.self) {
            if character == "\"" { isQuoted.toggle() }
            guard character == ";", !isQuoted else {
                text.append(character)
                continue
            }
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            keywords[parts[0].trimmingCharacters(in: .whitespacesAndNewlines)] = parts[1]
            text = ""
        }
        func list(_ keyword: String) -> [String] {
            (keywords[keyword] ?? "").split(separator: "\"").map(String.init).filter {
                $0 != "," && $0 != ",\n"
            }
        }
        let (regions, topics) = (list("CODES(\"Gebied\")"), list("CODES(\"Onderwerp\")"))
        let period = String(list("CODES(\"Perioden\")")[0].prefix(4))
        let data = (keywords["DATA"] ?? "").split { $0 == " " || $0 == "\n" }
        return data.enumerated().map { place, cell in
            ReadFigure(
                period: period,
                region: regions[place / topics.count],
                topic: topics[place % topics.count],
                number: Decimal(string: String(cell)),
                status: words[cell.filter { $0 != "\"" }] ?? "published"
            )
        }
    }
}
