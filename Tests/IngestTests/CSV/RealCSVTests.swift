import Codebook
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Bytes
@testable import Ingest
@testable import TableReading

@Suite(.enabled(if: PackageFiles.hasShared("data/statline-csv"))) struct `real files of StatLine` {
    private static let folder = PackageFiles.shared("data/statline-csv/")
    private static let amsterdam = folder + "SES_WOA_scores_per_wijk_en_buurt_25042023_160857.csv"

    /// The sample data set with the topics of the table of Amsterdam.
    private let codebook: Codebook = {
        var codebook = SampleCodebook.codebook
        let topics: [(String, String, String, Int)] = [
            ("Huishoudens_1", "Particuliere huishoudens", "Aantal", 0),
            ("Laag_2", "Opleidingsniveau/Laag/Waarde", "%", 1),
            ("Middelbaar_3", "Opleidingsniveau/Middelbaar/Waarde", "%", 1),
            ("Hoog_4", "Opleidingsniveau/Hoog/Waarde", "%", 1),
            ("Score_5", "SES-WOA/Totaalscore/Gemiddelde score", "Getal", 3),
            ("Spreiding_6", "Spreiding/Spreiding totaal/Waarde", "Getal", 3),
            ("Afstand_7", "Gezondheid en welzijn/Huisartsenpraktijk/Afstand tot huisartsenpraktijk", "km", 1),
        ]
        codebook.forms = [
            Form(
                key: "published",
                title: codebook.title,
                layout: .published,
                topics: topics.map { key, title, unit, decimals in
                    Topic(
                        key: key,
                        title: Text(nl: title, en: title),
                        unit: Text(nl: unit, en: unit),
                        decimals: decimals,
                        kind: .number,
                        spellings: [],
                        measure: key == "Huishoudens_1" ? .population : .carried
                    )
                }
            )
        ]
        return codebook
    }()

    @Test func `Amsterdam is read whole`() throws {
        let path = Self.amsterdam
        let reading = try DeliveryReader(codebook: codebook).read(path: path)
        let table = try #require(reading.table)
        #expect(reading.format == "csv-flat")
        #expect(places(reading.findings) == [])
        #expect(table.rows == 579)
        #expect(table.records.count == 579)
        #expect(table.columns.map(\.rank) == [0, 1, 2, 3, 4, 5])
        let kinds = Dictionary(grouping: table.regions) { $0.code.description.prefix(2) }.mapValues(\.count)
        #expect(kinds == ["GM": 1, "WK": 99, "BU": 479])
        #expect(value(table, "GM0363", 0) == .number(457_400))
        #expect(value(table, "GM0363", 4) == .number(-100))
        #expect(value(table, "BU03630100", 5) == .missing(.unknown))
        #expect(table.regions[0].name == "Amsterdam")
    }

    @Test(arguments: [2, 97, 301, 579])
    func `a comma for a point in Amsterdam is found, at its line and column`(line: Int) throws {
        let path = Self.amsterdam
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        let digit = try #require(lines[line - 1].range(of: #"\d\.\d"#, options: .regularExpression))
        let column = lines[line - 1].prefix(upTo: digit.lowerBound).split(
            separator: "\"",
            omittingEmptySubsequences: false
        )
        let start = column.dropLast().joined(separator: "\"").count + 2
        lines[line - 1].replaceSubrange(
            digit,
            with: lines[line - 1][digit].replacingOccurrences(of: ".", with: ",")
        )
        let reading = try read(Array(lines.joined(separator: "\n").utf8), codebook: codebook)
        #expect(places(reading.findings) == ["decimal-mark-conflict \(line):\(start)"])
    }

    @Test(arguments: [2, 300, 580])
    func `a shifted row in Amsterdam is found, at its line`(line: Int) throws {
        let path = Self.amsterdam
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        lines[line - 1] = lines[line - 1].replacingOccurrences(of: "\"2019\";", with: "\"2019\";\"\";")
        let reading = try read(Array(lines.joined(separator: "\n").utf8), codebook: codebook)
        #expect(reading.findings.kept.map(\.code) == ["field-count"])
        #expect(reading.findings.kept.map(\.place?.line) == [line])
    }

    @Test func `the file without codes is refused, with the reason and the repair`() throws {
        let path = Self.folder + "SES_WOA_scores_per_wijk_en_buurt_08032023_175111.csv"
        let reading = try DeliveryReader(codebook: codebook).read(path: path)
        #expect(reading.format == "csv-flat")
        #expect(reading.findings.kept.map(\.code) == ["no-region-codes"])
        #expect(reading.table == nil)
    }

    @Test func `the table with topics as rows is read as what it is`() throws {
        let name = "Nabijheid_voorzieningen__afstand_locatie__wijk__en_buurtcijfers_2021_17012023_183355.csv"
        let path = Self.folder + name
        let reading = try DeliveryReader(codebook: codebook).read(path: path)
        let table = try #require(reading.table)
        #expect(reading.format == "csv-pivot")
        #expect(places(reading.findings) == [])
        #expect(
            table.regions.map(\.code.description) == [
                "NL00", "GM1680", "WK168000", "BU16800000", "BU16800009", "WK168001", "BU16800100",
                "BU16800109",
            ]
        )
        #expect(table.periods.map(\.period) == [Period(year: 2021)])
        #expect(value(table, "GM1680", 6, period: "2021JJ00") == .number(25))
        #expect(table.unknownTopics.count > 100)
        #expect(table.regions[1].name == "Aa en Hunze")
    }
}

@Suite(.enabled(if: PackageFiles.hasShared("data/csv-spectrum"))) struct `csv-spectrum` {
    @Test(arguments: [
        "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
        "quotes_and_newlines", "simple", "simple_crlf", "utf8",
    ])
    func `parses to its JSON`(name: String) throws {
        let (records, json) = try pair(name)
        #expect(records == json)
    }

    @Test func `parses location_coordinates, whose JSON holds another telephone number than its CSV`() throws
    {
        let (records, json) = try pair("location_coordinates")
        #expect(records.count == 1)
        #expect(json.count == 1)
        let differing = records[0].keys.filter { records[0][$0] != json[0][$0] }
        #expect(differing == ["Contact Phone Number"])
        #expect(records[0]["Contact Phone Number"] == "2095257564")
    }

    private func pair(_ name: String) throws -> (records: [[String: String]], json: [[String: String]]) {
        let csv = PackageFiles.shared("data/csv-spectrum/csvs/\(name).csv")
        let json = PackageFiles.shared("data/csv-spectrum/json/\(name).json")
        let stream = try FileSource(path: csv).open()
        var reader = try CSVRecords(stream, separator: 0x2C, limits: ReadingLimits())
        var rows: [[String]] = []
        while try reader.next() {
            rows.append(reader.fields.map { unsafe String(decoding: reader.bytes(of: $0), as: UTF8.self) })
        }
        let records = rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: json)))
        let list = (object as? [[String: String]]) ?? [(object as? [String: String]) ?? [:]]
        return (records, list)
    }
}
