import Codebook
import Statistics

/// Makes the topics of a codebook that follow from its variables: one or two for every category.
struct CategoryTopics {
    let variables: [Variable]

    /// What there is a topic for each of.
    enum Each: String, CaseIterable {
        /// Every category of every variable.
        case category
    }

    /// Reads how published topics are made of variables: a count for each category, then a share for each group.
    func published(_ keys: inout YAMLKeys) throws -> [Topic] {
        let count = try Kind(keys.required("count"))
        let share = try Kind(keys.required("share"))
        try keys.finish()
        return try variables.enumerated().flatMap { rank, variable in
            try variable.categories.enumerated().map { category, entry in
                try count.topic(
                    of: variable,
                    (entry.key, entry.title),
                    kind: .count,
                    .category(variable: rank, category: category)
                )
            }
                + variable.groups.enumerated().map { group, entry in
                    try share.topic(
                        of: variable,
                        (entry.key, entry.title),
                        kind: .percentage,
                        .share(variable: rank, group: group)
                    )
                }
        }
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

    /// What the topics of one kind have in common.
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

        func topic(
            of variable: Variable,
            _ part: (key: String, title: Text),
            kind: Topic.Kind,
            _ measure: Measure
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
                measure: measure
            )
        }
    }
}
