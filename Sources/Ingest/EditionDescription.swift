import Classification
import Statistics

/// What `edition.yaml` says of an edition: its name, its levels, and how complete their lists are.
struct EditionDescription {
    var key: String
    var year: Int?
    var attribution: Text
    var levels: [Level]
    var aliases: [RegionCode: RegionCode]

    /// Reads a description.
    static func read(path: String) throws -> Self {
        let bytes: [UInt8]
        do {
            bytes = try ReadFile.bytes(of: path, limit: 1 << 20)
        } catch {
            throw FileFlaw(
                path: path,
                message: error.description,
                hint: "put the edition there, or correct `edition`"
            )
        }
        let root = try CodebookNode.root(String(decoding: bytes, as: UTF8.self), path: path)
        var keys = try root.keys()
        var aliases: [RegionCode: RegionCode] = [:]
        if let node = keys.optional("aliases") {
            var inner = try node.keys()
            for (alias, code) in inner.takeAll() {
                aliases[RegionCode(alias)] = RegionCode(try code.string())
            }
        }
        let levelsNode = try keys.required("levels")
        let description = Self(
            key: try keys.required("edition").string(),
            year: try keys.optional("year")?.int(in: 1000...9999),
            attribution: try keys.required("attribution").text(),
            levels: try levelsNode.items().map(level),
            aliases: aliases
        )
        try keys.finish()
        try CodebookVariables.requireOnce(description.levels.map(\.key), levelsNode, "level")
        guard !description.levels.isEmpty else {
            throw levelsNode.flaw("there is no level", "list the levels, coarse first")
        }
        return description
    }

    /// The description as a file.
    var text: String {
        func quoted(_ text: String) -> String {
            "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }
        var lines = [
            "# An edition of a regional classification; docs/formats/regions.md says how this file is read.",
            "edition: \(quoted(key))",
        ]
        if let year { lines.append("year: \(year)") }
        lines += ["attribution:", "  nl: \(quoted(attribution.nl))", "  en: \(quoted(attribution.en))"]
        if !aliases.isEmpty {
            lines.append("aliases:")
            for (alias, code) in aliases.sorted(by: { $0.key < $1.key }) {
                lines.append("  \(alias): \(code)")
            }
        }
        lines.append("levels:")
        for level in levels {
            lines += [
                "  - key: \(level.key)",
                "    title: {nl: \(quoted(level.title.nl)), en: \(quoted(level.title.en))}",
                "    prefix: \(level.prefix)",
                "    digits: \(level.digits)",
                "    letters: \(level.lettersAllowed)",
            ]
            if let count = level.officialCount { lines.append("    official-count: \(count)") }
            lines.append("    completeness: \(level.completeness.rawValue)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func level(_ node: CodebookNode) throws -> Level {
        var keys = try node.keys()
        let digitsNode = try keys.required("digits")
        let digits = try digitsNode.int(in: 0...20)
        let level = Level(
            key: try keys.required("key").string(),
            title: try keys.required("title").text(),
            prefix: try keys.optional("prefix")?.string() ?? "",
            digits: digits,
            lettersAllowed: try keys.optional("letters")?.int(in: 0...digits) ?? 0,
            officialCount: try keys.optional("official-count")?.int(in: 0...10_000_000),
            completeness: try keys.required("completeness").word(Level.Completeness.self)
        )
        try keys.finish()
        guard level.key.utf8.allSatisfy({ (97...122).contains($0) || $0 == 45 }), !level.key.isEmpty else {
            throw node.flaw("'\(level.key)' is no name of a level", "use small letters and hyphens")
        }
        return level
    }
}
