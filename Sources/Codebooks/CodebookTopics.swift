import Codebook
import Statistics
import YAMLReading
import Yams

/// Reads the topics and forms of a codebook, whose measures refer to its variables.
struct CodebookTopics {
    let variables: [Variable]
    let areas: [AreaFigure]
    /// The indicators and classes of the scheme.
    var classes = CodebookClasses.Outline()

    /// Reads an entry of the published topics: one, or one for every category of every variable.
    func published(_ node: YAMLNode) throws -> [Topic] {
        var keys = try node.keys()
        if let each = keys.optional("each") {
            switch try each.word(CategoryTopics.Each.self) {
            case .category: return try CategoryTopics(variables: variables).published(&keys)
            case .area: return try CodebookAreas.published(areas, &keys)
            }
        }
        let measure = try measure(keys.required("measure"))
        let topic = try self.topic(&keys, measure: measure, defaultKind: nil)
        try keys.finish()
        return [topic]
    }

    /// Reads a form.
    func form(_ node: YAMLNode, published: [Topic]) throws -> Form {
        var keys = try node.keys()
        let layout = try keys.required("layout").word(Form.Layout.self)
        let topics: [Topic]
        var records: RecordLayout?
        var rows: CharacteristicColumns?
        var units: UnitColumns?
        switch layout {
        case .joint, .records:
            var inner = try keys.required("topic").keys()
            topics = [try topic(&inner, measure: .cell, defaultKind: .count)]
            try inner.finish()
            if layout == .records { records = try CodebookRecords(variables: variables).layout(&keys) }
        case .marginal:
            var inner = try keys.required("population").keys()
            let population = try topic(&inner, measure: .population, defaultKind: .count)
            try inner.finish()
            topics = [population] + (try categoryTopics(keys.required("categories"), unit: population.unit))
        case .published: topics = published
        case .counts:
            topics = try keys.required("topics").items().enumerated().map { rank, item in
                var inner = try item.keys()
                let topic = try topic(&inner, measure: .indicatorCount(rank), defaultKind: .count)
                try inner.finish()
                return topic
            }
        case .characteristics:
            var inner = try keys.required("topic").keys()
            let topic = try topic(&inner, measure: .cell, defaultKind: .count)
            try inner.finish()
            topics =
                try CategoryTopics(variables: variables).delivered(unit: topic.unit, at: node)
                + areas.enumerated().map { $1.topic(rank: $0) }
            if let node = keys.optional("units") {
                units = try unitColumns(node)
                break
            }
            rows = CharacteristicColumns(
                variable: try keys.required("characteristic").strings(),
                category: try keys.required("category").strings(),
                topic: topic
            )
        }
        let form = Form(
            key: try keys.required("key").string(),
            title: try keys.required("title").text(),
            layout: layout,
            topics: topics,
            records: records,
            rows: rows,
            units: units
        )
        try keys.finish()
        return form
    }

    /// Reads the columns of a microdata form with derived categories.
    private func unitColumns(_ node: YAMLNode) throws -> UnitColumns {
        var keys = try node.keys()
        let columns = UnitColumns(
            period: try keys.required("period").strings(),
            id: try keys.required("id").strings(),
            region: try keys.required("region").strings(),
            prefix: try keys.optional("prefix")?.string() ?? ""
        )
        try keys.finish()
        return columns
    }

    /// One topic for each category: the variable's prefix, the category's key and a running number from 2.
    private func categoryTopics(_ node: YAMLNode, unit: Text) throws -> [Topic] {
        var keys = try node.keys()
        var number = 2
        var topics: [Topic] = []
        for (rank, variable) in variables.enumerated() {
            let prefix = try keys.required(variable.key)
            for (category, entry) in variable.categories.enumerated() {
                topics.append(
                    Topic(
                        key: try Self.name("\(prefix.string())\(entry.key)_\(number)", at: prefix),
                        title: Text(
                            nl: "\(variable.title.nl)/\(entry.title.nl)",
                            en: "\(variable.title.en)/\(entry.title.en)"
                        ),
                        unit: unit,
                        decimals: 0,
                        kind: .count,
                        spellings: entry.spellings.flatMap {
                            ["\(variable.title.nl)/\($0)", "\(variable.title.en)/\($0)"]
                        },
                        measure: .category(variable: rank, category: category)
                    )
                )
                number += 1
            }
        }
        try keys.finish()
        return topics
    }

    func topic(_ keys: inout YAMLKeys, measure: Measure, defaultKind: Topic.Kind?) throws -> Topic {
        let decimals = try keys.optional("decimals")?.int(in: 0...9) ?? 0
        let kind: Topic.Kind
        if let node = keys.optional("kind") {
            kind = try node.word(Topic.Kind.self)
        } else if let defaultKind {
            kind = defaultKind
        } else {
            kind = try keys.required("kind").word(Topic.Kind.self)
        }
        var topic = Topic(
            key: try topicKey(keys.required("key")),
            title: try keys.required("title").text(),
            unit: try keys.required("unit").text(),
            decimals: decimals,
            kind: kind,
            range: try keys.optional("range").map { try range($0, decimals: decimals) }
                ?? scores(measure, decimals: decimals),
            spellings: try keys.optional("spellings")?.strings() ?? [],
            measure: measure
        )
        topic.definition = try keys.optional("definition").map { try $0.text() }
        return topic
    }

    /// The range of class scores and of their means: 0 up to the highest class.
    private func scores(_ measure: Measure, decimals: Int) -> ClosedRange<Int64>? {
        guard let highest = classes.highest, measure.traits.isOfClasses else { return nil }
        return 0...(0..<decimals).reduce(Int64(highest)) { highest, _ in highest * 10 }
    }

    private func topicKey(_ node: YAMLNode) throws -> String { try Self.name(node.string(), at: node) }

    /// Reads a key, which must be a valid name of an XML element.
    static func name(_ key: String, at node: YAMLNode) throws -> String {
        func isLetter(_ byte: UInt8) -> Bool { byte == 95 || (65...90).contains(byte & 0xDF) }
        let isName =
            key.utf8.first.map(isLetter) == true
            && key.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) }
        guard isName else {
            throw node.flaw(
                "'\(key)' cannot be the name of an element",
                "use letters, digits and underscores"
            )
        }
        return key
    }

    private func range(_ node: YAMLNode, decimals: Int) throws -> ClosedRange<Int64> {
        var keys = try node.keys()
        let minimum = try keys.required("minimum").decimal(decimals: decimals)
        let maximumNode = try keys.required("maximum")
        let maximum = try maximumNode.decimal(decimals: decimals)
        try keys.finish()
        guard minimum <= maximum else { throw maximumNode.flaw("is less than the minimum", "swap them") }
        return minimum...maximum
    }

    private static let measures =
        """
        write population, index, {class: …}, carried, imputed-share, {share: …, group: …}, {share: …, groups: […]}, \
        {score: …}, {standard-deviation: …}, {mean-difference: …}, {lower-bound: …}, {upper-bound: …} or {unit-of: …}
        """

    private func measure(_ node: YAMLNode) throws -> Measure {
        if case .scalar = node.node {
            switch try node.string() {
            case "population": return .population
            case "carried": return .carried
            case "imputed-share": return .imputedShare
            case "index": return .index
            case let word: throw node.flaw("the measure '\(word)' is unknown", Self.measures)
            }
        }
        var keys = try node.keys()
        if let indicator = keys.optional("class") {
            try keys.finish()
            let name = try indicator.string()
            guard let rank = classes.indicators.firstIndex(of: name) else {
                throw indicator.flaw("there is no indicator '\(name)'", "name one of `scoring`")
            }
            return .indicatorClass(rank)
        }
        if let subject = keys.optional("unit-of") {
            try keys.finish()
            return .unit(
                of: try subject.string() == "scores" ? .scores : .shares(variable: variable(subject))
            )
        }
        for (name, side) in [("lower-bound", BoundSide.lower), ("upper-bound", BoundSide.upper)] {
            guard let value = keys.optional(name) else { continue }
            try keys.finish()
            return .bound(side, of: try bounded(value))
        }
        if let share = keys.optional("share") {
            let rank = try variable(share)
            if let merged = keys.optional("groups") {
                try keys.finish()
                return .mergedShare(
                    variable: rank,
                    groups: try merged.items().map { try self.group($0, of: rank) }.sorted()
                )
            }
            let group = try self.group(keys.required("group"), of: rank)
            try keys.finish()
            return .share(variable: rank, group: group)
        }
        let measures: [(String, (Int?) -> Measure)] = [
            ("score", Measure.score), ("standard-deviation", Measure.standardDeviation),
            ("mean-difference", Measure.meanDifference),
        ]
        for (name, make) in measures {
            guard let value = keys.optional(name) else { continue }
            try keys.finish()
            return make(try value.string() == "total" ? nil : variable(value))
        }
        throw node.flaw("the measure is unknown", Self.measures)
    }

    /// Reads the measure that a bound is around: a share or a mean score.
    private func bounded(_ node: YAMLNode) throws -> BoundedMeasure {
        guard let bounded = try measure(node).bounded else {
            throw node.flaw("only shares and scores have bounds", "write {share: …, group: …} or {score: …}")
        }
        return bounded
    }

    private func group(_ node: YAMLNode, of variable: Int) throws -> Int {
        let name = try node.string()
        if let rank = variables[variable].groups.firstIndex(where: { $0.key == name }) { return rank }
        throw node.flaw("the variable has no group '\(name)'", "name one of its groups")
    }

    private func variable(_ node: YAMLNode) throws -> Int {
        let name = try node.string()
        if let rank = variables.firstIndex(where: { $0.key == name }) { return rank }
        throw node.flaw("there is no variable '\(name)'", "name one of the variables")
    }
}
