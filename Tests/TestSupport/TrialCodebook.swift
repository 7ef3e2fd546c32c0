public import Codebook
public import Statistics

/// Codebooks made by hand, so that these tests stand on nothing that reads files.
public enum TrialCodebook {
    /// The published coefficients of 2019, in tenths: wealth, education, work history.
    public static let published: [[Int64]] = [
        [-21, -18, -8, -1, 3, 4, 6, 8, 10, 12], [-22, -9, 0, 7, 11], [8, -4, -10, -16, -22, -27, -3],
    ]

    /// The data set of the published coefficients, with its published groups.
    public static let sesWoa = make(
        published,
        groups: [[0..<4, 4..<8, 8..<10], [0..<2, 2..<3, 3..<5], [0..<1, 1..<5, 5..<6, 6..<7]]
    )

    /// A data set of any coefficients; a variable's groups are its categories where none are given.
    public static func make(
        _ coefficients: [[Int64]],
        decimals: Int = 1,
        divisor: Int = 3,
        groups: [[Range<Int>]]? = nil
    ) -> Codebook {
        let variables = coefficients.enumerated().map { rank, own in
            Variable(
                key: "variable\(rank)",
                title: none,
                dimension: [],
                categories: own.indices.map { .init(key: "\($0 + 1)", title: none, spellings: []) },
                groups: (groups?[rank] ?? own.indices.map { $0..<$0 + 1 }).enumerated().map {
                    .init(key: "\($0)", title: none, categories: $1)
                }
            )
        }
        let topics = topics(of: variables)
        return Codebook(
            dataset: "trial",
            title: none,
            unit: none,
            attribution: none,
            version: "1",
            keys: KeyColumns(region: [], regionCode: [], regionName: [], period: [], ignored: []),
            years: 2014...2023,
            levels: ["gemeente", "wijk", "buurt"],
            variables: variables,
            topics: topics,
            forms: [
                Form(key: "joint", title: none, layout: .joint, topics: [topic(.cell, .count)]),
                Form(key: "marginal", title: none, layout: .marginal, topics: marginals(of: variables)),
                Form(key: "published", title: none, layout: .published, topics: topics),
            ],
            scheme: .coefficients(
                CoefficientScheme(
                    divisor: divisor,
                    sets: [
                        CoefficientSet(
                            key: "trial",
                            serves: 2014...2023,
                            provenance: none,
                            decimals: decimals,
                            coefficients: coefficients
                        )
                    ]
                )
            ),
            protection: ProtectionRule(threshold: 100, rounding: 100),
            rules: [:]
        )
    }

    /// The same with a form of one row a household, of which education is imputed, and its topics.
    public static let withRecords: Codebook = {
        var codebook = sesWoa
        let fields = codebook.variables.enumerated().map { rank, variable in
            RecordField(
                key: variable.key,
                role: .variable(rank),
                codes: variable.categories.map { .init(key: $0.key) }
            )
        }
        let imputation = ImputationSetting(
            variable: 1,
            seed: 1,
            replicates: 2,
            persons: [.init(key: "person", level: 1, covariates: [0])]
        )
        codebook.forms.append(
            Form(
                key: "records",
                title: none,
                layout: .records,
                topics: [topic(.cell, .count)],
                records: RecordLayout(separator: 59, fields: fields, leaveOut: [], imputation: imputation)
            )
        )
        codebook.topics.append(topic(.imputedShare, .percentage))
        for side in [BoundSide.lower, .upper] {
            codebook.topics.append(topic(.bound(side, of: .share(variable: 1, group: 2)), .percentage))
            codebook.topics.append(topic(.bound(side, of: .score(variable: 1)), .score))
            codebook.topics.append(topic(.bound(side, of: .score(variable: nil)), .score))
        }
        return codebook
    }()

    /// No text.
    public static let none = Text(nl: "", en: "")

    /// A topic of a measure, whose key is the measure.
    public static func topic(_ measure: Measure, _ kind: Topic.Kind) -> Topic {
        let decimals =
            switch kind {
            case .count: 0
            case .percentage: 1
            case .score, .spread, .number: 3
            }
        return Topic(
            key: "\(measure)",
            title: none,
            unit: none,
            decimals: decimals,
            kind: kind,
            spellings: [],
            measure: measure
        )
    }

    private static func topics(of variables: [Variable]) -> [Topic] {
        let parts: [Int?] = [nil] + variables.indices.map(Optional.some)
        return [topic(.population, .count), topic(.carried, .number)]
            + variables.indices.flatMap { rank in
                variables[rank].groups.indices.map { topic(.share(variable: rank, group: $0), .percentage) }
            }
            + parts.map { topic(.score(variable: $0), .score) }
            + parts.map { topic(.standardDeviation(variable: $0), .spread) }
            + parts.map { topic(.meanDifference(variable: $0), .spread) }
    }

    private static func marginals(of variables: [Variable]) -> [Topic] {
        [topic(.population, .count)]
            + variables.indices.flatMap { rank in
                variables[rank].categories.indices.map {
                    topic(.category(variable: rank, category: $0), .count)
                }
            }
    }
}

extension Codebook {
    /// The coefficients that it scores by; nil where it scores otherwise.
    public var coefficientScheme: CoefficientScheme? {
        if case .coefficients(let scheme) = scheme { scheme } else { nil }
    }
}
