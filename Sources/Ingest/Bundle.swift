import Bytes
import Statistics
import TableReading

/// A zip file: one table of figures, as a file or as the pages of a feed, with or without its metadata.
struct Bundle {
    /// The path of the file.
    let path: String
    /// The limits of its parts.
    let limits: ReadingLimits
    /// Receives the number of bytes read, at intervals.
    let progress: (@Sendable (Int64) throws -> Void)?

    /// The files of a bundle by their content.
    private struct Contents {
        /// Texts that may be tables, and whether they have headers.
        var tables: [(source: ArchiveSource, hasHeaders: Bool)] = []
        var pages: [ArchiveSource] = []
        var metadata: [ArchiveSource] = []
        var strangers: [DeliveryKind.Stranger] = []
    }

    /// Reads the table.
    func read(with reader: DeliveryReader) throws -> DeliveryReading {
        var contents = try contents(with: reader)
        var notes = Findings()
        let metadata = try BundleMetadata(contents.metadata, limits: limits, notes: &notes)
        var reading: DeliveryReading
        if contents.tables.count + contents.pages.count > 1 {
            // A text beside the figures, such as a readme, has no headers.
            contents.tables = contents.tables.filter(\.hasHeaders)
        }
        switch (contents.tables.count, contents.pages.count) {
        case (1, 0): reading = try reader.readPlain(contents.tables[0].source, metadata: metadata)
        case (0, 1...): reading = try reader.readPages(contents.pages, metadata: metadata)
        case (0, 0):
            let stranger = contents.strangers.first { $0 != .empty } ?? .empty
            return DeliveryReading(findings: Findings([stranger.finding]))
        default: throw ReadingStop(.twoTables)
        }
        reading.findings.add(notes)
        return reading
    }

    /// Looks at every file of the archive, in one pass over it: what it is, by its beginning.
    private func contents(with reader: DeliveryReader) throws -> Contents {
        var contents = Contents()
        var unpacked: Int64 = 0
        let archive = try ArchiveReader(path: path, kind: .zip, progress: progress)
        var position = 0
        var office: DeliveryKind.Stranger?
        while let entry = try archive.next() {
            guard entry.isSafe, position < limits.archiveEntries else { throw ReadingStop(.archiveUnsafe) }
            defer { position += 1 }
            if entry.path.hasPrefix("xl/") { office = .workbook }
            if entry.path == "mimetype" || entry.path.hasPrefix("word/") { office = office ?? .document }
            if office != nil || entry.isDirectory || Self.isClutter(entry.path) { continue }
            unpacked += entry.size ?? 0
            guard unpacked <= limits.unpackedBytes else { throw ReadingStop(.tooLarge) }
            let source = ArchiveSource(
                path: path,
                kind: .zip,
                position: position,
                name: entry.path,
                limits: limits,
                progress: progress
            )
            let beginning = try Self.beginning(of: archive)
            let head = Array(beginning.prefix(DeliveryReader.head))
            switch DeliveryKind(head: head) {
            case .csv where BundleMetadata.isMetadata(entry.path, head: head):
                contents.metadata.append(source)
            case .csv:
                contents.tables.append((source, try reader.hasHeaders(cutOff: beginning)))
            case .xml where BundleMetadata.isMetadataFeed(head): break
            case .xml: contents.pages.append(source)
            case .gzip, .zip: contents.strangers.append(.archive)
            case .other(let stranger): contents.strangers.append(stranger)
            }
        }
        if let office { return Contents(strangers: [office]) }
        return contents
    }

    /// How many bytes of a file tell what it is.
    private static let beginning = 1 << 16

    private static func beginning(of archive: ArchiveReader) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: beginning)
        var filled = 0
        unsafe try bytes.withUnsafeMutableBytes { bytes in
            while filled < bytes.count {
                // The rest of the array, which outlives the call.
                let count = try unsafe archive.read(into: .init(rebasing: bytes[filled...]))
                if count == 0 { break }
                filled += count
            }
        }
        return Array(bytes[..<filled])
    }

    /// True for files that programs leave in archives and that nobody means to deliver.
    private static func isClutter(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.first == "__MACOSX" || parts.last?.hasPrefix(".") == true
            || parts.last?.lowercased() == "thumbs.db"
    }
}
