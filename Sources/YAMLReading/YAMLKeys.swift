import Yams

/// The keys of one mapping: each is taken once, and remaining ones are unknown.
package struct YAMLKeys {
    private let parent: YAMLNode
    private var values: [String: (key: YAMLNode, value: YAMLNode)] = [:]
    private var order: [String] = []

    package init(_ parent: YAMLNode) throws {
        self.parent = parent
        guard case .mapping(let mapping) = parent.node else {
            throw parent.flaw("is not a mapping of keys", "write `key: value` lines")
        }
        for (key, value) in mapping {
            let keyNode = YAMLNode(node: key, name: parent.name, path: parent.path)
            guard case .scalar(let scalar) = key else {
                throw keyNode.flaw("a key is not a word", "write `key: value` lines")
            }
            let text = scalar.string
            let name = parent.name.isEmpty ? text : "\(parent.name).\(text)"
            let child = YAMLNode(node: value, name: name, path: parent.path)
            // Yams distinguishes keys of different types, such as 1 and "1".
            guard values.updateValue((keyNode, child), forKey: text) == nil else {
                throw keyNode.flaw("the key '\(text)' stands twice", "keep one of them")
            }
            order.append(text)
        }
    }

    /// Every key with its value, in the order of the file; for mappings whose keys are names.
    package mutating func takeAll() -> [(key: String, keyNode: YAMLNode, value: YAMLNode)] {
        defer { values = [:] }
        return order.compactMap { key in values[key].map { (key, $0.key, $0.value) } }
    }

    /// The value of a key that may be missing.
    package mutating func optional(_ key: String) -> YAMLNode? { values.removeValue(forKey: key)?.value }

    /// The value of a key that must be there.
    package mutating func required(_ key: String) throws -> YAMLNode {
        if let found = values.removeValue(forKey: key) { return found.value }
        // Another key may be the missing one, misspelled.
        let close = order.first { values[$0] != nil && Self.isClose($0, to: key) }
        if let close, let found = values[close] {
            throw found.key.flaw("the key '\(close)' is unknown", "did you mean '\(key)'?")
        }
        throw parent.flaw("the key '\(key)' is missing", "add `\(key): …`")
    }

    /// Refuses remaining keys.
    package func finish() throws {
        guard let key = order.first(where: { values[$0] != nil }), let found = values[key] else { return }
        throw found.key.flaw("the key '\(key)' is unknown", "remove it or correct its spelling")
    }

    /// True if one change, or two exchanged letters, makes one word the other.
    private static func isClose(_ a: String, to b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        guard abs(a.count - b.count) <= 1 else { return false }
        let front = zip(a, b).prefix { $0 == $1 }.count
        let back = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
        if front + back >= max(a.count, b.count) - 1 { return true }
        guard a.count == b.count, front + back == a.count - 2 else { return false }
        return a[front] == b[front + 1] && a[front + 1] == b[front]
    }
}
