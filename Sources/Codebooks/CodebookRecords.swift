import Codebook
import Statistics
import YAMLReading
import Yams

/// Reads the columns and rules of a microdata form with joint cells.
struct CodebookRecords {
    let variables: [Variable]

    /// Reads the parts of a form besides its key, title and topic.
    func layout(_ keys: inout YAMLKeys) throws -> RecordLayout {
        let separator = try keys.optional("separator").map(self.separator) ?? UInt8(ascii: ";")
        let fields = try keys.required("fields").items().map(field)
        let conditions = CodebookConditions(fields: fields)
        return RecordLayout(
            separator: separator,
            fields: fields,
            leaveOut: try keys.required("leave-out").items().map(conditions.leaveOut),
            consistency: try keys.optional("consistency")?.items().map(conditions.consistency) ?? [],
            imputation: try keys.optional("imputation").map {
                try CodebookImputation(variables: variables, conditions: conditions).setting($0)
            }
        )
    }

    private func separator(_ node: YAMLNode) throws -> UInt8 {
        let bytes = Array(try node.string().utf8)
        guard bytes.count == 1, [9, 44, 59, 124].contains(bytes[0]) else {
            throw node.flaw("is no separator", "write \";\", \",\", \"|\" or \"\\t\"")
        }
        return bytes[0]
    }

    private enum RoleWord: String, CaseIterable { case period, id, region, postcode }

    private func field(_ node: YAMLNode) throws -> RecordField {
        var keys = try node.keys()
        let key = try keys.required("key").string()
        let spellings = try keys.optional("spellings")?.strings() ?? []
        let isRequired = try keys.optional("required").map(truth) ?? true
        let (role, codes) = try meaning(&keys)
        let prefix = try keys.optional("prefix").map(self.prefix) ?? ""
        try keys.finish()
        return RecordField(
            key: key,
            spellings: spellings,
            role: role,
            prefix: prefix,
            isRequired: isRequired,
            codes: codes
        )
    }

    private func prefix(_ node: YAMLNode) throws -> String {
        let text = try node.string()
        guard text.utf8.count <= 4, text.utf8.allSatisfy({ (65...90).contains($0) }) else {
            throw node.flaw("is no beginning of codes", "write at most four capital letters")
        }
        return text
    }

    private func truth(_ node: YAMLNode) throws -> Bool {
        switch try node.string() {
        case "true": return true
        case "false": return false
        default: throw node.flaw("is neither true nor false", "write true or false")
        }
    }

    /// Reads the content of a field, which one of four keys names.
    private func meaning(_ keys: inout YAMLKeys) throws -> (RecordField.Role, [RecordField.Code]) {
        if let node = keys.optional("variable") {
            let rank = try rank(node)
            return (.variable(rank), codes(of: rank))
        }
        if let node = keys.optional("codes-of") { return (.codes, codes(of: try rank(node))) }
        if let node = keys.optional("codes") { return (.codes, try codes(node)) }
        switch try keys.required("role").word(RoleWord.self) {
        case .period: return (.period, [])
        case .id: return (.id, [])
        case .postcode: return (.postcode, [])
        case .region: return (.region(level: try keys.required("level").string()), [])
        }
    }

    /// Reads codes: a list, or the whole numbers from a first to a last.
    private func codes(_ node: YAMLNode) throws -> [RecordField.Code] {
        if case .sequence = node.node { return try node.items().map(code) }
        var keys = try node.keys()
        let first = try keys.required("first").int(in: 0...9_999)
        let lastNode = try keys.required("last")
        let last = try lastNode.int(in: 0...9_999)
        try keys.finish()
        guard first <= last else { throw lastNode.flaw("the last code is before the first", "swap them") }
        guard last - first < RecordField.codeLimit else {
            throw lastNode.flaw("there are too many codes", "write at most \(RecordField.codeLimit)")
        }
        return (first...last).map { RecordField.Code(key: "\($0)") }
    }

    private func code(_ node: YAMLNode) throws -> RecordField.Code {
        if case .scalar = node.node { return RecordField.Code(key: try node.string()) }
        var keys = try node.keys()
        let code = RecordField.Code(
            key: try keys.required("key").string(),
            spellings: try keys.optional("spellings")?.strings() ?? []
        )
        try keys.finish()
        return code
    }

    private func codes(of rank: Int) -> [RecordField.Code] {
        variables[rank].categories.map { RecordField.Code(key: $0.key, spellings: $0.spellings) }
    }

    private func rank(_ node: YAMLNode) throws -> Int {
        let name = try node.string()
        if let rank = variables.firstIndex(where: { $0.key == name }) { return rank }
        throw node.flaw("there is no variable '\(name)'", "name one of the variables")
    }
}
