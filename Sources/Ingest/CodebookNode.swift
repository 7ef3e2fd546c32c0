import Statistics
import Yams

/// A node of a codebook's YAML that knows where it stands and what it is called.
struct CodebookNode {
    let node: Node
    /// The path of keys that leads here, for messages.
    let name: String
    let path: String

    /// The keys of the file, read without expanding what could be made to explode.
    static func root(_ text: String, path: String) throws -> Self {
        // Aliases repeat a node; nested ones multiply. A codebook needs none.
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw flaw(of: error, path: path)
        }
        guard let node else {
            throw FileFlaw(path: path, message: "the file is empty", hint: "begin with `dataset: …`")
        }
        return Self(node: node, name: "", path: path)
    }

    private static func flaw(of error: YamlError, path: String) -> FileFlaw {
        let (line, column, problem): (Int?, Int?, String) =
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                (mark.line, mark.column, problem)
            case .duplicatedKeysInMapping(let keys, let mark):
                (
                    mark.mark.line, mark.mark.column,
                    "the key '\(keys.first.map { "\($0)" } ?? "")' stands twice"
                )
            default: (nil, nil, "this is no YAML")
            }
        return FileFlaw(path: path, line: line, column: column, message: problem, hint: "correct the YAML")
    }

    /// A flaw at this node.
    func flaw(_ message: String, _ hint: String) -> FileFlaw {
        FileFlaw(
            path: path,
            line: node.mark?.line,
            column: node.mark?.column,
            message: name.isEmpty ? message : "\(name): \(message)",
            hint: hint
        )
    }

    /// The one value of a scalar.
    func string() throws -> String {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
            throw flaw("has no value", "write one value")
        }
        return scalar.string
    }

    /// The text of a scalar that must be one of a few words.
    func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) throws -> Word
    where Word.RawValue == String {
        let text = try string()
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw flaw("'\(text)' is unknown", "write one of: \(known)")
    }

    /// A whole number in a range.
    func int(in range: ClosedRange<Int>) throws -> Int {
        let text = try string()
        guard let number = Int(text), range.contains(number) else {
            throw flaw(
                "'\(text)' is not a whole number from \(range.lowerBound) to \(range.upperBound)",
                "write one"
            )
        }
        return number
    }

    /// A decimal number, exactly, in units of its last of `decimals` decimals; never through floating point.
    func decimal(decimals: Int) throws -> Int64 {
        let text = try string()
        var digits = text[...]
        let isNegative = digits.first == "-"
        if isNegative || digits.first == "+" { digits = digits.dropFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber =
            !parts.isEmpty && parts.count <= 2
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
        guard isNumber else { throw flaw("'\(text)' is not a decimal number", "write for example -2.1") }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard fraction.count <= decimals else {
            throw flaw("'\(text)' has more than \(decimals) decimals", "round it, or state more decimals")
        }
        let padded = fraction + String(repeating: "0", count: decimals - fraction.count)
        guard let number = Int64(parts[0] + padded), number <= Value.limit else {
            throw flaw("'\(text)' is too large", "write a smaller number")
        }
        return isNegative ? -number : number
    }

    /// The items of a list.
    func items() throws -> [CodebookNode] {
        guard case .sequence(let sequence) = node else {
            throw flaw("is not a list", "write one `- …` for each item")
        }
        return sequence.enumerated().map { CodebookNode(node: $1, name: "\(name)[\($0 + 1)]", path: path) }
    }

    /// The items of a list of words.
    func strings() throws -> [String] { try items().map { try $0.string() } }

    /// The keys of a mapping, each to be taken once.
    func keys() throws -> CodebookKeys { try CodebookKeys(self) }

    /// A text in both languages.
    func text() throws -> Text {
        var keys = try keys()
        let text = Text(nl: try keys.required("nl").string(), en: try keys.required("en").string())
        try keys.finish()
        return text
    }

    /// A range of years.
    func years() throws -> ClosedRange<Int> {
        var keys = try keys()
        let first = try keys.required("first").int(in: 1000...9999)
        let lastNode = try keys.required("last")
        let last = try lastNode.int(in: 1000...9999)
        try keys.finish()
        guard first <= last else { throw lastNode.flaw("the last year is before the first", "swap them") }
        return first...last
    }
}

/// The keys of one mapping: each is taken once, and what is left over is unknown.
struct CodebookKeys {
    private let parent: CodebookNode
    private var values: [String: CodebookNode] = [:]
    private var order: [String] = []

    init(_ parent: CodebookNode) throws {
        self.parent = parent
        guard case .mapping(let mapping) = parent.node else {
            throw parent.flaw("is not a mapping of keys", "write `key: value` lines")
        }
        for (key, value) in mapping {
            let keyNode = CodebookNode(node: key, name: parent.name, path: parent.path)
            guard let text = key.string else {
                throw keyNode.flaw("a key is not a word", "write `key: value` lines")
            }
            let name = parent.name.isEmpty ? text : "\(parent.name).\(text)"
            let child = CodebookNode(node: value, name: name, path: parent.path)
            guard values.updateValue(child, forKey: text) == nil else {
                throw keyNode.flaw("the key '\(text)' stands twice", "keep one of them")
            }
            order.append(text)
        }
    }

    /// Every key with its value, in the order of the file; for mappings whose keys are names.
    mutating func takeAll() -> [(key: String, value: CodebookNode)] {
        defer { values = [:] }
        return order.compactMap { key in values[key].map { (key, $0) } }
    }

    /// The value of a key that may be missing.
    mutating func optional(_ key: String) -> CodebookNode? { values.removeValue(forKey: key) }

    /// The value of a key that must be there.
    mutating func required(_ key: String) throws -> CodebookNode {
        if let value = values.removeValue(forKey: key) { return value }
        throw parent.flaw("the key '\(key)' is missing", "add `\(key): …`")
    }

    /// Refuses what was not taken.
    func finish() throws {
        guard let key = order.first(where: { values[$0] != nil }), let value = values[key] else { return }
        throw value.flaw("this key is unknown", "remove it or correct its spelling")
    }
}
