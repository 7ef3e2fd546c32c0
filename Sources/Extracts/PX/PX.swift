import Classification
import Codebook
import Disclosure
import Statistics

/// A PX file in Dutch and English: a row for each region, a column for each topic.
///
/// Source: docs/formats/extracts.md, "PX".
enum PX {
    static func write(_ table: ExtractTable, to output: inout Output) throws {
        let codebook = table.codebook
        let day = table.period.firstDay.replacing("-", with: "")
        let title = Text(
            nl: "\(codebook.title.nl), \(table.period.name)\(table.status.mark)",
            en: "\(codebook.title.en), \(table.period.name)\(table.status.mark)"
        )
        let most = table.filled.map(\.decimals).max() ?? 0
        for line in [
            "CHARSET=\"ANSI\";", "AXIS-VERSION=\"2013\";", "CODEPAGE=\"utf-8\";", "LANGUAGE=\"nl\";",
            "LANGUAGES=\"nl\",\"en\";", "CREATION-DATE=\"\(day) 00:00\";", "DECIMALS=\(most);",
            "SHOWDECIMALS=\(min(most, 6));", "MATRIX=\(quoted(String(table.name.prefix(20))));",
            "COPYRIGHT=YES;", "SUBJECT-CODE=\(quoted(codebook.dataset));",
        ] {
            output.bytes.append(contentsOf: Array((line + "\n").utf8))
        }
        both("SUBJECT-AREA", codebook.title, to: &output.bytes)
        both("TITLE", title, to: &output.bytes)
        both("CONTENTS", codebook.title, to: &output.bytes)
        both("UNITS", codebook.unit, to: &output.bytes)
        both("STUB", Self.region, to: &output.bytes)
        let heading = Text(nl: "Onderwerp\",\"Perioden", en: "Topic\",\"Periods")
        output.bytes.append(
            contentsOf: Array("HEADING=\"\(heading.nl)\";\nHEADING[en]=\"\(heading.en)\";\n".utf8)
        )
        both("CONTVARIABLE", Self.topic, to: &output.bytes)
        try lists(table, to: &output)
        for topic in table.filled {
            for (suffix, variable, name, unit) in [
                ("", Self.topic.nl, topic.title.nl, topic.unit.nl),
                ("[en]", Self.topic.en, topic.title.en, topic.unit.en),
            ] {
                let key = quoted(name)
                let line =
                    "UNITS\(suffix)(\(key))=\(quoted(unit));\n"
                    + "PRECISION\(suffix)(\(quoted(variable)),\(key))=\(topic.decimals);\n"
                output.bytes.append(contentsOf: Array(line.utf8))
            }
        }
        both("SOURCE", codebook.attribution, to: &output.bytes)
        for status in FigureStatus.allCases where status != .published {
            both("DATASYMBOL\(status.points)", status.title, to: &output.bytes)
        }
        try data(table, to: &output)
    }

    private static let region = Text(nl: "Gebied", en: "Region")
    private static let topic = Text(nl: "Onderwerp", en: "Topic")

    private static func lists(_ table: ExtractTable, to output: inout Output) throws {
        for (suffix, topic, period, region, topics) in [
            ("", "Onderwerp", "Perioden", "Gebied", table.filled.map(\.title.nl)),
            ("[en]", "Topic", "Periods", "Region", table.filled.map(\.title.en)),
        ] {
            try list("VALUES\(suffix)", region, table.regions, to: &output) {
                let entry = table.edition[$0]
                return entry.name.isEmpty ? entry.code.description : "\(entry.code) \(entry.name)"
            }
            try list("VALUES\(suffix)", topic, topics, to: &output) { $0 }
            try list("VALUES\(suffix)", period, [table.period], to: &output) { $0.name + table.status.mark }
            try list("CODES\(suffix)", region, table.regions, to: &output) {
                table.edition[$0].code.description
            }
            try list("CODES\(suffix)", topic, table.filled, to: &output) { $0.key }
            try list("CODES\(suffix)", period, [table.period], to: &output) { $0.key }
            output.bytes.append(
                contentsOf: Array(
                    "TIMEVAL\(suffix)(\(quoted(period)))=TLIST(\(table.period.timeList);\n".utf8
                )
            )
        }
    }

    private static func list<Item>(
        _ keyword: String,
        _ variable: String,
        _ items: [Item],
        to output: inout Output,
        text: (Item) -> String
    ) throws {
        output.bytes.append(contentsOf: Array("\(keyword)(\(quoted(variable)))=".utf8))
        for (place, item) in items.enumerated() {
            if place > 0 { output.bytes.append(",\n") }
            output.bytes.append(contentsOf: Array(quoted(text(item)).utf8))
            try output.endRow()
        }
        output.bytes.append(";\n")
    }

    private static func data(_ table: ExtractTable, to output: inout Output) throws {
        let decimals = table.topics.map(\.decimals)
        let symbols = FigureStatus.allCases.map { status in
            Array("\"\(String(repeating: ".", count: status.points))\"".utf8)
        }
        output.bytes.append("DATA=\n")
        try table.forEach { _, values, statuses in
            for (place, column) in table.columns.enumerated() {
                if place > 0 { output.bytes.append(32) }
                if case .number(let number) = values[column] {
                    output.bytes.append(number, decimals: decimals[column], width: 0)
                } else {
                    output.bytes.append(contentsOf: symbols[Int(statuses[column].rawValue)])
                }
            }
            output.bytes.append(10)
            try output.endRow()
        }
        output.bytes.append(";\n")
    }

    private static func both(_ keyword: String, _ text: Text, to bytes: inout [UInt8]) {
        bytes.append(
            contentsOf: Array("\(keyword)=\(quoted(text.nl));\n\(keyword)[en]=\(quoted(text.en));\n".utf8)
        )
    }

    /// Text in quotes; the form has no way to write a quote, a semicolon or a line end that all readers know.
    private static func quoted(_ text: String) -> String {
        let plain = text.map { character in
            switch character {
            case "\"": "'"
            case ";": ","
            default: character.unicodeScalars.allSatisfy { $0.value < 32 } ? " " : String(character)
            }
        }
        return "\"" + plain.joined() + "\""
    }
}

extension FigureStatus {
    /// The number of points that stand for the status: two for what is confidential, as readers of the form expect.
    fileprivate var points: Int {
        switch self {
        case .published: 0
        case .unknown: 1
        case .withheld: 2
        case .recoded: 3
        case .notApplicable: 4
        }
    }
}

extension Period {
    /// The period as the form lists times.
    fileprivate var timeList: String {
        switch kind {
        case .year: "A1),\"\(year)\""
        case .quarter: "Q1),\"\(year)\(number)\""
        case .month: "M1),\"\(year)\(number < 10 ? "0" : "")\(number)\""
        }
    }
}
