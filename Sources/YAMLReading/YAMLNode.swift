package import Statistics
package import Yams

/// A node of a YAML file with its place and its name.
package struct YAMLNode {
    package let node: Node
    /// The path of keys to the node, for messages.
    package let name: String
    package let path: String

    /// Returns the node, after a check that it contains no anchor or alias.
    package func checked() throws -> Self {
        if node.anchor != nil { throw YAMLText.anchorFlaw(path, node.mark?.line, node.mark?.column) }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                for child in [key, value] { _ = try Self(node: child, name: name, path: path).checked() }
            }
        case .sequence(let sequence):
            for child in sequence { _ = try Self(node: child, name: name, path: path).checked() }
        case .scalar, .alias: break
        }
        return self
    }

    /// True if this is a mapping of keys.
    package var isMapping: Bool { if case .mapping = node { true } else { false } }

    /// The line of the node, from 1; nil for one that no text stands behind.
    package var place: (line: Int, column: Int)? { node.mark.map { ($0.line, $0.column) } }

    /// A flaw at this node.
    package func flaw(_ message: String, _ hint: String) -> FileFlaw {
        FileFlaw(
            path: path,
            line: node.mark?.line,
            column: node.mark?.column,
            message: name.isEmpty ? message : "\(name): \(message)",
            hint: hint
        )
    }

    /// The one value of a scalar.
    package func string() throws -> String {
        guard case .scalar(let scalar) = node else { throw flaw("is not one value", "write one value") }
        let isNull = scalar.style == .plain && ["~", "null", "Null", "NULL"].contains(scalar.string)
        guard !scalar.string.isEmpty, !isNull else { throw flaw("has no value", "write one value") }
        return scalar.string
    }

    /// The text of a scalar that must be one of a few words.
    package func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) throws -> Word
    where Word.RawValue == String {
        let text = try string()
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw flaw("'\(text)' is unknown", "write one of: \(known)")
    }

    /// The value as true or false.
    package func isTrue() throws -> Bool {
        let word = try string()
        guard ["true", "false"].contains(word) else {
            throw flaw("'\(word)' is unknown", "write true or false")
        }
        return word == "true"
    }

    /// A whole number in a range.
    package func int(in range: ClosedRange<Int>) throws -> Int {
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
    package func decimal(decimals: Int) throws -> Int64 {
        let text = try string()
        var digits = text[...]
        let isNegative = digits.first == "-"
        if isNegative || digits.first == "+" { digits = digits.dropFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber =
            !parts.isEmpty && parts.count <= 2
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
        guard isNumber else {
            throw flaw("'\(text)' is not a decimal number", "write digits and a point, for example -2.1")
        }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard fraction.count <= decimals else {
            throw flaw("'\(text)' has more decimals than \(decimals)", "round it, or state more decimals")
        }
        let padded = fraction + String(repeating: "0", count: decimals - fraction.count)
        guard let number = Int64(parts[0] + padded), number <= Value.limit else {
            throw flaw("'\(text)' is too large", "write a smaller number")
        }
        return isNegative ? -number : number
    }

    /// The items of a list.
    package func items() throws -> [YAMLNode] {
        guard case .sequence(let sequence) = node else {
            throw flaw("is not a list", "write one `- …` for each item")
        }
        return sequence.enumerated().map { YAMLNode(node: $1, name: "\(name)[\($0 + 1)]", path: path) }
    }

    /// The items of a list of words.
    package func strings() throws -> [String] { try items().map { try $0.string() } }

    /// The keys of a mapping, each to be taken once.
    package func keys() throws -> YAMLKeys { try YAMLKeys(self) }

    /// A text in both languages.
    package func text() throws -> Text {
        var keys = try keys()
        let text = Text(nl: try keys.required("nl").string(), en: try keys.required("en").string())
        try keys.finish()
        return text
    }

    /// A range of years.
    package func years() throws -> ClosedRange<Int> {
        var keys = try keys()
        let first = try keys.required("first").int(in: 1000...9999)
        let lastNode = try keys.required("last")
        let last = try lastNode.int(in: 1000...9999)
        try keys.finish()
        guard first <= last else { throw lastNode.flaw("the last year is before the first", "swap them") }
        return first...last
    }
}
