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
