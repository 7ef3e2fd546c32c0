import Codebook
import YAMLReading
import Yams

/// Reads rules on the fields of a row, which refer to them by key.
struct CodebookConditions {
    let fields: [RecordField]

    /// Reads a rule that leaves units out.
    func leaveOut(_ node: YAMLNode) throws -> LeaveOutRule {
        var keys = try node.keys()
        let reasonNode = try keys.required("reason")
        let reason = try reasonNode.string()
        guard reason.utf8.allSatisfy({ (97...122).contains($0) || $0 == 45 }) else {
            throw reasonNode.flaw("'\(reason)' is no reason", "use small letters and hyphens")
        }
        let rule = LeaveOutRule(
            reason: reason,
            title: try keys.optional("title")?.text(),
            when: try condition(keys.required("when"))
        )
        try keys.finish()
        return rule
    }

    /// Reads a consistency rule between fields.
    func consistency(_ node: YAMLNode) throws -> ConsistencyRule {
        var keys = try node.keys()
        let rule: ConsistencyRule
        if let node = keys.optional("only") {
            rule = .only(
                fields: try node.items().map(coded),
                when: try condition(keys.required("when"))
            )
        } else {
            rule = .highest(
                field: try coded(keys.required("highest")),
                of: try keys.required("of").items().map(coded)
            )
        }
        try keys.finish()
        return rule
    }

    /// Reads a condition: a field, and a list of codes or `unknown`.
    func condition(_ node: YAMLNode) throws -> RecordCondition {
        var keys = try node.keys()
        let position = try field(keys.required("field"))
        let isNode = try keys.required("is")
        try keys.finish()
        if case .scalar = isNode.node {
            guard try isNode.string() == "unknown" else {
                throw isNode.flaw("is neither codes nor 'unknown'", "write [\"1\", …] or unknown")
            }
            return RecordCondition(field: position, codes: [0])
        }
        let codes = try isNode.items().map { item in
            let name = try item.string()
            if let rank = fields[position].codes.firstIndex(where: { $0.key == name }) { return rank + 1 }
            throw item.flaw("the field has no code '\(name)'", "write one of its codes")
        }
        if codes.isEmpty { throw isNode.flaw("there is no code", "write one, or unknown") }
        return RecordCondition(field: position, codes: Set(codes))
    }

    /// The position of a field.
    func field(_ node: YAMLNode) throws -> Int {
        let name = try node.string()
        if let position = fields.firstIndex(where: { $0.key == name }) { return position }
        throw node.flaw("there is no field '\(name)'", "name one of the fields")
    }

    /// The position of a field with codes.
    func coded(_ node: YAMLNode) throws -> Int {
        let position = try field(node)
        guard fields[position].hasCodes else {
            throw node.flaw("the field has no codes", "name one that has")
        }
        return position
    }
}
