import Codebook
import Statistics
import YAMLReading

/// Reads the variables of a codebook.
enum CodebookVariables {
    /// Reads all variables; a subgroup names a variable of the same list.
    static func all(_ node: YAMLNode) throws -> [Variable] {
        var wholes: [(part: Int, whole: YAMLNode)] = []
        var variables = try node.items().enumerated().map { rank, node in
            let (variable, whole) = try variable(node)
            if let whole { wholes.append((rank, whole)) }
            return variable
        }
        for (part, node) in wholes {
            let key = try node.string()
            guard let whole = variables.firstIndex(where: { $0.key == key }), whole != part,
                variables[whole].categories.map(\.key) == variables[part].categories.map(\.key)
            else {
                throw node.flaw(
                    "there is no other variable '\(key)' with the same categories",
                    "name the variable of which this one is a part"
                )
            }
            variables[part].whole = whole
        }
        return variables
    }

    /// Reads one variable with its categories and groups, and the name of the variable that it is a part of.
    private static func variable(_ node: YAMLNode) throws -> (Variable, whole: YAMLNode?) {
        var keys = try node.keys()
        let keyNode = try keys.required("key")
        let key = try keyNode.string()
        guard key != "total" else {
            throw keyNode.flaw(
                "a variable cannot be called 'total'",
                "measures mean all variables by that word"
            )
        }
        let title = try keys.required("title").text()
        let dimension = try keys.optional("dimension")?.strings() ?? [title.nl]
        let categories = try keys.required("categories").items().map(category)
        // Without groups every category is a group of its own.
        let groups =
            try keys.optional("groups")?.items().map { try group($0, of: categories) }
            ?? categories.enumerated().map {
                Variable.Group(key: $1.key, title: $1.title, categories: $0..<$0 + 1)
            }
        var variable = Variable(
            key: key,
            title: title,
            dimension: dimension,
            categories: categories,
            groups: groups,
            merges: try keys.optional("merges").map { try CodebookProtection.ladder($0, of: groups) }
                ?? .neighbours
        )
        variable.theme = try keys.optional("theme")?.text()
        variable.reference = try keys.optional("reference")?.text()
        variable.derivation = try keys.optional("derivation").map {
            try CodebookDerivations.setting($0, of: categories)
        }
        variable.isOfPlace = try keys.optional("of-place")?.isTrue() ?? false
        let whole = keys.optional("part-of")
        try keys.finish()
        return (variable, whole)
    }

    private static func category(_ node: YAMLNode) throws -> Variable.Category {
        var keys = try node.keys()
        let category = Variable.Category(
            key: try keys.required("key").string(),
            title: try keys.required("title").text(),
            spellings: try keys.optional("spellings")?.strings() ?? []
        )
        try keys.finish()
        return category
    }

    /// Reads a group, written as its first and last category.
    private static func group(_ node: YAMLNode, of categories: [Variable.Category]) throws -> Variable.Group {
        var keys = try node.keys()
        let key = try keys.required("key").string()
        let title = try keys.required("title").text()
        let first = try rank(keys.required("first"), of: categories)
        let lastNode = try keys.required("last")
        let last = try rank(lastNode, of: categories)
        try keys.finish()
        guard first <= last else {
            throw lastNode.flaw("the last category stands before the first", "swap them")
        }
        return Variable.Group(key: key, title: title, categories: first..<last + 1)
    }

    static func rank(_ node: YAMLNode, of categories: [Variable.Category]) throws -> Int {
        let key = try node.string()
        if let rank = categories.firstIndex(where: { $0.key == key }) { return rank }
        throw node.flaw("there is no category '\(key)'", "name a category of this variable")
    }
}
