import Codebook
import Statistics

/// The descriptor of a data package (Data Package v2): the tidy tables, their columns, and the data set.
enum DataPackage {
    static func write(_ release: ReleaseDescription, to output: inout Output) throws {
        let (codebook, metadata) = (release.codebook, release.codebook.metadata)
        var members: [(String, JSONText)] = [
            ("$schema", .string("https://datapackage.org/profiles/2.0/datapackage.json")),
            ("name", .string(codebook.dataset)),
            ("title", .string(codebook.title.nl)),
            ("version", .string("\(release.release)")),
        ]
        if let metadata {
            members.append(("description", .string(metadata.description.nl)))
            members.append(("licenses", .array([.object([("path", .string(metadata.licence))])])))
            members.append(
                (
                    "contributors",
                    .array([
                        .object([
                            ("title", .string(metadata.publisher.name.nl)),
                            ("path", .string(metadata.publisher.uri)),
                            ("roles", .array([.string("publisher")])),
                        ])
                    ])
                )
            )
            members.append(("sources", .array([.object([("title", .string(metadata.source.nl))])])))
            if let address = metadata.address { members.append(("homepage", .string(address))) }
        }
        members.append(("resources", .array(TidySchema.tables(release).map { resource($0, release) })))
        members.append(("peil", ReleaseFacts.json(release)))
        output.bytes.append(contentsOf: JSONText.object(members).bytes)
    }

    private static func resource(
        _ table: (name: String, title: Text, schema: TidySchema),
        _ release: ReleaseDescription
    ) -> JSONText {
        var members: [(String, JSONText)] = [
            // A name holds small letters, digits, points, hyphens and underscores.
            ("name", .string(table.name.lowercased())),
            ("type", .string("table")),
            ("path", .string("\(table.name).csv")),
            ("title", .string(table.title.nl)),
            ("format", .string("csv")),
            ("mediatype", .string("text/csv")),
            ("encoding", .string("utf-8")),
        ]
        if let file = release.file("\(ExtractFormat.tidyCSV.folder)/\(table.name).csv") {
            members.append(("bytes", .number(file.bytes)))
            members.append(("hash", .string("sha256:\(file.sha256)")))
        }
        members.append(("schema", schema(table.schema)))
        return .object(members)
    }

    private static func schema(_ schema: TidySchema) -> JSONText {
        var members: [(String, JSONText)] = [
            ("$schema", .string("https://datapackage.org/profiles/2.0/tableschema.json")),
            ("fields", .array(schema.columns.map(field))),
            ("primaryKey", .array(schema.key.map { .string($0) })),
            ("missingValues", .array([.string("")])),
        ]
        if !schema.references.isEmpty {
            members.append(
                (
                    "foreignKeys",
                    .array(
                        schema.references.map { reference in
                            .object([
                                ("fields", .array([.string(reference.column)])),
                                (
                                    "reference",
                                    .object([
                                        ("resource", .string(reference.table)),
                                        ("fields", .array([.string(reference.column)])),
                                    ])
                                ),
                            ])
                        }
                    )
                )
            )
        }
        return .object(members)
    }

    private static func field(_ column: TidySchema.Column) -> JSONText {
        var constraints: [(String, JSONText)] = [("required", .bool(column.isRequired))]
        if !column.words.isEmpty {
            constraints.append(("enum", .array(column.words.map { .string($0) })))
        }
        return .object([
            ("name", .string(column.name)), ("type", .string(column.type)),
            ("title", .string(column.title.nl)), ("constraints", .object(constraints)),
        ])
    }
}
