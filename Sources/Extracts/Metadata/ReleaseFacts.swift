import Classification
import Codebook
import Disclosure
import Statistics

/// The facts about a release that JSON descriptions tell in both languages.
enum ReleaseFacts {
    static func json(_ release: ReleaseDescription) -> JSONText {
        let codebook = release.codebook
        var members: [(String, JSONText)] = [
            ("dataset", .string(codebook.dataset)),
            ("title", text(codebook.title)),
            ("unit", text(codebook.unit)),
            ("attribution", text(codebook.attribution)),
            ("release", .number(Int64(release.release))),
            ("base", release.base.map { .number(Int64($0)) } ?? .null),
            ("rulesVersion", .string(release.rulesVersion)),
            ("edition", .string(release.edition.key)),
            (
                "coefficientSets",
                .object(
                    release.coefficientSets.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }
                )
            ),
            ("notes", .array(release.notes.map(text))),
        ]
        if let metadata = codebook.metadata {
            members += [
                ("description", text(metadata.description)), ("population", text(metadata.population)),
                ("reference", text(metadata.reference)), ("source", text(metadata.source)),
                ("licence", .string(metadata.licence)),
                (
                    "publisher",
                    .object([
                        ("name", text(metadata.publisher.name)), ("uri", .string(metadata.publisher.uri)),
                    ])
                ), ("contact", contact(metadata.contact)),
            ]
            if let page = metadata.methodPage { members.append(("methodPage", .string(page))) }
            if let page = metadata.editionPage { members.append(("editionPage", .string(page))) }
        }
        members.append(
            (
                "statuses",
                .object(FigureStatus.allCases.map { ($0.key, text($0.title)) })
            )
        )
        return .object(members)
    }

    private static func contact(_ contact: DatasetMetadata.Contact) -> JSONText {
        var members = [("name", text(contact.name))]
        if let email = contact.email { members.append(("email", .string(email))) }
        if let page = contact.page { members.append(("page", .string(page))) }
        return .object(members)
    }

    static func text(_ text: Text) -> JSONText {
        .object([("nl", .string(text.nl)), ("en", .string(text.en))])
    }
}
