package import Classification
package import Codebook
package import Statistics

/// A release as its descriptions tell of it: the data set, its tables and its files.
package struct ReleaseDescription: Sendable {
    /// The codebook of the data set.
    package var codebook: Codebook
    /// The edition of the classification.
    package var edition: Edition
    /// The number of the release.
    package var release: Int
    /// The number of the release that it was made from; nil for the first.
    package var base: Int?
    /// The version of the rules by which it was made.
    package var rulesVersion: String
    /// The coefficient set of each scored period, by the name of the period.
    package var coefficientSets: [String: String]
    /// The notes that the method demands beside the figures.
    package var notes: [Text]
    /// The tables, by period.
    package var tables: [Table]
    /// The files that stand already.
    package var files: [File]
    /// How it differs from its base; nil where that is not known or not told.
    package var changes: ReleaseChanges?

    /// Creates a description.
    package init(
        codebook: Codebook,
        edition: Edition,
        release: Int,
        base: Int?,
        rulesVersion: String,
        coefficientSets: [String: String],
        notes: [Text],
        tables: [Table],
        files: [File]
    ) {
        self.codebook = codebook
        self.edition = edition
        self.release = release
        self.base = base
        self.rulesVersion = rulesVersion
        self.coefficientSets = coefficientSets
        self.notes = notes
        self.tables = tables
        self.files = files
    }

    /// One table of a period.
    package struct Table: Sendable {
        /// The name of its files, before their endings.
        package var name: String
        /// The codebook whose topics and levels it has.
        package var codebook: Codebook
        /// The edition of its regions.
        package var edition: Edition
        /// The period.
        package var period: Period
        /// The status of the figures: provisional or definitive.
        package var status: PeriodStatus
        /// The topics of all columns.
        package var columns: [Topic]
        /// The topics that have a number in at least one row.
        package var topics: [Topic]

        /// Creates a table.
        package init(
            name: String,
            codebook: Codebook,
            edition: Edition,
            period: Period,
            status: PeriodStatus,
            columns: [Topic],
            topics: [Topic]
        ) {
            self.name = name
            self.codebook = codebook
            self.edition = edition
            self.period = period
            self.status = status
            self.columns = columns
            self.topics = topics
        }
    }

    /// One file of the release.
    package struct File: Sendable {
        /// The path in the release.
        package var path: String
        /// The size.
        package var bytes: Int64
        /// The digest, in hexadecimal.
        package var sha256: String
        /// The media type.
        package var mediaType: String

        /// Creates a file.
        package init(path: String, bytes: Int64, sha256: String, mediaType: String) {
            self.path = path
            self.bytes = bytes
            self.sha256 = sha256
            self.mediaType = mediaType
        }
    }

    /// The topics that have a number in a table, each once, in the order of the columns of the tables.
    package var topics: [Topic] {
        var rest = Set(tables.flatMap(\.topics).map(\.key))
        return tables.flatMap(\.columns).filter { rest.remove($0.key) != nil }
    }

    /// The file of that path.
    func file(_ path: String) -> File? { files.first { $0.path == path } }
}

/// A file of a release that tells of others; written after them.
package struct DescriptionFile: Sendable {
    /// The path in the release.
    package let path: String
    /// The media type.
    package let mediaType: String
    /// Writes it.
    package let write: @Sendable (ReleaseDescription, inout Output) throws -> Void
}

extension ExtractFormat {
    /// The files of a form that tell of the release as a whole, each to be written after those before it.
    package func descriptions(_ codebook: Codebook) -> [DescriptionFile] {
        switch self {
        case .tidyCSV:
            [
                DescriptionFile(
                    path: "\(folder)/topics.csv",
                    mediaType: "text/csv",
                    write: TidyDictionary.topics
                ),
                DescriptionFile(
                    path: "\(folder)/statuses.csv",
                    mediaType: "text/csv",
                    write: TidyDictionary.statuses
                ),
                DescriptionFile(
                    path: "\(folder)/csv-metadata.json",
                    mediaType: "application/csvm+json",
                    write: TidyCSVW.write
                ),
                DescriptionFile(
                    path: "\(folder)/datapackage.json",
                    mediaType: "application/vnd.datapackage+json",
                    write: DataPackage.write
                ),
            ]
        case .sdmxCSV:
            [
                DescriptionFile(
                    path: "\(folder)/structure.xml",
                    mediaType: "application/vnd.sdmx.structure+xml; version=3.0.0",
                    write: SDMXStructure.write
                )
            ]
        case .note:
            Language.allCases.flatMap { language in
                [
                    DescriptionFile(
                        path: "\(folder)/\(codebook.dataset).\(language.rawValue).html",
                        mediaType: "text/html",
                        write: { try ReleaseNote.html($0, language, to: &$1) }
                    ),
                    DescriptionFile(
                        path: "\(folder)/\(codebook.dataset).\(language.rawValue).md",
                        mediaType: "text/markdown",
                        write: { try ReleaseNote.markdown($0, language, to: &$1) }
                    ),
                ]
            }
        case .dcat:
            [
                DescriptionFile(
                    path: "\(folder)/\(codebook.dataset).ttl",
                    mediaType: "text/turtle",
                    write: DCATRecord.write
                )
            ]
        case .statlineCSV, .atom, .atomGzip, .odataV4, .jsonStat, .px, .geoPackage, .geoJSON: []
        }
    }
}
