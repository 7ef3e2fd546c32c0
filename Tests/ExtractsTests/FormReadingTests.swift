import Classification
import Codebook
import Disclosure
import Extracts
import Foundation
import Statistics
import Testing

@Suite struct `every form that is read back` {
    /// Figures of the protected tables, of the topics that have a number somewhere.
    private static func expected(_ release: SmallRelease) -> Set<ReadFigure> {
        var figures = Set<ReadFigure>()
        for (_, table) in release.tables {
            let topics = table.columns.map { release.codebook.topics[$0] }
            let rule = RowStatuses(topics, variables: release.codebook.variables.count)
            let isFilled = topics.indices.map { column in
                table.rows.contains { $0.values[column].number != nil }
            }
            for row in table.rows {
                var statuses = [FigureStatus](repeating: .unknown, count: topics.count)
                rule.fill(&statuses, of: row.values, isSmallest: release.edition.isLeaf(row.region))
                for column in topics.indices where isFilled[column] {
                    let number = row.values[column].number.map {
                        Decimal($0) / pow(10, topics[column].decimals)
                    }
                    figures.insert(
                        ReadFigure(
                            period: table.period.name,
                            region: release.edition[row.region].code.description,
                            topic: topics[column].key,
                            number: number,
                            status: statuses[column].key
                        )
                    )
                }
            }
        }
        return figures
    }

    @Test(arguments: [
        ExtractFormat.tidyCSV, .odataV4, .sdmxCSV, .jsonStat, .px, .geoJSON,
    ])
    func `says what the protected tables say`(format: ExtractFormat) throws {
        let release = try SmallRelease()
        let files = try release.files().filter { path, _ in
            path.hasPrefix(format.folder + "/") && (format != .odataV4 || path.hasSuffix("/Observations.csv"))
        }
        var read: [ReadFigure] = []
        for (table, _) in release.tables {
            for (path, bytes) in files
            where path.contains("/\(table.name).") || path.contains("/\(table.name)/") {
                switch format {
                case .tidyCSV: read += FormReading.tidy(bytes)
                case .odataV4: read += FormReading.odata(bytes)
                case .sdmxCSV: read += FormReading.sdmx(bytes)
                case .jsonStat: read += try FormReading.jsonStat(bytes)
                case .px: read += FormReading.px(bytes)
                default: read += try FormReading.geoJSON(bytes)
                }
            }
        }
        let expected = Self.expected(release)
        #expect(read.count == expected.count)
        #expect(Set(read) == expected)
        #expect(Set(read.map(\.status)) == ["published", "withheld", "recoded", "not-applicable"])
    }

    @Test func `leaves out topics without a number anywhere`() throws {
        let release = try SmallRelease()
        for (path, bytes) in try release.files() where !path.hasPrefix("dcat") {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("Afstand_8"), "\(path)")
        }
        let file = try #require(try release.files()["tidy-csv/topics.csv"])
        let topics = FormReading.records(file)
        #expect(topics.map { $0["topic"] } == release.codebook.topics.dropLast().map(\.key))
    }

    @Test func `bears no number of the release in files of one period`() throws {
        let release = try SmallRelease()
        // What did not change stays the same file in later releases.
        for (path, bytes) in try release.files() where path.contains("sample_20") {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("\"version\": \"12\"") && !text.contains("000012"), "\(path)")
        }
    }

    @Test func `gives every region its level and its parent`() throws {
        let release = try SmallRelease()
        let file = try #require(try release.files()["tidy-csv/sample_2019.csv"])
        let rows = FormReading.records(file)
        let places = Set(rows.map { [$0["region"], $0["region_name"], $0["level"], $0["parent"]] })
        #expect(places.contains(["BU00010000", "Línea, nova", "buurt", "WK000100"]))
        #expect(places.contains(["GM0001", "'s-Gravenwijk \"aan zee\" & <co>; oost", "gemeente", "NL00"]))
        #expect(rows.allSatisfy { $0["period_status"] == "provisional" })
    }
}
