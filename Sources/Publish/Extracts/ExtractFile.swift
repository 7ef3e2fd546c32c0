import Classification
import Codebook
import Extracts
import Statistics

/// One file of a table, as a release makes it.
struct ExtractFile: Sendable {
    /// The path in the release.
    let path: String
    /// The media type.
    let mediaType: String
    /// A digest of everything in the file but the figures.
    let layout: String
    private let content: Content

    private enum Content: Sendable {
        case rows(any ExtractForm)
        case packedRows(any ExtractForm)
        case table(TableFile)
    }

    /// A file of StatLine; as gzip where it is packed.
    init(_ form: any ExtractForm, name: String, isPacked: Bool = false) {
        path = "\(ExtractFormat.statlineCSV.folder)/\(name)\(form.suffix)\(isPacked ? ".gz" : "")"
        mediaType = isPacked ? "application/gzip" : form.mediaType
        layout = form.layout
        content = isPacked ? .packedRows(form) : .rows(form)
    }

    /// A file of another form.
    init(_ file: TableFile, _ layout: ExtractLayout) {
        path = file.path
        mediaType = file.mediaType
        content = .table(file)
        self.layout = Self.digest(of: file, layout)
    }

    /// The version of everything that forms write around figures, statuses among it; a release made by another
    /// version is written anew.
    private static let version = "peil forms 1"

    /// The bytes that are compressed at a time.
    private static let piece = 1 << 18

    /// The digest of a layout: of a table with one row of made-up figures, and of the regions.
    private static func digest(of file: TableFile, _ layout: ExtractLayout) -> String {
        var bytes = Array("\(version)\n\(file.path)\n\(layout.regions.placesDigest)\n".utf8)
        if file.format.hasGeometry, let boundaries = layout.edition.boundaries {
            bytes += Array("\(boundaries.digest)\n".utf8)
        }
        guard layout.regions.count > 0 else { return sha256(bytes) }
        let sample = layout.table(of: .sample(columns: layout.topics.count))
        var output = Output { bytes += $0 }
        // A form writes to memory here, which does not fail.
        for write in file.writers(layout) {
            try? write(sample, &output)
            try? output.finish()
        }
        return sha256(bytes)
    }

    /// Writes a table; `path` is what failures call the file.
    func write(_ table: ExtractTable, to writer: ExtractWriter, path: String) throws {
        switch content {
        case .rows(let form):
            try writer.append { $0.append(contentsOf: form.head) }
            try table.rows.forEach { region, values in
                try writer.append { form.append(region, values, to: &$0) }
            }
            try writer.append { $0.append(contentsOf: form.tail) }
        case .packedRows(let form):
            var compressor = GzipCompressor(level: 6)
            var piece = form.head
            try table.rows.forEach { region, values in
                form.append(region, values, to: &piece)
                if piece.count >= Self.piece { try Self.pack(&piece, by: &compressor, to: writer) }
            }
            piece += form.tail
            try Self.pack(&piece, by: &compressor, to: writer, isLast: true)
        case .table(let file):
            switch file.content {
            case .bytes(let rows): try self.write(table, to: writer, by: rows)
            case .archive(let members):
                let archive = try ArchiveWriter(writer, path: path)
                for member in members {
                    guard case .bytes(let write) = member.content else { continue }
                    try archive.begin(
                        String(member.path.split(separator: "/").suffix(2).joined(separator: "/"))
                    )
                    var output = Output { try archive.append($0) }
                    try write(table, &output)
                    try output.finish()
                }
                try archive.finish()
            case .geoPackage:
                let bytes = try GeoPackageWriter(table, path: path).bytes()
                try unsafe bytes.withUnsafeBytes { try unsafe writer.append($0) }
            }
        }
    }

    /// Hands a piece on, compressed, and empties it.
    private static func pack(
        _ piece: inout [UInt8],
        by compressor: inout GzipCompressor,
        to writer: ExtractWriter,
        isLast: Bool = false
    ) throws {
        let packed = compressor.next(&piece, isLast: isLast)
        try unsafe packed.withUnsafeBytes { try unsafe writer.append($0) }
        piece.removeAll(keepingCapacity: true)
    }

    private func write(
        _ table: ExtractTable,
        to writer: ExtractWriter,
        by write: (ExtractTable, inout Output) throws -> Void
    ) throws {
        var output = Output { bytes in try unsafe bytes.withUnsafeBytes { try unsafe writer.append($0) } }
        try write(table, &output)
        try output.finish()
    }
}

extension TableFile {
    /// The functions that write all that the file tells, for its digest.
    fileprivate func writers(_ layout: ExtractLayout)
        -> [@Sendable (ExtractTable, inout Output) throws -> Void]
    {
        let files: [TableFile] =
            switch content {
            case .bytes: [self]
            case .archive(let members): members
            // It tells what the other form of a whole table does, and where figures come from.
            case .geoPackage: ExtractFormat.jsonStat.files(of: layout.name, layout.codebook)
            }
        return files.compactMap { file in
            if case .bytes(let write) = file.content { write } else { nil }
        } + [
            { table, output in
                for (name, text) in TableSource.texts(table) {
                    output.bytes.append(contentsOf: Array("\(name)\n\(text.nl)\n\(text.en)\n".utf8))
                }
            }
        ]
    }
}
