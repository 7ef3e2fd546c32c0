package import Codebook

/// One file of a table in a release.
package struct TableFile: Sendable {
    /// The form that it belongs to.
    package let format: ExtractFormat
    /// The path in the release.
    package let path: String
    /// The media type.
    package let mediaType: String
    /// The origin of its bytes.
    package let content: Content

    /// The origin of the bytes of a file.
    package enum Content: Sendable {
        /// They are written row by row.
        case bytes(@Sendable (ExtractTable, inout Output) throws -> Void)
        /// Other files of the table, packed as a ZIP archive under the last parts of their paths.
        case archive([TableFile])
        /// The table as a GeoPackage.
        case geoPackage
    }

    /// Creates a file whose bytes are written row by row.
    package init(
        _ format: ExtractFormat,
        _ name: String,
        mediaType: String,
        write: @escaping @Sendable (ExtractTable, inout Output) throws -> Void
    ) {
        self.init(format, name, mediaType: mediaType, content: .bytes(write))
    }

    /// Creates a file.
    package init(_ format: ExtractFormat, _ name: String, mediaType: String, content: Content) {
        self.format = format
        path = "\(format.folder)/\(name)"
        self.mediaType = mediaType
        self.content = content
    }
}

extension ExtractFormat {
    /// The files that each table of a release has in this form.
    ///
    /// - Parameters:
    ///   - name: What files are called before their endings.
    ///   - codebook: The codebook of the table.
    /// - Returns: The files, the largest first; none for forms that are written elsewhere.
    package func files(of name: String, _ codebook: Codebook) -> [TableFile] {
        switch self {
        case .statlineCSV, .atom, .atomGzip, .note, .dcat: []
        case .tidyCSV:
            [TableFile(self, "\(name).csv", mediaType: "text/csv", write: TidyCSV.write)]
        case .odataV4: ODataBundle.files(name, codebook)
        case .sdmxCSV:
            [
                TableFile(
                    self,
                    "\(name).csv",
                    mediaType: "application/vnd.sdmx.data+csv; version=2.0.0",
                    write: SDMXData.write
                )
            ]
        case .jsonStat:
            [TableFile(self, "\(name).json", mediaType: "application/json", write: JSONStat.write)]
        case .px: [TableFile(self, "\(name).px", mediaType: "text/x-pcaxis", write: PX.write)]
        case .geoPackage:
            [
                TableFile(
                    self,
                    "\(name).gpkg",
                    mediaType: "application/geopackage+sqlite3",
                    content: .geoPackage
                )
            ]
        case .geoJSON:
            [TableFile(self, "\(name).geojson", mediaType: "application/geo+json", write: GeoJSON.write)]
        }
    }
}
