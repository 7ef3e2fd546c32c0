import Codebook
import Statistics
import TestSupport

/// A data set like the one that is shipped, with fewer published topics.
extension TrialCodebook {
    static let coefficients = published

    static let variables = [
        variable("welvaart", 10, [0..<4, 4..<8, 8..<10]),
        variable("opleiding", 5, [0..<2, 2..<3, 3..<5]),
        variable("arbeid", 7, [0..<1, 1..<5, 5..<6, 6..<7]),
    ]

    /// The ranks of the published topics.
    enum Rank {
        static let units = 0, low = 1, middle = 2, high = 3, total = 4, wealth = 5, education = 6, work = 7
        static let spread = 8, deviation = 9
        static let income = 10
    }

    static let topics: [Topic] = [
        topic("Huishoudens_2", .count, 0, .population),
        topic("Laag_16", .percentage, 1, .share(variable: 1, group: 0)),
        topic("Middelbaar_19", .percentage, 1, .share(variable: 1, group: 1)),
        topic("Hoog_22", .percentage, 1, .share(variable: 1, group: 2)),
        topic("Score_29", .score, 3, .score(variable: nil)),
        topic("Score_31", .score, 3, .score(variable: 0)),
        topic("Score_33", .score, 3, .score(variable: 1)),
        topic("Score_35", .score, 3, .score(variable: 2)),
        topic("Spreiding_37", .spread, 3, .carried),
        topic("Afwijking_44", .spread, 3, .standardDeviation(variable: nil)),
        topic("Inkomen_10", .number, 1, .carried, range: 10...1000),
    ]

    static func codebook(rules: [String: RuleSetting] = [:], years: ClosedRange<Int> = 2014...2023)
        -> Codebook
    {
        let marginal =
            [topic("Huishoudens_1", .count, 0, .population)]
            + variables.indices.flatMap { variable in
                variables[variable].categories.indices.map { category in
                    topic(
                        "V\(variable)C\(category)",
                        .count,
                        0,
                        .category(variable: variable, category: category)
                    )
                }
            }
        var codebook = make(coefficients)
        codebook.dataset = "proef"
        codebook.title = Text(nl: "proef", en: "trial")
        codebook.unit = Text(nl: "huishoudens", en: "households")
        codebook.years = years
        codebook.variables = variables
        codebook.topics = topics
        codebook.forms = [
            Form(
                key: "joint",
                title: Text(nl: "gekruist", en: "joint"),
                layout: .joint,
                topics: [topic("Huishoudens", .count, 0, .cell)]
            ),
            Form(
                key: "marginal",
                title: Text(nl: "per kenmerk", en: "by variable"),
                layout: .marginal,
                topics: marginal
            ),
            Form(
                key: "published",
                title: Text(nl: "gepubliceerd", en: "published"),
                layout: .published,
                topics: topics
            ),
        ]
        if var scheme = codebook.coefficientScheme {
            scheme.sets[0].key = "2019"
            scheme.sets[0].serves = 2014...2021
            codebook.scheme = .coefficients(scheme)
        }
        codebook.rules = rules
        return codebook
    }

    private static func topic(
        _ key: String,
        _ kind: Topic.Kind,
        _ decimals: Int,
        _ measure: Measure,
        range: ClosedRange<Int64>? = nil
    ) -> Topic {
        Topic(
            key: key,
            title: Text(nl: key, en: key),
            unit: Text(nl: "", en: ""),
            decimals: decimals,
            kind: kind,
            range: range,
            spellings: [],
            measure: measure
        )
    }

    private static func variable(_ key: String, _ categories: Int, _ groups: [Range<Int>]) -> Variable {
        Variable(
            key: key,
            title: Text(nl: key, en: key),
            dimension: [key],
            categories: (1...categories).map {
                Variable.Category(key: "\($0)", title: Text(nl: "\($0)", en: "\($0)"), spellings: [])
            },
            groups: groups.enumerated().map {
                Variable.Group(key: "\($0.offset)", title: Text(nl: "", en: ""), categories: $0.element)
            }
        )
    }
}
