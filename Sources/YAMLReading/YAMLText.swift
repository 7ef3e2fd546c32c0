import Files
import Statistics
import Yams

/// A YAML file of the configuration, read without expansion of aliases.
package enum YAMLText {
    /// The size limit of a file, in bytes.
    package static let limit = 1 << 20

    /// Reads a file.
    ///
    /// - Throws: ``FileFlaw``.
    package static func root(path: String, hint: String) throws -> YAMLNode {
        let bytes: [UInt8]
        do {
            bytes = try ReadFile.bytes(of: path, limit: limit)
        } catch {
            throw FileFlaw(path: path, message: error.description, hint: hint)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileFlaw(
                path: path,
                line: wrongLine(bytes),
                message: "the file is not UTF-8",
                hint: "save it as UTF-8"
            )
        }
        return try root(text, path: path)
    }

    /// Reads the text of a file.
    ///
    /// - Throws: ``FileFlaw``.
    package static func root(_ text: String, path: String) throws -> YAMLNode {
        guard text.utf8.count <= limit else {
            throw FileFlaw(path: path, message: "the file is larger than 1 MiB", hint: "shorten it")
        }
        // Aliases repeat their targets, and nested ones multiply them. No configuration needs them.
        if let place = YAMLAnchors.first(in: text) { throw anchorFlaw(path, place.line, place.column) }
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw flaw(of: error, in: text, path: path)
        }
        guard let node else {
            throw FileFlaw(
                path: path,
                message: "the file is empty",
                hint: "docs/formats says what belongs in it"
            )
        }
        return try YAMLNode(node: node, name: "", path: path).checked()
    }

    /// A flaw about an anchor or alias.
    static func anchorFlaw(_ path: String, _ line: Int?, _ column: Int?) -> FileFlaw {
        FileFlaw(
            path: path,
            line: line,
            column: column,
            message: "an anchor (&) or alias (*) of YAML stands here",
            hint: "write the value out; a text that begins with & or * goes in quotes"
        )
    }

    private static func wrongLine(_ bytes: [UInt8]) -> Int? {
        var line = 1
        for part in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { return line }
            line += 1
        }
        return nil
    }

    private static func flaw(of error: YamlError, in text: String, path: String) -> FileFlaw {
        func flaw(_ mark: Mark?, _ message: String, _ hint: String) -> FileFlaw {
            FileFlaw(path: path, line: mark?.line, column: mark?.column, message: message, hint: hint)
        }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            // The opening of an unclosed text is at fault, not the place where that shows; a block continues
            // for pages.
            let opens = context.map { $0.text.contains("quoted") || $0.text.contains("flow") } ?? false
            let place = opens ? context?.mark ?? mark : mark
            let words = [problem, context?.text].compactMap { $0 }.joined(separator: " ")
            return flaw(place, "this is no YAML: \(words)", "look for quotes, brackets and indentation here")
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            let mark = second(key, below: context.mark, in: text) ?? (context.mark.line, context.mark.column)
            return FileFlaw(
                path: path,
                line: mark.0,
                column: mark.1,
                message: "the key '\(key)' stands twice",
                hint: "keep one of them"
            )
        case .reader(let problem, let offset, _, _):
            let line = offset.map { 1 + text.utf8.prefix($0).count { $0 == 10 } }
            return FileFlaw(
                path: path,
                line: line,
                message: "this is no YAML: \(problem)",
                hint: "remove that character"
            )
        default: return flaw(nil, "this is no YAML", "correct it")
        }
    }

    /// The place of the second occurrence of a key in a mapping; nil if unknown.
    private static func second(_ key: String, below first: Mark, in text: String) -> (Int, Int)? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.enumerated().dropFirst(first.line) {
            let indent = line.prefix { $0 == " " }.count
            guard indent < line.count, line.dropFirst(indent).first != "#" else { continue }
            if indent < first.column - 1 { return nil }
            let rest = line.dropFirst(indent)
            if indent == first.column - 1,
                [key, "\"\(key)\"", "'\(key)'"].contains(where: { rest.hasPrefix($0 + ":") })
            {
                return (number + 1, first.column)
            }
        }
        return nil
    }
}
