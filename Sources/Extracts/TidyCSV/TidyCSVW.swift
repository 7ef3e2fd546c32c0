import Codebook
import Statistics

/// The description of the tidy tables for CSV on the Web, where its readers look for one.
enum TidyCSVW {
    static func write(_ release: ReleaseDescription, to output: inout Output) throws {
        let (codebook, metadata) = (release.codebook, release.codebook.metadata)
        var members: [(String, JSONText)] = [
            (
                "@context",
                .array([
                    .string("http://www.w3.org/ns/csvw"), .object([("@language", .string("nl"))]),
                ])
            ),
            ("@type", .string("TableGroup")),
            ("dc:title", .string(codebook.title.nl)),
        ]
        if let metadata {
            members.append(("dc:description", .string(metadata.description.nl)))
            members.append(("dc:license", .object([("@id", .string(metadata.licence))])))
            members.append(("dc:publisher", .string(metadata.publisher.name.nl)))
            members.append(("dc:source", .string(metadata.source.nl)))
        }
        members.append(("tables", .array(TidySchema.tables(release).map(table))))
        output.bytes.append(contentsOf: JSONText.object(members).bytes)
    }

    private static func table(_ table: (name: String, title: Text, schema: TidySchema)) -> JSONText {
        var schema: [(String, JSONText)] = [
            ("columns", .array(table.schema.columns.map(column))),
            ("primaryKey", .array(table.schema.key.map { .string($0) })),
        ]
        if !table.schema.references.isEmpty {
            schema.append(
                (
                    "foreignKeys",
                    .array(
                        table.schema.references.map { reference in
                            .object([
                                ("columnReference", .array([.string(reference.column)])),
                                (
                                    "reference",
                                    .object([
                                        ("resource", .string("\(reference.table).csv")),
                                        ("columnReference", .array([.string(reference.column)])),
                                    ])
                                ),
                            ])
                        }
                    )
                )
            )
        }
        return .object([
            ("url", .string("\(table.name).csv")), ("dc:title", .string(table.title.nl)),
            ("tableSchema", .object(schema)),
        ])
    }

    private static func column(_ column: TidySchema.Column) -> JSONText {
        let type: JSONText =
            column.words.isEmpty
            ? .string(column.type)
            : .object([
                ("base", .string(column.type)), ("format", .string(column.words.joined(separator: "|"))),
            ])
        return .object([
            // The first title of the undetermined language is the header of the file.
            ("name", .string(column.name)), ("titles", .string(column.name)),
            (
                "dc:title",
                .array([
                    .object([("@value", .string(column.title.nl)), ("@language", .string("nl"))]),
                    .object([("@value", .string(column.title.en)), ("@language", .string("en"))]),
                ])
            ), ("datatype", type), ("required", .bool(column.isRequired)),
        ])
    }
}
