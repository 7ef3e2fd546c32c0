import Foundation
import Statistics
import TestSupport
import Testing

@testable import TableReading

/// A table of the sample data set, to be written in any way that StatLine does.
private struct Delivered {
    var regions: [(code: String, name: String)]
    var years: [Int]
    var topics: [(title: String, unit: String, key: String, decimals: Int)]
    /// By region, year and topic; nil for a figure that is not known.
    var values: [[[Int?]]]

    init(using random: inout SplitMix64) {
        let names = ["Wal", "Één; twee", "Nieuw\"e\"", "a, b", "x y", "Ré"]
        regions = (0..<Int.random(in: 1...6, using: &random)).map { position in
            ("BU9001\(1_000 + position * 7)", names[position])
        }
        years = Array((2015...2019).prefix(Int.random(in: 1...3, using: &random)))
        let all = [
            ("Particuliere huishoudens", "Aantal", "ParticuliereHuishoudens_2", 0),
            ("Welvaart/Laag", "%", "WelvaartLaag_3", 1), ("Welvaart/Hoog", "%", "WelvaartHoog_4", 1),
            ("Score/Gemiddelde score", "Getal", "GemiddeldeScore_5", 3),
            ("Spreiding/Waarde", "Getal", "Waarde_6", 3),
        ]
        let chosen = all.shuffled(using: &random).prefix(Int.random(in: 2...5, using: &random)).map {
            ($0.0, $0.1, $0.2, $0.3)
        }
        let count = years.count
        let limits = [1_999_999, 1_000, 1_000, 3_000, 3_000]
        topics = chosen
        values = regions.map { _ in
            (0..<count).map { _ in
                chosen.map { topic in
                    let limit = limits[all.firstIndex { $0.2 == topic.2 } ?? 0]
                    let low = topic.3 == 3 ? -limit : 0
                    return Int.random(in: 0...9, using: &random) == 0
                        ? nil : Int.random(in: low...limit, using: &random)
                }
            }
        }
    }
}

/// One way of writing.
private struct Dialect {
    var separator: String
    var end: String
    var quotes: Bool
    var isComma: Bool
    var groups: Bool
    var pads: Bool
    var layout: Int
    var encoding: String.Encoding
    var mark: Bool

    init(using random: inout SplitMix64) {
        separator = [";", ",", "\t"].randomElement(using: &random) ?? ";"
        end = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
        quotes = .random(using: &random)
        isComma = .random(using: &random)
        groups = .random(using: &random)
        pads = .random(using: &random)
        layout = .random(in: 0...2, using: &random)
        encoding =
            [.utf8, .windowsCP1252, .utf16LittleEndian, .utf16BigEndian].randomElement(using: &random)
            ?? .utf8
        mark = .random(using: &random)
    }

    func field(_ text: String) -> String {
        let special = text.contains(separator) || text.contains("\"") || text.contains("\n")
        guard quotes || special else { return text }
        return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    func number(_ value: Int?, _ decimals: Int) -> String {
        guard let value else { return pads ? "       ." : "." }
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        var whole = "\(abs(value) / scale)"
        if groups, whole.count > 3 {
            var parts: [Substring] = []
            var rest = whole[...]
            while !rest.isEmpty {
                parts.insert(rest.suffix(3), at: 0)
                rest = rest.dropLast(3)
            }
            whole = parts.joined(separator: isComma ? "." : ",")
        }
        var text = (value < 0 ? "-" : "") + whole
        if decimals > 0 {
            let fraction = "\(abs(value) % scale)"
            text +=
                (isComma ? "," : ".") + String(repeating: "0", count: decimals - fraction.count) + fraction
        }
        return pads ? String(repeating: " ", count: max(0, 8 - text.count)) + text : text
    }

    func write(_ table: Delivered) -> [UInt8] {
        var lines: [[String]] = []
        switch layout {
        case 0: lines = flat(table)
        case 1: lines = keys(table)
        default: lines = pivot(table)
        }
        let text = lines.map { $0.map(field).joined(separator: separator) }.joined(separator: end) + end
        let bytes = Array(text.data(using: encoding) ?? Data())
        let marks: [String.Encoding: [UInt8]] = [
            .utf8: [0xEF, 0xBB, 0xBF], .utf16LittleEndian: [0xFF, 0xFE], .utf16BigEndian: [0xFE, 0xFF],
        ]
        return (mark ? marks[encoding] ?? [] : []) + bytes
    }

    private func flat(_ table: Delivered) -> [[String]] {
        var lines = [["Perioden", "Wijken en buurten", "Regiocode (gemeente, wijk, buurt) (code)"]]
        lines[0] += table.topics.map { "\($0.title) (\($0.unit))" }
        for (region, rows) in zip(table.regions, table.values) {
            for (year, values) in zip(table.years, rows) {
                let numbers = zip(values, table.topics).map { number($0, $1.decimals) }
                lines.append(["\(year)", region.name, region.code] + numbers)
            }
        }
        return lines
    }

    private func keys(_ table: Delivered) -> [[String]] {
        var lines = [["ID", "WijkenEnBuurten", "Perioden"] + table.topics.map(\.key)]
        for (position, year) in table.years.enumerated() {
            for (region, rows) in zip(table.regions, table.values) {
                let numbers = zip(rows[position], table.topics).map { number($0, $1.decimals) }
                lines.append(["\(lines.count)", region.code + "  ", "\(year)JJ00"] + numbers)
            }
        }
        return lines
    }

    private func pivot(_ table: Delivered) -> [[String]] {
        let pairs = table.regions.indices.flatMap { region in table.years.indices.map { (region, $0) } }
        var lines = [["Proef; regio-indeling 2021"], [""], ["", "", "Perioden"]]
        lines.append(["", ""] + pairs.map { "\(table.years[$0.1])" })
        lines.append(["", "", "Wijken en buurten"])
        lines.append(["Onderwerp", ""] + pairs.map { table.regions[$0.0].name })
        for (position, topic) in table.topics.enumerated() {
            let path = topic.title.split(separator: "/").joined(separator: "|")
            let numbers = pairs.map { number(table.values[$0.0][$0.1][position], topic.decimals) }
            lines.append([path, topic.unit] + numbers)
        }
        lines.append(["Regioaanduiding|Codering", "code"] + pairs.map { table.regions[$0.0].code })
        lines.append(["Bron: CBS"])
        return lines
    }
}

@Suite struct `a table in any dialect` {
    @Test(arguments: 0..<600)
    func `is the same table, wherever the pieces part`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let table = Delivered(using: &random)
        let dialect = Dialect(using: &random)
        let bytes = dialect.write(table)
        let reading = try read(bytes, piece: Int.random(in: 1...100, using: &random))
        #expect(places(reading.findings) == [], "\(dialect)")
        let content = Content(try #require(reading.table))
        let ranks = [
            "ParticuliereHuishoudens_2", "WelvaartLaag_3", "WelvaartHoog_4", "GemiddeldeScore_5", "Waarde_6",
        ]
        var wanted: [Content.Cell] = []
        for (region, rows) in zip(table.regions, table.values) {
            for (year, values) in zip(table.years, rows) {
                for (topic, value) in zip(table.topics, values) {
                    let rank = ranks.firstIndex(of: topic.key) ?? -1
                    let delivered = value.map { Value.number(Int64($0)) } ?? .missing(.unknown)
                    wanted.append(
                        .init(region: region.code, period: "\(year)JJ00", rank: rank, value: delivered)
                    )
                }
            }
        }
        #expect(content.cells == wanted.sorted(), "\(dialect)")
        if dialect.layout != 1 {
            for region in table.regions { #expect(content.names[region.code] == region.name, "\(dialect)") }
        }
    }

    @Test(arguments: 0..<100)
    func `says of each value where it stands`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let table = Delivered(using: &random)
        var dialect = Dialect(using: &random)
        dialect.encoding = .utf8
        let bytes = dialect.write(table)
        let text = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\u{FEFF}", with: "")
        let lines = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(
            of: "\r",
            with: "\n"
        )
        .unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }.map { Array($0) }
        let parsed = try #require(try read(bytes).table)
        let decimals = [0, 1, 1, 3, 3]
        for record in parsed.records {
            record.forEachCell { rank, value, line, column in
                guard line <= lines.count, column <= lines[line - 1].count else {
                    Issue.record("\(line):\(column) is not in the file")
                    return
                }
                let here = lines[line - 1]
                let isQuoted = column > 1 && here[column - 2] == "\""
                let end: Character = isQuoted ? "\"" : Character(dialect.separator)
                let rest = String(String.UnicodeScalarView(here[(column - 1)...])).prefix { $0 != end }
                let read = unsafe Array(rest.utf8).withUnsafeBytes {
                    unsafe NumberReader().read($0, decimals: decimals[rank])
                }
                #expect(read.value == value, "\(line):\(column) \(dialect)")
            }
        }
    }
}
