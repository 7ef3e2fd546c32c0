import Codebook
import Statistics
import YAMLReading

/// Reads in which forms a data set is published, and what is told beside its figures.
enum CodebookPublishing {
    /// Reads the forms; each stands once.
    static func extracts(_ node: YAMLNode) throws -> [ExtractFormat] {
        var formats: [ExtractFormat] = []
        for item in try node.items() {
            let format = try item.word(ExtractFormat.self)
            guard !formats.contains(format) else {
                throw item.flaw("'\(format.rawValue)' stands twice", "keep one of them")
            }
            formats.append(format)
        }
        guard formats.contains(.statlineCSV) else {
            throw node.flaw(
                "'\(ExtractFormat.statlineCSV.rawValue)' is missing",
                "add it: what was published is read back from it when the next release is audited"
            )
        }
        return formats
    }

    /// Reads what is told beside the figures.
    static func metadata(_ node: YAMLNode) throws -> DatasetMetadata {
        var keys = try node.keys()
        var metadata = DatasetMetadata(
            description: try keys.required("description").text(),
            population: try keys.required("population").text(),
            reference: try keys.required("reference").text(),
            source: try keys.required("source").text(),
            licence: try address(keys.required("licence")),
            publisher: try publisher(keys.required("publisher")),
            contact: try contact(keys.required("contact")),
            themes: try keys.required("themes").items().map(address)
        )
        metadata.methodPage = try keys.optional("method-page").map(address)
        metadata.editionPage = try keys.optional("edition-page").map(address)
        if let node = keys.optional("address") {
            let address = try address(node)
            guard address.hasSuffix("/") else {
                throw node.flaw("'\(address)' does not end in '/'", "write the address of a directory")
            }
            metadata.address = address
        }
        guard !metadata.themes.isEmpty else { throw node.flaw("has no theme", "add one under `themes`") }
        try keys.finish()
        return metadata
    }

    /// When releases wait for approval.
    private enum Occasion: String, CaseIterable {
        case always
        case beyondLimits = "beyond-limits"
    }

    /// Who may approve.
    private enum Approver: String, CaseIterable {
        case anyone, another
    }

    /// Reads by which rule releases wait for approval.
    static func approval(_ node: YAMLNode, topics: [Topic]) throws -> ApprovalRule {
        var keys = try node.keys()
        let occasion = try keys.required("when").word(Occasion.self)
        let rule = ApprovalRule(
            isAlways: occasion == .always,
            needsAnother: try keys.optional("by")?.word(Approver.self) == .another,
            limits: try keys.optional("limits")?.items().map { try limit($0, topics: topics) } ?? []
        )
        try keys.finish()
        guard rule.isAlways || !rule.limits.isEmpty else {
            throw node.flaw(
                "no release would ever wait: 'when' is '\(occasion.rawValue)', and there are no limits",
                "add `limits: [{topic: …, change: …, regions: …}]`, or write `when: always`"
            )
        }
        return rule
    }

    private static func limit(_ node: YAMLNode, topics: [Topic]) throws -> ApprovalRule.Limit {
        var keys = try node.keys()
        let name = try keys.required("topic")
        let key = try name.string()
        guard let topic = topics.first(where: { $0.key == key }) else {
            throw name.flaw("there is no topic '\(key)'", "name one of `topics`")
        }
        let place = try keys.required("change")
        let change = try place.decimal(decimals: topic.decimals)
        guard change >= 0 else { throw place.flaw("is below 0", "write 0 or more") }
        let limit = ApprovalRule.Limit(
            topic: key,
            change: change,
            regions: try keys.required("regions").int(in: 0...1_000_000)
        )
        try keys.finish()
        return limit
    }

    /// Reads the name of a table that is public elsewhere; the table itself is read with the configuration.
    static func elsewhere(_ node: YAMLNode) throws -> PublishedElsewhere {
        var keys = try node.keys()
        let title = try keys.required("title").text()
        let file = try keys.required("file")
        let path = try file.string()
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
            throw file.flaw(
                "'\(path)' is no path below the directory of the codebook",
                "put the table there, for example as elsewhere/NAME.csv"
            )
        }
        try keys.finish()
        return PublishedElsewhere(title: title, file: path)
    }

    private static func publisher(_ node: YAMLNode) throws -> DatasetMetadata.Party {
        var keys = try node.keys()
        let party = DatasetMetadata.Party(
            name: try keys.required("name").text(),
            uri: try address(keys.required("uri"))
        )
        try keys.finish()
        return party
    }

    private static func contact(_ node: YAMLNode) throws -> DatasetMetadata.Contact {
        var keys = try node.keys()
        let contact = DatasetMetadata.Contact(
            name: try keys.required("name").text(),
            email: try keys.optional("email")?.string(),
            page: try keys.optional("page").map(address)
        )
        guard contact.email != nil || contact.page != nil else {
            throw node.flaw("has neither 'email' nor 'page'", "add one of them")
        }
        try keys.finish()
        return contact
    }

    /// An absolute address, without blanks.
    private static func address(_ node: YAMLNode) throws -> String {
        let text = try node.string()
        let scheme = text.prefix { $0 != ":" }
        let isScheme = !scheme.isEmpty && scheme.utf8.allSatisfy { (97...122).contains($0) }
        guard isScheme, text.utf8.count > scheme.utf8.count + 1, text.utf8.allSatisfy({ $0 > 32 && $0 != 62 })
        else { throw node.flaw("'\(text)' is no absolute address", "write one, for example https://…") }
        return text
    }
}
