import Classification
import Codebook
package import Statistics

/// The source of the figures, for forms without room for more.
package enum TableSource {
    /// Names and texts, in the order in which people read them.
    package static func texts(_ table: ExtractTable) -> [(name: String, text: Text)] {
        let codebook = table.codebook
        var texts: [(String, Text)] = [
            ("title", codebook.title), ("attribution", codebook.attribution), ("unit", codebook.unit),
            ("period", Text(nl: table.period.name, en: table.period.name)),
            ("period_status", table.status.title),
            ("edition", Text(nl: table.edition.key, en: table.edition.key)),
        ]
        guard let metadata = codebook.metadata else { return texts }
        texts += [
            ("description", metadata.description), ("population", metadata.population),
            ("reference", metadata.reference), ("source", metadata.source),
            ("publisher", metadata.publisher.name), ("contact", metadata.contact.name),
        ]
        for (name, address) in [
            ("licence", metadata.licence), ("contact_email", metadata.contact.email),
            ("contact_page", metadata.contact.page), ("method_page", metadata.methodPage),
            ("edition_page", metadata.editionPage),
        ] {
            if let address { texts.append((name, Text(nl: address, en: address))) }
        }
        return texts
    }
}
