public import Statistics

/// The published development of scores over time: against the year before, and against a base year.
public struct DevelopmentSetting: Hashable, Sendable {
    /// The base year; nil for the year on which the coefficients of a report year were estimated.
    public var baseYear: Int?

    /// Creates a setting.
    public init(baseYear: Int? = nil) { self.baseYear = baseYear }
}

/// The topics of a development extract: for each score its change since another year, with a standard error.
public struct DevelopmentTopics: Hashable, Sendable {
    /// The earlier year of a comparison.
    public enum Comparison: Int, Hashable, Sendable, CaseIterable {
        /// The year before.
        case previousYear
        /// The base year.
        case baseYear
    }

    /// The ranks of the scores in the codebook, rising.
    public let scores: [Int]
    /// The codebook of the inputs of changes: its own topics, then the standard error of each score.
    public let source: Codebook
    /// The codebook of the extract: its topics are the changes and their errors.
    public let result: Codebook

    /// The topics of a codebook; nil if it publishes no development or no score.
    public init?(_ codebook: Codebook) {
        guard codebook.development != nil else { return nil }
        var scores: [Int] = []
        var source = codebook
        var topics: [Topic] = []
        for (rank, topic) in codebook.topics.enumerated() {
            guard case .score(let variable) = topic.measure else { continue }
            scores.append(rank)
            source.topics.append(
                Topic(
                    key: "StandardError_\(source.topics.count)",
                    title: topic.title,
                    unit: topic.unit,
                    decimals: topic.decimals,
                    kind: .spread,
                    spellings: [],
                    measure: .standardError(variable: variable)
                )
            )
        }
        guard !scores.isEmpty else { return nil }
        for comparison in Comparison.allCases {
            for rank in scores {
                topics += Self.topics(codebook.topics[rank], comparison, from: topics.count + 2)
            }
        }
        var result = codebook
        result.topics = topics
        result.title = Text(
            nl: "\(codebook.title.nl); ontwikkeling",
            en: "\(codebook.title.en); development"
        )
        self.scores = scores
        self.source = source
        self.result = result
    }

    /// The ranks in ``source`` that an extract needs: the units, the scores and their standard errors.
    public var wanted: Set<Int> {
        let own = source.topics.count - scores.count
        return Set(scores + scores.indices.map { own + $0 } + [source.topicRank(of: .population) ?? 0])
    }

    /// The rank in ``source`` of the standard error of a score, by its position in ``scores``.
    public func errorRank(of position: Int) -> Int { source.topics.count - scores.count + position }

    /// The rank in ``result`` of the change of a score, by its position in ``scores``; its error comes next.
    public func column(of position: Int, since comparison: Comparison) -> Int {
        (comparison.rawValue * scores.count + position) * 2
    }

    /// The change of a score and its error; numbers in keys continue, as on StatLine.
    private static func topics(_ score: Topic, _ comparison: Comparison, from number: Int) -> [Topic] {
        let (key, nl, en) =
            switch comparison {
            case .previousYear:
                ("VorigJaar", "Verandering sinds vorig jaar", "Change since the previous year")
            case .baseYear: ("Basisjaar", "Verandering sinds het basisjaar", "Change since the base year")
            }
        func topic(_ stem: String, _ title: Text, _ offset: Int, _ kind: Topic.Kind) -> Topic {
            Topic(
                key: "\(stem)\(key)_\(number + offset)",
                title: Text(
                    nl: "\(nl)/\(score.title.nl)/\(title.nl)",
                    en: "\(en)/\(score.title.en)/\(title.en)"
                ),
                unit: score.unit,
                decimals: score.decimals,
                kind: kind,
                spellings: [],
                measure: .carried
            )
        }
        return [
            topic("Verandering", Text(nl: "Verschil", en: "Difference"), 0, .number),
            topic("Standaardfout", Text(nl: "Standaardfout", en: "Standard error"), 1, .spread),
        ]
    }
}

extension Codebook {
    /// The earlier period of a comparison; nil if there is none, or if it is the same.
    public func period(before period: Period, by comparison: DevelopmentTopics.Comparison) -> Period? {
        guard let development, period.kind == .year else { return nil }
        let year: Int? =
            switch comparison {
            case .previousYear: period.year - 1
            case .baseYear: development.baseYear ?? coefficientSet(for: period)?.baseYear
            }
        return year.flatMap { $0 == period.year ? nil : Period(year: $0) }
    }

    /// True if scores of two periods are on one scale: one set of coefficients serves both.
    public func areComparable(_ a: Period, _ b: Period) -> Bool {
        guard let set = coefficientSet(for: a) else { return false }
        return set.key == coefficientSet(for: b)?.key
    }

    private func coefficientSet(for period: Period) -> CoefficientSet? {
        scheme.coefficients?.set(for: period)
    }
}

extension CoefficientSet {
    /// The year of its estimation, by the four digits at the start of its key; nil if it has none.
    public var baseYear: Int? {
        let digits = key.prefix { ("0"..."9").contains($0) }
        return digits.count == 4 ? Int(digits) : nil
    }
}
