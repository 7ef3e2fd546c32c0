import Classification
import Codebook
import Disclosure
import Extracts
import Statistics
import TestSupport

/// Two periods of a small country, published in every form.
struct SmallRelease {
    let edition: Edition
    let codebook: Codebook
    /// The tables, with the protected tables that they are made of.
    let tables: [(extract: ExtractTable, protected: ProtectedTable)]

    init() throws {
        let edition = try Self.edition()
        let codebook = Self.codebook
        self.edition = edition
        self.codebook = codebook
        tables = [(2018, PeriodStatus.definitive, Self.older), (2019, .provisional, Self.newer)].map {
            year,
            status,
            rows in
            let table = protect(
                FiguresTable(
                    period: Period(year: year),
                    status: status,
                    columns: Array(codebook.topics.indices),
                    rows: rows.sorted { $0.key < $1.key }.map { region, values in
                        FiguresTable.Row(
                            region: RegionIndex(region),
                            figures: RegionFigures(population: nil, figures: values.map { .delivered($0) })
                        )
                    }
                ),
                with: codebook
            )
            let extract = ExtractTable(
                codebook: codebook,
                edition: edition,
                period: table.period,
                status: status,
                topics: table.columns.map { codebook.topics[$0] },
                rows: PublishedRows(table)
            )
            return (extract, table)
        }
    }

    /// Whole rows, one that is withheld, one with groups together, and one with symbols that were delivered.
    private static let newer: [Int: [Value]] = [
        1: numbers([457_400, 208, 292, 500, nil, -100, 1010, nil]),
        2: numbers([400_000, 200, 300, 500, nil, -1, 0, nil]),
        3: numbers([0, nil, nil, nil, nil, nil, nil, nil]),
        4: numbers([1200, nil, nil, 400, 600, nil, nil, nil]),
        5: numbers([12_345_600, 0, 0, 1000, nil, 999_999, -999_999, nil]),
        6: [
            .number(300), .missing(.blank), .missing(.secret), .number(5), .missing(.unknown),
            .missing(.unknown), .number(-12_345), .missing(.unknown),
        ],
    ]

    private static let older: [Int: [Value]] = [
        1: numbers([450_000, 210, 290, 500, nil, -98, 1000, nil]),
        5: numbers([12_000_000, 10, 0, 990, nil, 0, 5, nil]),
    ]

    private static func numbers(_ numbers: [Int64?]) -> [Value] {
        numbers.map { $0.map(Value.number) ?? .missing(.unknown) }
    }

    private static func edition() throws -> Edition {
        let levels = [("land", "NL", 2), ("gemeente", "GM", 4), ("wijk", "WK", 6), ("buurt", "BU", 8)]
        let regions = [
            ("NL00", "Nederland", 0, nil), ("GM0001", "'s-Gravenwijk \"aan zee\" & <co>; oost", 1, "NL00"),
            ("WK000100", "Wijk 00  Súdwest", 2, "GM0001"), ("BU00010000", "Línea, nova", 3, "WK000100"),
            ("BU00010001", "", 3, "WK000100"), ("GM0002", "Überhaven", 1, "NL00"),
            ("WK000200", "Wijk 00", 2, "GM0002"),
        ]
        return try Edition(
            key: "trial",
            year: 2019,
            attribution: Text(nl: "", en: ""),
            levels: levels.map { key, prefix, digits in
                Level(
                    key: key,
                    title: Text(nl: key, en: key),
                    prefix: prefix,
                    digits: digits,
                    lettersAllowed: 0,
                    officialCount: nil,
                    completeness: .complete
                )
            },
            entries: regions.map { code, name, level, parent in
                Edition.Entry(
                    code: RegionCode(code),
                    name: name,
                    nameTrust: .edition,
                    level: level,
                    parent: parent.map { RegionCode($0) }
                )
            }
        )
    }

    /// The sample codebook with three groups, two of which may be published together.
    private static let codebook: Codebook = {
        var codebook = SampleCodebook.codebook
        codebook.variables[0].groups = [
            .init(key: "laag", title: Text(nl: "Laag", en: "Low"), categories: 0..<1),
            .init(key: "midden", title: Text(nl: "Midden", en: "Middle"), categories: 1..<2),
            .init(key: "hoog", title: Text(nl: "Hoog", en: "High"), categories: 2..<3),
        ]
        func topic(
            _ key: String,
            _ title: Text,
            _ unit: String,
            _ decimals: Int,
            _ kind: Topic.Kind,
            _ measure: Measure
        ) -> Topic {
            Topic(
                key: key,
                title: title,
                unit: Text(nl: unit, en: unit),
                decimals: decimals,
                kind: kind,
                spellings: [],
                measure: measure
            )
        }
        codebook.topics = [
            topic(
                "Huishoudens_1",
                Text(nl: "Particuliere huishoudens", en: "Private households"),
                "aantal",
                0,
                .count,
                .population
            ),
            topic(
                "Laag_2",
                Text(nl: "Welvaart/Laag", en: "Wealth/Low"),
                "%",
                1,
                .percentage,
                .share(variable: 0, group: 0)
            ),
            topic(
                "Midden_3",
                Text(nl: "Welvaart/Midden", en: "Wealth/Middle"),
                "%",
                1,
                .percentage,
                .share(variable: 0, group: 1)
            ),
            topic(
                "Hoog_4",
                Text(nl: "Welvaart/Hoog", en: "Wealth/High"),
                "%",
                1,
                .percentage,
                .share(variable: 0, group: 2)
            ),
            topic(
                "LaagMidden_5",
                Text(nl: "Welvaart/Laag en midden", en: "Wealth/Low and middle"),
                "%",
                1,
                .percentage,
                .mergedShare(variable: 0, groups: [0, 1])
            ),
            topic(
                "Score_6",
                Text(nl: "Score/Welvaart", en: "Score/Wealth"),
                "getal",
                3,
                .score,
                .score(variable: 0)
            ),
            topic(
                "Score_7",
                Text(nl: "Score/Totaal", en: "Score/Total"),
                "getal",
                3,
                .score,
                .score(variable: nil)
            ),
            topic("Afstand_8", Text(nl: "Afstand", en: "Distance"), "km", 1, .number, .carried),
        ]
        codebook.topics[6].definition = Text(
            nl: "Gemiddelde van de som van \"coëfficiënten\".",
            en: "Mean of the sum of \"coefficients\"."
        )
        codebook.title = Text(nl: "Proef; scores per gebied", en: "Sample; scores by area")
        codebook.extracts = ExtractFormat.allCases
        codebook.metadata = DatasetMetadata(
            description: Text(
                nl: "Verzonnen scores van een klein land.",
                en: "Invented scores of a small country."
            ),
            population: Text(
                nl: "Particuliere huishoudens; zonder studenten.",
                en: "Private households; no students."
            ),
            reference: Text(nl: "1 januari van het jaar.", en: "1 January of the year."),
            source: Text(nl: "Verzonnen registers.", en: "Invented registers."),
            methodPage: "https://example.org/method",
            licence: "http://creativecommons.org/licenses/by/4.0/",
            publisher: .init(
                name: Text(nl: "Proefbureau", en: "Trial office"),
                uri: "https://example.org/office"
            ),
            contact: .init(
                name: Text(nl: "Vragenloket", en: "Desk"),
                email: "desk@example.org",
                page: "https://example.org/ask"
            ),
            themes: ["http://publications.europa.eu/resource/authority/data-theme/SOCI"],
            address: "https://example.org/data/",
            editionPage: "https://example.org/regions/2019"
        )
        return codebook
    }()

    /// The bytes of every file, by path; archives and GeoPackages are written by the room that knows them.
    func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        func render(_ write: (inout Output) throws -> Void) throws -> [UInt8] {
            var bytes: [UInt8] = []
            var output = Output { bytes += $0 }
            try write(&output)
            try output.finish()
            return bytes
        }
        for (table, _) in tables {
            for file in codebook.extracts.flatMap({ $0.files(of: table.name, codebook) }) {
                guard case .bytes(let write) = file.content else { continue }
                files[file.path] = try render { try write(table, &$0) }
            }
        }
        var release = ReleaseDescription(
            codebook: codebook,
            edition: edition,
            release: 12,
            base: 11,
            rulesVersion: "1",
            coefficientSets: ["2019": "2014"],
            notes: [Text(nl: "Afgerond.", en: "Rounded.")],
            tables: tables.map { table, _ in
                .init(
                    name: table.name,
                    codebook: codebook,
                    edition: edition,
                    period: table.period,
                    status: table.status,
                    columns: table.topics,
                    topics: table.filled
                )
            },
            files: files.sorted { $0.key < $1.key }.map {
                .init(
                    path: $0.key,
                    bytes: Int64($0.value.count),
                    sha256: String(repeating: "0", count: 64),
                    mediaType: "text/csv"
                )
            }
        )
        for description in codebook.extracts.flatMap({ $0.descriptions(codebook) }) {
            let bytes = try render { try description.write(release, &$0) }
            files[description.path] = bytes
            release.files.append(
                .init(
                    path: description.path,
                    bytes: Int64(bytes.count),
                    sha256: String(repeating: "0", count: 64),
                    mediaType: description.mediaType
                )
            )
        }
        return files
    }
}
