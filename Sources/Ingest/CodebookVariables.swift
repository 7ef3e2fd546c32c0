import Codebook
import Statistics

/// Reads the variables of a codebook.
enum CodebookVariables {
    /// Reads one variable with its categories and groups.
    static func variable(_ node: CodebookNode) throws -> Variable {
        var keys = try node.keys()
        let categoriesNode = try keys.required("categories")
        let categories = try categoriesNode.items().map(category)
        guard !categories.isEmpty, categories.count <= 1000 else {
            throw categoriesNode.flaw("has no categories, or over a thousand", "list the finest categories")
        }
        try requireOnce(categories.map(\.key), categoriesNode, "category")
        let groups = try groups(keys.required("groups"), categories: categories)
        let variable = Variable(
            key: try keys.required("key").string(),
            title: try keys.required("title").text(),
            dimension: try keys.required("dimension").strings(),
            categories: categories,
            groups: groups
        )
        try keys.finish()
        return variable
    }

    /// Refuses a key that stands twice.
    static func requireOnce(_ names: [String], _ node: CodebookNode, _ what: String) throws {
        var seen: Set<String> = []
        for (position, name) in names.enumerated() where !seen.insert(name).inserted {
            let item = try node.items()[position]
            throw item.flaw("the \(what) '\(name)' stands twice", "give each its own key")
        }
    }

    private static func category(_ node: CodebookNode) throws -> Variable.Category {
        var keys = try node.keys()
        let category = Variable.Category(
            key: try keys.required("key").string(),
            title: try keys.required("title").text(),
            spellings: try keys.optional("spellings")?.strings() ?? []
        )
        try keys.finish()
        return category
    }

    /// Groups follow each other and cover every category once.
    private static func groups(
        _ node: CodebookNode,
        categories: [Variable.Category]
    ) throws -> [Variable.Group] {
        var next = 0
        let groups = try node.items().map { item in
            var keys = try item.keys()
            func rank(_ key: String) throws -> Int {
                let bound = try keys.required(key)
                let name = try bound.string()
                guard let rank = categories.firstIndex(where: { $0.key == name }) else {
                    throw bound.flaw("there is no category '\(name)'", "name a category of this variable")
                }
                return rank
            }
            let first = try rank("first")
            let last = try rank("last")
            guard first == next, last >= first else {
                throw item.flaw(
                    "the groups do not cover the categories once and in order",
                    "begin this group at category '\(next < categories.count ? categories[next].key : "-")'"
                )
            }
            next = last + 1
            let group = Variable.Group(
                key: try keys.required("key").string(),
                title: try keys.required("title").text(),
                categories: first..<last + 1
            )
            try keys.finish()
            return group
        }
        guard next == categories.count else {
            throw node.flaw(
                "the category '\(categories[next].key)' is in no group",
                "extend the last group, or add one"
            )
        }
        try requireOnce(groups.map(\.key), node, "group")
        return groups
    }
}
