import Codebook
import Statistics
import YAMLReading

/// Derives topics of a codebook from its variables: one or two for every category.
struct CategoryTopics {
    let variables: [Variable]

    /// The sets with a topic for each element.
    enum Each: String, CaseIterable {
        /// Every category of every variable.
        case category
        /// Every figure of a region as a whole.
        case area
    }

    /// Reads the definition of published topics by variable: a count for each group and for groups that the
    /// ladder can recode, then a share for each of these, and the unit of the counts where that is asked for.
    func published(_ keys: inout YAMLKeys) throws -> [Topic] {
        let count = try Kind(keys.required("count"))
        let share = try Kind(keys.required("share"))
        let unit = try keys.optional("unit").map { try Kind($0) }
        try keys.finish()
        return try variables.enumerated().flatMap { rank, variable in
            try counts(of: variable, rank).map { try count.topic(of: variable, $0, kind: .count) }
                + shares(of: variable, rank).map { try share.topic(of: variable, $0, kind: .percentage) }
                + (variable.isOfPlace ? [] : unit.map { try [$0.unitTopic(of: variable, rank)] } ?? [])
        }
    }

    /// A topic of a variable before it has a kind: key, title and measure.
    private typealias Part = (key: String, title: Text, measure: Measure)

    private func counts(of variable: Variable, _ rank: Int) -> [Part] {
        let gathered: [Part] = gathering(variable) { .gatheredCount(variable: rank, into: $0) }
        return blocks(of: variable).map { groups in
            (key(groups, variable), title(groups, variable), .count(variable: rank, groups: groups))
        } + gathered
    }

    private func shares(of variable: Variable, _ rank: Int) -> [Part] {
        let gathered: [Part] = gathering(variable) { .gatheredShare(variable: rank, into: $0) }
        return blocks(of: variable).map { groups in
            (
                key(groups, variable), title(groups, variable),
                groups.count == 1
                    ? .share(variable: rank, group: groups[0]) : .mergedShare(variable: rank, groups: groups)
            )
        } + gathered
    }

    /// Every group, and the groups that may be recoded into one; recodings into one and the same group are
    /// not listed, because they are too many.
    private func blocks(of variable: Variable) -> [[Int]] {
        let single = variable.groups.indices.map { [$0] }
        switch variable.merges {
        case .none, .into: return single
        case .neighbours:
            return single
                + (2..<max(2, variable.groups.count)).flatMap { count in
                    (0...variable.groups.count - count).map { Array($0..<$0 + count) }
                }
        case .pairs:
            let sets = (0..<1 << variable.groups.count).map { bits in
                variable.groups.indices.filter { bits >> $0 & 1 == 1 }
            }
            return single + sets.filter(variable.mayMerge)
        }
    }

    private func gathering(_ variable: Variable, _ measure: (Int) -> Measure) -> [Part] {
        guard case .into(let group) = variable.merges, variable.groups.count > 2 else { return [] }
        let title = variable.groups[group].title
        return [
            (
                "samengevoegd",
                Text(
                    nl: "\(title.nl), met wat daarmee is samengevoegd",
                    en: "\(title.en), with what is merged with it"
                ), measure(group)
            )
        ]
    }

    private func key(_ groups: [Int], _ variable: Variable) -> String {
        let keys = groups.map { variable.groups[$0].key }
        guard keys.count > 1 else { return keys[0] }
        let isRun = groups[groups.count - 1] - groups[0] == groups.count - 1
        return isRun ? "\(keys[0])_tm_\(keys[keys.count - 1])" : keys.joined(separator: "_en_")
    }

    private func title(_ groups: [Int], _ variable: Variable) -> Text {
        let titles = groups.map { variable.groups[$0].title }
        return Text(
            nl: titles.map(\.nl).joined(separator: " + "),
            en: titles.map(\.en).joined(separator: " + ")
        )
    }

    /// The topics of a delivery with one column for every category: `<variable>_<category>`.
    func delivered(unit: Text, at node: YAMLNode) throws -> [Topic] {
        try variables.enumerated().flatMap { rank, variable in
            try variable.categories.enumerated().map { category, entry in
                Topic(
                    key: try CodebookTopics.name("\(variable.key)_\(entry.key)", at: node),
                    title: Text(
                        nl: "\(variable.title.nl)/\(entry.title.nl)",
                        en: "\(variable.title.en)/\(entry.title.en)"
                    ),
                    unit: unit,
                    decimals: 0,
                    kind: .count,
                    spellings: [],
                    measure: .category(variable: rank, category: category)
                )
            }
        }
    }

    /// The common properties of the topics of one kind.
    private struct Kind {
        let node: YAMLNode
        let suffix: String
        let title: Text
        let unit: Text
        let decimals: Int

        init(_ node: YAMLNode) throws {
            self.node = node
            var keys = try node.keys()
            suffix = try keys.required("suffix").string()
            title = try keys.required("title").text()
            unit = try keys.required("unit").text()
            decimals = try keys.optional("decimals")?.int(in: 0...9) ?? 0
            try keys.finish()
        }

        /// The topic that tells the unit of a variable's numbers, for people as `<variable>/<title>`.
        func unitTopic(of variable: Variable, _ rank: Int) throws -> Topic {
            let theme = variable.theme.map { (nl: $0.nl + "/", en: $0.en + "/") } ?? (nl: "", en: "")
            return Topic(
                key: try CodebookTopics.name("\(variable.key)_\(suffix)", at: node),
                title: Text(
                    nl: "\(theme.nl)\(variable.title.nl)/\(title.nl)",
                    en: "\(theme.en)\(variable.title.en)/\(title.en)"
                ),
                unit: unit,
                decimals: 0,
                kind: .number,
                spellings: [],
                measure: .unit(of: .shares(variable: rank))
            )
        }

        func topic(
            of variable: Variable,
            _ part: Part,
            kind: Topic.Kind
        ) throws -> Topic {
            let theme = variable.theme.map { (nl: $0.nl + "/", en: $0.en + "/") } ?? (nl: "", en: "")
            return Topic(
                key: try CodebookTopics.name("\(variable.key)_\(part.key)_\(suffix)", at: node),
                title: Text(
                    nl: "\(theme.nl)\(variable.title.nl)/\(part.title.nl)/\(title.nl)",
                    en: "\(theme.en)\(variable.title.en)/\(part.title.en)/\(title.en)"
                ),
                unit: unit,
                decimals: decimals,
                kind: kind,
                spellings: [],
                measure: part.measure
            )
        }
    }
}
