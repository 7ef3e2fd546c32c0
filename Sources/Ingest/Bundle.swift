import Bytes
import Files
import Microdata
import Statistics
import TableReading

/// A zip file: one table of figures, as a file or as the pages of a feed, with or without its metadata and its limits.
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
        /// Files of limits, by their names.
        var limits: [ArchiveSource] = []
        var strangers: [DeliveryKind.Stranger] = []
    }

    /// Reads the table.
    func read(with reader: DeliveryReader) throws -> DeliveryReading {
        var contents = try contents(with: reader)
        var notes = Findings()
        var reader = reader
        if let source = contents.limits.first {
            guard contents.limits.count == 1, reader.national.isEmpty else { return Self.limitsTwice }
            let (national, findings) = try reader.limits(in: source)
            notes.add(findings)
            reader = reader.with(national)
        }
        let metadata = try BundleMetadata(contents.metadata, limits: limits, notes: &notes)
        var reading: DeliveryReading
        if contents.tables.count + contents.pages.count > 1 {
            // A text beside the figures, such as a readme, has no headers.
            contents.tables = contents.tables.filter(\.hasHeaders)
        }
        switch (contents.tables.count, contents.pages.count) {
        case (1, 0): reading = try reader.readPlain(contents.tables[0].source, metadata: metadata)
        case (0, 1...): reading = try reader.readPages(contents.pages, metadata: metadata)
        case (0, 0) where contents.strangers.isEmpty && !contents.limits.isEmpty:
            notes.add(Findings([Self.limitsAlone]))
            return DeliveryReading(findings: notes)
        case (0, 0):
            let stranger = contents.strangers.first { $0 != .empty } ?? .empty
            return DeliveryReading(findings: Findings([stranger.finding]))
        default: throw Self.several(contents.tables.map(\.source) + contents.pages)
        }
        reading.findings.add(notes)
        return reading
    }

    /// The texts and the feed of the archive that may be the table of a data set.
    func candidates(for reader: DeliveryReader) throws -> [[any ByteSource]] {
        let contents = try contents(with: reader)
        return contents.tables.filter(\.hasHeaders).map { [$0.source] }
            + (contents.pages.isEmpty ? [] : [contents.pages])
    }

    /// The fault of an archive with several tables; it names the first two.
    private static func several(_ sources: [ArchiveSource]) -> ReadingStop {
        let names = sources.prefix(2).map { "'\(Durable.beginning(of: printable($0.name), bytes: 60))'" }
        let more = sources.count > 2
        return ReadingStop(
            .twoTables,
            message: Text(
                nl:
                    "Het archief bevat meer dan één tabel met cijfers: \(names.joined(separator: more ? ", " : " en "))\(more ? " en meer" : "").",
                en:
                    "The archive holds more than one table of figures: \(names.joined(separator: more ? ", " : " and "))\(more ? " and more" : "")."
            )
        )
    }

    private static var limitsAlone: Finding {
        ReadingFault.noHeader.finding(
            message: Text(
                nl: "Het archief bevat alleen grenzen van klassen, en geen tabel.",
                en: "The archive holds limits of classes only, and no table."
            ),
            repair: Text(
                nl: "Doe de tabel bij de grenzen in het archief, of lever de grenzen naast de tabel.",
                en: "Put the table beside the limits in the archive, or deliver the limits beside the table."
            )
        )
    }

    private static var limitsTwice: DeliveryReading {
        DeliveryReading(
            findings: Findings([
                ReadingFault.limitsFaulty.finding(
                    message: Text(
                        nl:
                            "Er is meer dan één bestand met grenzen: in het archief, of in het archief en ernaast.",
                        en:
                            "There is more than one file of limits: in the archive, or in the archive and beside it."
                    ),
                    repair: Text(
                        nl: "Lever één bestand met grenzen, in het archief of ernaast.",
                        en: "Deliver one file of limits, in the archive or beside it."
                    )
                )
            ])
        )
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
            if entry.path.hasPrefix("word/") { office = office ?? .document }
            if entry.path == "mimetype" {
                // OpenDocument says there what it is.
                let kind = String(decoding: try Self.beginning(of: archive).prefix(100), as: UTF8.self)
                office = office ?? (kind.contains("spreadsheet") ? .openWorkbook : .document)
            }
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
            case .csv where entry.path.lowercased().hasSuffix(Self.limitsSuffix):
                contents.limits.append(source)
            case .csv where BundleMetadata.isMetadata(entry.path, head: head):
                contents.metadata.append(source)
            case .csv:
                contents.tables.append((source, try reader.hasHeaders(cutOff: beginning)))
            case .xml where BundleMetadata.isMetadataFeed(head): break
            case .xml: contents.pages.append(source)
            case .gzip, .zip: contents.strangers.append(.init(nested: beginning))
            case .other(let stranger): contents.strangers.append(stranger)
            }
        }
        if let office { return Contents(strangers: [office]) }
        return contents
    }

    /// The ending of the name of a file of limits, as beside a delivery.
    private static let limitsSuffix = ".grenzen.csv"

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
