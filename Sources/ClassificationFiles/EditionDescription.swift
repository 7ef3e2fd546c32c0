import Classification
import Statistics
import YAMLReading

/// The content of `edition.yaml`: the edition's name, its levels, and the completeness of their lists.
struct EditionDescription {
    var key: String
    var year: Int?
    var attribution: Text
    var levels: [Level]
    var aliases: [RegionCode: RegionCode]

    /// The first year known to have letters in its codes, or possibly so; nil if unknown.
    var lettersFrom: Int?

    /// Reads a description.
    ///
    /// - Throws: ``FileFlaw`` with the line at fault.
    static func read(path: String) throws -> Self {
        let root = try YAMLText.root(path: path, hint: "put the edition there, or correct `edition`")
        var keys = try root.keys()
        let levels = try levels(keys.required("levels"))
        let description = Self(
            key: try keys.required("edition").string(),
            year: try keys.optional("year")?.int(in: 1000...9999),
            attribution: try keys.required("attribution").text(),
            levels: levels,
            aliases: try keys.optional("aliases").map { try aliases($0, levels) } ?? [:],
            lettersFrom: try keys.optional("letters-from")?.int(in: 1000...9999)
        )
        try keys.finish()
        return description
    }

    /// Reads levels, coarse first, each with codes of its own.
    static func levels(_ levelsNode: YAMLNode) throws -> [Level] {
        let levels = try levelsNode.items().map(level)
        guard !levels.isEmpty else {
            throw levelsNode.flaw("there is no level", "list the levels, coarse first")
        }
        for (position, level) in levels.enumerated() {
            // A code must identify its level, and a level its file.
            guard let other = levels[..<position].first(where: { $0.key == level.key || $0.overlaps(level) })
            else {
                continue
            }
            throw try levelsNode.items()[position].flaw(
                "the levels '\(other.key)' and '\(level.key)' have one name, or codes that are written alike",
                "give each its own key and prefix"
            )
        }
        return levels
    }

    static func aliases(_ node: YAMLNode, _ levels: [Level]) throws -> [RegionCode: RegionCode] {
        var keys = try node.keys()
        var aliases: [RegionCode: RegionCode] = [:]
        for (alias, _, value) in keys.takeAll() {
            let code = RegionCode(try value.string())
            guard levels.contains(where: { $0.isWellFormed(code) }) else {
                throw value.flaw(
                    "'\(code)' is written as the codes of no level",
                    "write the code of a region"
                )
            }
            aliases[RegionCode(alias)] = code
        }
        return aliases
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
        if let lettersFrom { lines.append("letters-from: \(lettersFrom)") }
        lines.append("levels:")
        for level in levels {
            lines += [
                "  - key: \(level.key)",
                "    title: {nl: \(quoted(level.title.nl)), en: \(quoted(level.title.en))}",
            ]
            if !level.prefix.isEmpty { lines.append("    prefix: \(quoted(level.prefix))") }
            lines += [
                "    digits: \(level.digits)",
                "    letters: \(level.lettersAllowed)",
            ]
            if let count = level.officialCount { lines.append("    official-count: \(count)") }
            lines.append("    completeness: \(level.completeness.rawValue)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func level(_ node: YAMLNode) throws -> Level {
        var keys = try node.keys()
        let keyNode = try keys.required("key")
        let key = try keyNode.string()
        guard key.utf8.allSatisfy({ (97...122).contains($0) || $0 == 45 }), key != "edition",
            key != "other-years"
        else {
            throw keyNode.flaw("'\(key)' is no name of a level", "use small letters and hyphens")
        }
        let digits = try keys.required("digits").int(in: 0...20)
        let level = Level(
            key: key,
            title: try keys.required("title").text(),
            prefix: try keys.optional("prefix")?.string() ?? "",
            digits: digits,
            lettersAllowed: try keys.optional("letters")?.int(in: 0...digits) ?? 0,
            officialCount: try keys.optional("official-count")?.int(in: 0...10_000_000),
            completeness: try keys.required("completeness").word(Level.Completeness.self)
        )
        try keys.finish()
        return level
    }
}

extension Level {
    /// True if a code can have the form of both levels.
    fileprivate func overlaps(_ other: Level) -> Bool {
        guard prefix.utf8.count + digits == other.prefix.utf8.count + other.digits else { return false }
        return prefix.hasPrefix(other.prefix) || other.prefix.hasPrefix(prefix)
    }
}
