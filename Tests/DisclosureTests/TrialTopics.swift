import Codebook
import Statistics

/// A codebook of one topic of each kind, made by hand.
enum TrialTopics {
    static let codebook: Codebook = {
        let none = Text(nl: "", en: "")
        let topics: [(Measure, Topic.Kind, decimals: Int)] = [
            (.population, .count, 0), (.share(variable: 0, group: 0), .percentage, 1),
            (.score(variable: nil), .score, 3),
            (.standardDeviation(variable: nil), .spread, 3), (.carried, .number, 1),
        ]
        return Codebook(
            dataset: "trial",
            title: none,
            unit: none,
            attribution: none,
            version: "1",
            keys: KeyColumns(region: [], regionCode: [], regionName: [], period: [], ignored: []),
            years: 2014...2023,
            levels: [],
            variables: [],
            topics: topics.map { measure, kind, decimals in
                Topic(
                    key: "\(measure)",
                    title: none,
                    unit: none,
                    decimals: decimals,
                    kind: kind,
                    spellings: [],
                    measure: measure
                )
            },
            forms: [],
            scheme: .coefficients(CoefficientScheme(divisor: 1, sets: [])),
            protection: ProtectionRule(threshold: 100, rounding: 100),
            rules: [:]
        )
    }()
}
