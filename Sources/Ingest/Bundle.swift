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
    let progress: (@Sendable (Int64) -> Void)?

    /// The files of a bundle by their content.
    private struct Contents {
        var tables: [ArchiveSource] = []
        var pages: [ArchiveSource] = []
        var metadata: [ArchiveSource] = []
        var strangers: [DeliveryKind.Stranger] = []
    }

    /// Reads the table.
    func read(with reader: DeliveryReader) throws -> DeliveryReading {
        var contents = try contents()
        var notes = Findings()
        let metadata = try BundleMetadata(contents.metadata, limits: limits, notes: &notes)
        var reading: DeliveryReading
        if contents.tables.count + contents.pages.count > 1 {
            // A text beside the figures, such as a readme, has no headers.
            contents.tables = try contents.tables.filter { try reader.hasHeaders($0) }
        }
        switch (contents.tables.count, contents.pages.count) {
        case (1, 0): reading = try reader.readPlain(contents.tables[0], metadata: metadata)
        case (0, 1...): reading = try reader.readPages(contents.pages, metadata: metadata)
        case (0, 0):
            let stranger = contents.strangers.first { $0 != .empty } ?? .empty
            return DeliveryReading(findings: Findings([stranger.finding]))
        default: throw ReadingStop(.twoTables)
        }
        reading.findings.add(notes)
        return reading
    }

    private func contents() throws -> Contents {
        var contents = Contents()
        var unpacked: Int64 = 0
        let entries = try entries()
        if entries.contains(where: { $0.entry.path.hasPrefix("xl/") }) {
            contents.strangers = [.workbook]
            return contents
        }
        if entries.contains(where: { $0.entry.path == "mimetype" || $0.entry.path.hasPrefix("word/") }) {
            contents.strangers = [.document]
            return contents
        }
        for (position, entry) in entries where !entry.isDirectory && !Self.isClutter(entry.path) {
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
            let head = try source.head(DeliveryReader.head)
            switch DeliveryKind(head: head) {
            case .csv where BundleMetadata.isMetadata(entry.path, head: head):
                contents.metadata.append(source)
            case .csv: contents.tables.append(source)
            case .xml where BundleMetadata.isMetadataFeed(head): break
            case .xml: contents.pages.append(source)
            case .gzip, .zip: contents.strangers.append(.archive)
            case .other(let stranger): contents.strangers.append(stranger)
            }
        }
        return contents
    }

    private func entries() throws -> [(position: Int, entry: ArchiveReader.Entry)] {
        let archive = try ArchiveReader(path: path, kind: .zip)
        var entries: [(Int, ArchiveReader.Entry)] = []
        while let entry = try archive.next() {
            guard entry.isSafe, entries.count < limits.archiveEntries else {
                throw ReadingStop(.archiveUnsafe)
            }
            entries.append((entries.count, entry))
        }
        return entries
    }

    /// True for files that programs leave in archives and that nobody means to deliver.
    private static func isClutter(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.first == "__MACOSX" || parts.last?.hasPrefix(".") == true
            || parts.last?.lowercased() == "thumbs.db"
    }
}
