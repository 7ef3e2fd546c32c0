public import Codebook
import Statistics

/// A small codebook for tests: two variables of three and two categories, in all three forms.
///
/// Welvaart has the groups laag (1, 2) and hoog (3); werk is published as it is. The topics are written as
/// StatLine writes them, with keys, paths and units.
public enum SampleCodebook {
    /// The codebook.
    public static let codebook = Codebook(
        dataset: "sample",
        title: Text(nl: "Proef", en: "Sample"),
        unit: Text(nl: "particuliere huishoudens", en: "private households"),
        attribution: Text(nl: "Verzonnen cijfers", en: "Invented figures"),
        version: "1",
        keys: keys,
        years: 2014...2023,
        levels: ["gemeente", "wijk", "buurt"],
        variables: [welvaart, werk],
        topics: topics,
        forms: [joint, marginal, published],
        scheme: .coefficients(
            CoefficientScheme(
                divisor: 2,
                sets: [
                    CoefficientSet(
                        key: "2019",
                        serves: 2014...2023,
                        provenance: Text(nl: "Verzonnen", en: "Invented"),
                        decimals: 1,
                        coefficients: [[-10, 2, 12], [8, -14]]
                    )
                ]
            )
        ),
        protection: ProtectionRule(threshold: 100, rounding: 100),
        rules: [:]
    )

    private static let keys = KeyColumns(
        region: ["WijkenEnBuurten"],
        regionCode: [
            "Regiocode (gemeente, wijk, buurt) (code)", "Regiocode (gemeente, wijk, buurt)",
            "RegiocodeGemeenteWijkBuurt_1", "Regioaanduiding/Codering", "Region code",
        ],
        regionName: ["Wijken en buurten", "Districts and neighbourhoods"],
        period: ["Perioden", "Periods"],
        ignored: ["ID", "Gemeentenaam_1", "Regioaanduiding/Gemeentenaam", "Regioaanduiding/Soort regio"]
    )

    private static let welvaart = Variable(
        key: "welvaart",
        title: Text(nl: "Welvaart", en: "Wealth"),
        dimension: ["Welvaart", "Wealth"],
        categories: [
            .init(key: "1", title: Text(nl: "Laag", en: "Low"), spellings: []),
            .init(key: "2", title: Text(nl: "Midden", en: "Middle"), spellings: ["Gemiddeld"]),
            .init(key: "3", title: Text(nl: "Hoog", en: "High"), spellings: []),
        ],
        groups: [
            .init(key: "laag", title: Text(nl: "Laag", en: "Low"), categories: 0..<2),
            .init(key: "hoog", title: Text(nl: "Hoog", en: "High"), categories: 2..<3),
        ]
    )

    private static let werk = Variable(
        key: "werk",
        title: Text(nl: "Werk", en: "Work"),
        dimension: ["Werk", "Work"],
        categories: [
            .init(key: "1", title: Text(nl: "Werkzaam", en: "Working"), spellings: []),
            .init(key: "2", title: Text(nl: "Niet werkzaam", en: "Not working"), spellings: []),
        ],
        groups: [
            .init(key: "werkzaam", title: Text(nl: "Werkzaam", en: "Working"), categories: 0..<1),
            .init(key: "niet", title: Text(nl: "Niet werkzaam", en: "Not working"), categories: 1..<2),
        ]
    )

    private static let households = Text(nl: "Particuliere huishoudens", en: "Private households")
    private static let number = Text(nl: "Aantal", en: "Number")
    private static let value = Text(nl: "Getal", en: "Value")
    private static let percent = Text(nl: "%", en: "%")

    private static let topics = [
        Topic(
            key: "ParticuliereHuishoudens_2",
            title: households,
            unit: number,
            decimals: 0,
            kind: .count,
            spellings: [],
            measure: .population
        ),
        Topic(
            key: "WelvaartLaag_3",
            title: Text(nl: "Welvaart/Laag", en: "Wealth/Low"),
            unit: percent,
            decimals: 1,
            kind: .percentage,
            spellings: ["D000001_1"],
            measure: .share(variable: 0, group: 0)
        ),
        Topic(
            key: "WelvaartHoog_4",
            title: Text(nl: "Welvaart/Hoog", en: "Wealth/High"),
            unit: percent,
            decimals: 1,
            kind: .percentage,
            spellings: ["D000002_1"],
            measure: .share(variable: 0, group: 1)
        ),
        Topic(
            key: "GemiddeldeScore_5",
            title: Text(nl: "Score/Gemiddelde score", en: "Score/Mean score"),
            unit: value,
            decimals: 3,
            kind: .score,
            spellings: [],
            measure: .score(variable: nil)
        ),
        Topic(
            key: "Waarde_6",
            title: Text(nl: "Spreiding/Waarde", en: "Spread/Value"),
            unit: value,
            decimals: 3,
            kind: .spread,
            spellings: [],
            measure: .carried
        ),
    ]

    private static let joint = Form(
        key: "joint",
        title: Text(nl: "gekruiste aantallen", en: "joint counts"),
        layout: .joint,
        topics: [
            Topic(
                key: "ParticuliereHuishoudens",
                title: households,
                unit: number,
                decimals: 0,
                kind: .count,
                spellings: ["ParticuliereHuishoudens_1", "ParticuliereHuishoudens_2"],
                measure: .cell
            )
        ]
    )

    private static let marginal = Form(
        key: "marginal",
        title: Text(nl: "aantallen per kenmerk", en: "counts by variable"),
        layout: .marginal,
        topics: [
            Topic(
                key: "ParticuliereHuishoudens_1",
                title: households,
                unit: number,
                decimals: 0,
                kind: .count,
                spellings: [],
                measure: .population
            )
        ] + categoryTopics
    )

    private static let categoryTopics: [Topic] = {
        var topics: [Topic] = []
        for (rank, variable) in [welvaart, werk].enumerated() {
            for (category, entry) in variable.categories.enumerated() {
                topics.append(
                    Topic(
                        key: "\(variable.title.nl)\(entry.key)_\(topics.count + 2)",
                        title: Text(
                            nl: "\(variable.title.nl)/\(entry.title.nl)",
                            en: "\(variable.title.en)/\(entry.title.en)"
                        ),
                        unit: number,
                        decimals: 0,
                        kind: .count,
                        spellings: [],
                        measure: .category(variable: rank, category: category)
                    )
                )
            }
        }
        return topics
    }()

    private static let published = Form(
        key: "published",
        title: Text(nl: "gepubliceerde vorm", en: "published form"),
        layout: .published,
        topics: topics
    )
}
