import Classification
import Codebook
import Disclosure
import Statistics
import TestSupport

/// Two characteristics, and a gemeente of two wijken of two buurten each.
enum TrialCharacteristics {
    private static let none = Text(nl: "", en: "")

    /// Two characteristics: one of four classes in an order, one of four kinds of which the last is "other".
    static let codebook: Codebook = {
        func variable(_ key: String, _ merges: MergeLadder) -> Variable {
            Variable(
                key: key,
                title: none,
                dimension: [],
                categories: (0..<4).map { .init(key: "\($0)", title: none, spellings: []) },
                groups: (0..<4).map { .init(key: "\($0)", title: none, categories: $0..<$0 + 1) },
                merges: merges
            )
        }
        func topic(_ measure: Measure, _ kind: Topic.Kind) -> Topic {
            Topic(key: "", title: none, unit: none, decimals: 0, kind: kind, spellings: [], measure: measure)
        }
        let runs = [[0], [1], [2], [3], [0, 1], [1, 2], [2, 3], [0, 1, 2], [1, 2, 3]]
        let topics =
            [topic(.population, .count)]
            + runs.map { topic(.count(variable: 0, groups: $0), .count) }
            + runs[..<4].map { topic(.count(variable: 1, groups: $0), .count) }
            + [topic(.gatheredCount(variable: 1, into: 3), .count)]
            + (0..<4).map { topic(.share(variable: 1, group: $0), .percentage) }
            + [topic(.gatheredShare(variable: 1, into: 3), .percentage)]
        return Codebook(
            dataset: "trial",
            title: none,
            unit: none,
            attribution: none,
            version: "1",
            keys: KeyColumns(region: [], regionCode: [], regionName: [], period: [], ignored: []),
            years: 2021...2021,
            levels: ["gemeente", "wijk", "buurt"],
            variables: [variable("klasse", .neighbours), variable("soort", .into(group: 3))],
            topics: topics,
            forms: [],
            scheme: .unscored,
            protection: ProtectionRule(threshold: 20, rounding: 1, groupDisclosure: .publish),
            rules: [:]
        )
    }()

    static let edition: Edition = {
        let codes = [
            ("GM1001", 0, nil), ("WK100110", 1, "GM1001"), ("BU10011010", 2, "WK100110"),
            ("BU10011011", 2, "WK100110"), ("WK100111", 1, "GM1001"), ("BU10011110", 2, "WK100111"),
            ("BU10011111", 2, "WK100111"),
        ]
        return TrialEdition.of(
            codes.map { TrialEdition.entry($0, level: $1, parent: $2) },
            levels: TrialEdition.levelsBelowLand
        )
    }()
}

extension TrialCharacteristics {
    /// The positions of the buurten, and of the regions that hold each.
    static let buurten = [2, 3, 5, 6]
    private static let wholes = [2: [0, 1], 3: [0, 1], 5: [0, 4], 6: [0, 4]]

    /// Protects the counts of four buurten, by characteristic and category.
    static func protect(
        _ counts: [[[Int64]]],
        by codebook: Codebook = TrialCharacteristics.codebook,
        history: CharacteristicHistory = CharacteristicHistory()
    ) -> CharacteristicProtection.ProtectedCharacteristics {
        CharacteristicProtection(codebook, edition: edition)
            .protect(table(counts, by: codebook), roots: [RegionIndex(0)], history: history) { region in
                buurten.firstIndex(of: region.position).map { counts[$0] }
            }
    }

    /// The exact figures of the counts of four buurten, by characteristic and category.
    static func table(_ counts: [[[Int64]]], by codebook: Codebook) -> FiguresTable {
        var sums: [Int: [[Int64]]] = [:]
        for (buurt, own) in zip(buurten, counts) {
            for region in [buurt] + (wholes[buurt] ?? []) {
                let before = sums[region] ?? own.map { $0.map { _ in 0 } }
                sums[region] = zip(before, own).map { zip($0, $1).map { $0 + $1 } }
            }
        }
        let rows = edition.regions.indices.map { region in
            let counts = sums[region] ?? []
            let known = counts.map { $0.reduce(0, +) }
            let figures = codebook.topics.map { topic -> (Figure, Int64) in
                switch topic.measure {
                case .count(let variable, let groups):
                    (.count(groups.reduce(0) { $0 + counts[variable][$1] }), known[variable])
                case .share(let variable, let group):
                    (
                        .ratio(Fraction(Int128(counts[variable][group]), Int128(max(1, known[variable])))),
                        known[variable]
                    )
                case .gatheredCount(let variable, _), .gatheredShare(let variable, _):
                    (.unavailable, known[variable])
                default: (.count(known.max() ?? 0), known.max() ?? 0)
                }
            }
            return FiguresTable.Row(
                region: RegionIndex(region),
                figures: RegionFigures(
                    population: known.max(),
                    figures: figures.map(\.0),
                    bases: figures.map(\.1)
                )
            )
        }
        return FiguresTable(
            period: Period(year: 2021),
            status: .definitive,
            columns: Array(codebook.topics.indices),
            rows: rows
        )
    }
}
