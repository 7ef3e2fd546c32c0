public import Codebook
import Statistics

/// Reads a codebook from a file of `etc/datasets`; docs/formats/codebook.md says how it is written.
public enum CodebookFile {
    /// The largest file that is read.
    static let limit = 1 << 20

    /// Reads a codebook.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - rules: The codes of the rules that it may set, with the names of their bounds; nil when any may.
    /// - Throws: ``FileFlaw`` with the line at fault.
    public static func read(path: String, rules: [String: Set<String>]? = nil) throws -> Codebook {
        let bytes: [UInt8]
        do {
            bytes = try ReadFile.bytes(of: path, limit: limit)
        } catch {
            throw FileFlaw(
                path: path,
                message: error.description,
                hint: "put a readable file of at most 1 MiB there"
            )
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileFlaw(path: path, message: "the file is not UTF-8", hint: "save it as UTF-8")
        }
        return try parse(text, path: path, rules: rules)
    }

    /// Reads a codebook from its text.
    static func parse(_ text: String, path: String, rules: [String: Set<String>]? = nil) throws -> Codebook {
        if let line = aliasLine(in: text) {
            throw FileFlaw(
                path: path,
                line: line,
                message: "the file uses an anchor or an alias of YAML",
                hint: "write the value out"
            )
        }
        let root = try CodebookNode.root(text, path: path)
        var keys = try root.keys()
        let variablesNode = try keys.required("variables")
        let variables = try variablesNode.items().map(CodebookVariables.variable)
        try CodebookVariables.requireOnce(variables.map(\.key), variablesNode, "variable")
        let topics = CodebookTopics(variables: variables)
        let published = try keys.required("topics").items().map(topics.published)
        let forms = try keys.required("forms").items().map { try topics.form($0, published: published) }
        let years = try keys.required("years").years()
        let scoring = try keys.required("scoring")
        let codebook = Codebook(
            dataset: try name(keys.required("dataset")),
            title: try keys.required("title").text(),
            unit: try keys.required("unit").text(),
            attribution: try keys.required("attribution").text(),
            version: try keys.required("version").string(),
            keys: try keyColumns(keys.required("keys")),
            years: years,
            levels: try keys.required("levels").strings(),
            variables: variables,
            topics: published,
            forms: forms,
            scheme: try CodebookScoring.scheme(scoring, variables: variables, years: years),
            protection: try protection(keys.required("protection")),
            rules: try keys.optional("rules").map { try ruleSettings($0, known: rules) } ?? [:]
        )
        try keys.finish()
        try CodebookSoundness(codebook, root: root).check()
        return codebook
    }

    /// A name that may stand in paths and commands.
    private static func name(_ node: CodebookNode) throws -> String {
        let text = try node.string()
        let isPlain = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard isPlain, text.utf8.first != 45, text.utf8.count <= 64 else {
            throw node.flaw("'\(text)' is no name of a data set", "use small letters, digits and hyphens")
        }
        return text
    }

    private static func keyColumns(_ node: CodebookNode) throws -> KeyColumns {
        var keys = try node.keys()
        let columns = KeyColumns(
            region: try keys.required("region").strings(),
            regionCode: try keys.optional("region-code")?.strings() ?? [],
            regionName: try keys.optional("region-name")?.strings() ?? [],
            period: try keys.required("period").strings(),
            ignored: try keys.optional("ignored")?.strings() ?? [],
            symbols: try keys.optional("symbols")?.word(SymbolProfile.self) ?? .modern
        )
        try keys.finish()
        guard !columns.region.isEmpty, !columns.period.isEmpty else {
            throw node.flaw("the region or the period has no name", "give each at least one")
        }
        return columns
    }

    private static func protection(_ node: CodebookNode) throws -> ProtectionRule {
        var keys = try node.keys()
        let rule = ProtectionRule(
            threshold: Int64(try keys.required("threshold").int(in: 1...1_000_000_000)),
            rounding: Int64(try keys.required("rounding").int(in: 1...1_000_000_000))
        )
        try keys.finish()
        return rule
    }

    private static func ruleSettings(
        _ node: CodebookNode,
        known: [String: Set<String>]?
    ) throws -> [String: RuleSetting] {
        var keys = try node.keys()
        var settings: [String: RuleSetting] = [:]
        for (code, value) in keys.takeAll() {
            if let known, known[code] == nil {
                throw value.flaw("there is no rule '\(code)'", "docs/findings.md lists the rules")
            }
            var inner = try value.keys()
            var setting = RuleSetting()
            for (key, number) in inner.takeAll() {
                switch key {
                case "severity": setting.severity = try number.word(Finding.Severity.self)
                case "on":
                    let word = try number.string()
                    guard ["true", "false"].contains(word) else {
                        throw number.flaw("'\(word)' is unknown", "write true or false")
                    }
                    setting.isOn = word == "true"
                default:
                    if let known, known[code]?.contains(key) != true {
                        let names = (known[code] ?? []).sorted() + ["on", "severity"]
                        throw number.flaw(
                            "the rule has no '\(key)'",
                            "it has: \(names.joined(separator: ", "))"
                        )
                    }
                    setting.bounds[key] = try number.decimal(decimals: 3)
                }
            }
            settings[code] = setting
        }
        return settings
    }

    /// The first line that holds an anchor or alias, seen from the start of a value.
    private static func aliasLine(in text: String) -> Int? {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let item = line.drop { $0 == " " || $0 == "-" }
            let value =
                item.firstIndex(of: ":").map { item[item.index(after: $0)...] }?.drop { $0 == " " } ?? item
            if let first = value.first, first == "&" || first == "*" { return number + 1 }
        }
        return nil
    }
}

/// The codebooks of a directory.
public enum CodebookDirectory {
    /// Reads every `.yaml` file of a directory, by name.
    ///
    /// - Throws: ``FileFlaw`` with the line at fault.
    public static func read(path: String, rules: [String: Set<String>]? = nil) throws -> [Codebook] {
        let names = Durable.names(in: path).filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
        return try names.map { name in
            let file = path + "/" + name
            let codebook = try CodebookFile.read(path: file, rules: rules)
            guard codebook.dataset + ".yaml" == name else {
                throw FileFlaw(
                    path: file,
                    message: "the data set is called '\(codebook.dataset)', the file is not",
                    hint: "rename the file to \(codebook.dataset).yaml, or correct its `dataset`"
                )
            }
            return codebook
        }
    }
}
