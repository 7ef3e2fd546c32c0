public import Codebook
import Statistics
import YAMLReading

/// Reads a codebook from a file of `etc/datasets`; docs/formats/codebook.md describes the format.
public enum CodebookFile {
    /// Reads a codebook.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - rules: The codes of the rules that it may set, with the names of their bounds; nil for any.
    ///   - levels: The levels that it may publish; nil for any.
    /// - Returns: A codebook without flaws.
    /// - Throws: ``FileFlaw`` with the line at fault.
    public static func read(
        path: String,
        rules: [String: Set<String>]? = nil,
        levels: Set<String>? = nil
    ) throws -> Codebook {
        let root = try YAMLText.root(path: path, hint: "put a readable file of at most 1 MiB there")
        return try codebook(root, rules: rules, levels: levels)
    }

    /// Reads a codebook from its text; `path` is for flaws only.
    ///
    /// - Throws: ``FileFlaw`` with the line at fault.
    public static func read(
        text: String,
        path: String,
        rules: [String: Set<String>]? = nil,
        levels: Set<String>? = nil
    ) throws -> Codebook {
        try codebook(YAMLText.root(text, path: path), rules: rules, levels: levels)
    }

    private static func codebook(
        _ root: YAMLNode,
        rules: [String: Set<String>]?,
        levels: Set<String>?
    ) throws -> Codebook {
        var keys = try root.keys()
        let dataset = try name(keys.required("dataset"))
        let version = try keys.required("version").string()
        let title = try keys.required("title").text()
        let unit = try keys.required("unit").text()
        let attribution = try keys.required("attribution").text()
        let portal = try keys.optional("portal")?.string()
        let years = try keys.required("years").years()
        let published = try self.levels(keys.required("levels"), known: levels)
        let columns = try keyColumns(keys.required("keys"))
        let scoring = try keys.required("scoring")
        let outline = try CodebookClasses.outline(scoring)
        let variables =
            try (outline.highest == nil ? keys.required("variables") : keys.optional("variables")).map {
                try CodebookVariables.all($0)
            } ?? []
        let areas = try keys.optional("areas").map { try $0.items().map(CodebookAreas.area) } ?? []
        let reader = CodebookTopics(variables: variables, areas: areas, classes: outline)
        let topics = try keys.required("topics").items().flatMap(reader.published)
        let forms = try keys.required("forms").items().map { try reader.form($0, published: topics) }
        var codebook = Codebook(
            dataset: dataset,
            title: title,
            unit: unit,
            attribution: attribution,
            version: version,
            keys: columns,
            years: years,
            levels: published,
            variables: variables,
            topics: topics,
            forms: forms,
            scheme: try CodebookScoring.scheme(
                scoring,
                dataset: dataset,
                variables: variables,
                counts: forms.first { $0.holdsTopicsApart }
            ),
            protection: try CodebookProtection.rule(
                keys.required("protection"),
                variables: variables,
                topics: topics
            ),
            rules: try keys.optional("rules").map { try CodebookRules.settings($0, known: rules) } ?? [:],
            postcodes: try keys.optional("postcodes").map(postcodes),
            development: try keys.optional("development").map(development),
            caveats: try keys.optional("caveats")?.items().map { try $0.text() } ?? []
        )
        let extracts = keys.optional("extracts")
        if let extracts { codebook.extracts = try CodebookPublishing.extracts(extracts) }
        codebook.metadata = try keys.optional("metadata").map(CodebookPublishing.metadata)
        codebook.approval = try keys.optional("approval").map {
            try CodebookPublishing.approval($0, topics: codebook.topics)
        }
        codebook.publishedElsewhere =
            try keys.optional("published-elsewhere")?.items().map(CodebookPublishing.elsewhere) ?? []
        try keys.finish()
        if let extracts, codebook.extracts.contains(.dcat), codebook.metadata == nil {
            throw extracts.flaw(
                "a record of '\(ExtractFormat.dcat.rawValue)' needs metadata",
                "add `metadata: …`"
            )
        }
        codebook.areas = areas
        codebook.portal = portal
        if let flaw = codebook.flaws.first {
            let place = CodebookPlaces(codebook: codebook, root: root).node(of: flaw.part)
            throw place.flaw(flaw.message, flaw.hint)
        }
        return codebook
    }

    /// A name that may stand in paths and commands.
    private static func name(_ node: YAMLNode) throws -> String {
        let text = try node.string()
        let isPlain = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard isPlain, text.utf8.first != 45, text.utf8.count <= 64 else {
            throw node.flaw("'\(text)' is no name for a path", "use small letters, digits and hyphens")
        }
        return text
    }

    private static func levels(_ node: YAMLNode, known: Set<String>?) throws -> [String] {
        try node.items().map { item in
            let level = try item.string()
            if let known, !known.contains(level) {
                let names = known.sorted().joined(separator: ", ")
                throw item.flaw("no classification has the level '\(level)'", "write one of: \(names)")
            }
            return level
        }
    }

    private static func keyColumns(_ node: YAMLNode) throws -> KeyColumns {
        var keys = try node.keys()
        var columns = KeyColumns(
            region: try keys.required("region").strings(),
            regionCode: try keys.optional("region-code")?.strings() ?? [],
            regionName: try keys.optional("region-name")?.strings() ?? [],
            period: try keys.required("period").strings(),
            ignored: try keys.optional("ignored")?.strings() ?? [],
            symbols: try keys.optional("symbols")?.word(SymbolProfile.self) ?? .modern
        )
        columns.unplaced = try keys.optional("unplaced")?.strings() ?? []
        try keys.finish()
        return columns
    }

    private static func postcodes(_ node: YAMLNode) throws -> PostcodeGeography {
        var keys = try node.keys()
        let geography = PostcodeGeography(
            level: try name(keys.required("level")),
            title: try keys.required("title").text()
        )
        try keys.finish()
        return geography
    }

    private static func development(_ node: YAMLNode) throws -> DevelopmentSetting {
        var keys = try node.keys()
        let setting = DevelopmentSetting(baseYear: try keys.optional("base-year")?.int(in: 1000...9999))
        try keys.finish()
        return setting
    }
}
