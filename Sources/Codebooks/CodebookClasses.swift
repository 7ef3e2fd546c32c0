import Codebook
import Statistics
import YAMLReading

/// Reads the ranking of areas by classes of indicators.
enum CodebookClasses {
    /// The parts that topics refer to, read before the rest of the scheme.
    struct Outline {
        /// The keys of the indicators; none under another scheme.
        var indicators: [String] = []
        /// The highest class; nil under another scheme.
        var highest: Int?
    }

    /// Reads the parts that topics refer to.
    static func outline(_ node: YAMLNode) throws -> Outline {
        var keys = try node.keys()
        let scheme = try keys.required("scheme").word(CodebookScoring.SchemeKind.self)
        guard scheme == .classes else { return Outline() }
        let list = try keys.required("indicators")
        let items = try list.items()
        guard !items.isEmpty else { throw list.flaw("there is no indicator", "add one") }
        var indicators: [String] = []
        for item in items {
            var keys = try item.keys()
            let key = try keys.required("key").string()
            guard !indicators.contains(key) else {
                throw item.flaw("the indicator '\(key)' stands twice", "rename one of the two")
            }
            indicators.append(key)
        }
        return Outline(
            indicators: indicators,
            highest: try keys.required("classes").int(in: 2...100) - 1
        )
    }

    /// Reads the scheme; `counts` is the form with the topics of its indicators.
    static func scheme(_ keys: inout YAMLKeys, at node: YAMLNode, counts: Form?) throws -> ClassScheme {
        guard let counts else {
            throw node.flaw("no form has the layout 'counts'", "add one with the counts of the indicators")
        }
        let method = try keys.required("method").word(ClassScheme.Method.self)
        let classes = try keys.required("classes").int(in: 2...100)
        let list = try keys.required("indicators")
        let indicators = try list.items().map { try indicator($0, counts) }
        guard indicators.reduce(0, { $0 + $1.weight }) <= 40 else {
            throw list.flaw("the weights are more than 40 together", "write smaller weights")
        }
        let needs = try keys.optional("needs")?.int(in: 1...indicators.count)
        return ClassScheme(
            method: method,
            classes: classes,
            indicators: indicators,
            leastIndicators: needs ?? indicators.count,
            population: try rank(keys.required("population"), counts)
        )
    }

    private static func indicator(_ node: YAMLNode, _ counts: Form) throws -> ClassScheme.Indicator {
        var keys = try node.keys()
        let indicator = ClassScheme.Indicator(
            key: try keys.required("key").string(),
            title: try keys.required("title").text(),
            numerator: try rank(keys.required("numerator"), counts),
            denominator: try rank(keys.required("denominator"), counts),
            lag: try keys.optional("lag")?.int(in: 0...50) ?? 0,
            weight: try keys.optional("weight")?.int(in: 1...40) ?? 1,
            limit: try keys.optional("limit").map(limit)
        )
        try keys.finish()
        return indicator
    }

    private static func limit(_ node: YAMLNode) throws -> ClassScheme.AmountLimit {
        var keys = try node.keys()
        let limit = ClassScheme.AmountLimit(
            amount: try keys.required("amount").int(in: 0...1_000_000_000),
            unit: try keys.required("unit").text(),
            indexation: try keys.required("indexation").text()
        )
        try keys.finish()
        return limit
    }

    private static func rank(_ node: YAMLNode, _ counts: Form) throws -> Int {
        let key = try node.string()
        if let rank = counts.topics.firstIndex(where: { $0.key == key }) { return rank }
        throw node.flaw("the form '\(counts.key)' has no topic '\(key)'", "name one of its topics")
    }
}
