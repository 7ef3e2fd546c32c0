import AtomReading
public import Bytes
public import Codebook
public import Imputation
public import Microdata
public import Statistics
public import TableReading

/// Reads a delivery in any format: CSV or Atom, plain, compressed or in a bundle.
///
/// Faults of a delivery are findings. Failures of the machine are thrown, and may be retried.
public struct DeliveryReader: Sendable {
    private let codebook: Codebook
    private let limits: ReadingLimits
    private let models: [Int: ImputationModel]
    private(set) var national: NationalLimits

    /// The number of bytes that are examined to recognise a file.
    static let head = 1 << 14

    /// Creates a reader of the deliveries of a data set.
    ///
    /// - Parameters:
    ///   - codebook: The data set.
    ///   - limits: The limits of a delivery.
    ///   - models: The kept models for missing levels, by report year.
    ///   - national: The limits of classes in the file beside the delivery.
    public init(
        codebook: Codebook,
        limits: ReadingLimits = ReadingLimits(),
        models: [Int: ImputationModel] = [:],
        national: NationalLimits = NationalLimits()
    ) {
        self.national = national
        self.codebook = codebook
        self.limits = limits
        self.models = models
    }

    /// Reads a regular file.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - progress: Receives the number of bytes read, at intervals; some files are read twice.
    ///   - onlooker: Sees the bytes, if reading them once from the start is the fastest way.
    /// - Returns: The table, if there is one, and all findings.
    /// - Throws: ``MachineFault`` for failures of the machine.
    public func read(
        path: String,
        progress: (@Sendable (Int64) throws -> Void)? = nil,
        onlooker: (any Onlooker)? = nil
    ) throws -> DeliveryReading {
        var reading = try readFile(path: path, progress: progress, onlooker: onlooker)
        reading.findings = SourceWords(codebook).applied(to: reading.findings)
        return reading
    }

    /// True if the beginning of a text, or a whole feed, is that of a delivery of the data set.
    ///
    /// - Throws: ``MachineFault`` when the machine is to blame.
    public func recognises(path: String) throws -> Bool {
        do {
            let file = FileSource(path: path)
            switch DeliveryKind(head: try file.head(Self.head)) {
            case .gzip: return try recognises([member(of: path)])
            case .zip:
                return try Bundle(path: path, limits: limits, progress: nil).candidates(for: self)
                    .contains { try recognises($0) }
            case .xml, .csv: return try recognises([file])
            case .other: return false
            }
        } catch is ReadingStop {
            return false
        }
    }

    /// True if a text, or the pages of a feed, are those of a delivery of the data set.
    private func recognises(_ sources: [any ByteSource]) throws -> Bool {
        guard let first = sources.first else { return false }
        let reading: DeliveryReading
        if DeliveryKind(head: try first.head(Self.head)) == .xml {
            reading = try readPages(sources, metadata: BundleMetadata())
        } else {
            var head = try first.head(1 << 16)
            // A row that is cut off is none.
            if head.count == 1 << 16, let end = head.lastIndex(of: 0x0A) { head = Array(head[...end]) }
            reading = try readPlain(MemorySource(bytes: head))
        }
        let isStrange = reading.findings.kept.contains { Self.headerFaults.contains($0.code) }
        return !isStrange && (reading.table != nil || reading.units != nil)
    }

    /// The file in a gzip file.
    private func member(of path: String, progress: (@Sendable (Int64) throws -> Void)? = nil) -> ArchiveSource
    {
        ArchiveSource(path: path, kind: .gzip, position: 0, name: "", limits: limits, progress: progress)
    }

    /// The reader with limits of classes that came in the delivery itself.
    func with(_ national: NationalLimits) -> Self {
        var other = self
        other.national = national
        return other
    }

    /// Reads limits of classes that came in the delivery itself.
    func limits(in source: any ByteSource) throws -> (NationalLimits, Findings) {
        try NationalLimitsReader.read(source, codebook: codebook)
    }

    /// The codes of findings that say that a file has not the columns of the data set.
    public static let headerFaults: Set<String> = Set(
        [
            ReadingFault.noHeader, .noTopics, .noRegionCodes, .noPeriod, .columnMissing, .dimensionMissing,
            .headerMisspelt,
        ].map(\.rawValue)
    )

    /// The finding that a file is of another data set.
    public static func otherDataset(_ dataset: String, than own: String) -> Finding {
        ReadingFault.otherDataset.finding(
            at: Place(line: 1, column: 1),
            message: Text(
                nl: "Dit bestand lijkt bij '\(dataset)' te horen; deze map is voor '\(own)'.",
                en: "This file looks like one of '\(dataset)'; this folder is for '\(own)'."
            ),
            repair: Text(
                nl: "Lever het aan in de map van '\(dataset)'.",
                en: "Deliver it in the folder of '\(dataset)'."
            )
        )
    }

    private func readFile(
        path: String,
        progress: (@Sendable (Int64) throws -> Void)?,
        onlooker: (any Onlooker)?
    ) throws -> DeliveryReading {
        do {
            let file = FileSource(path: path, progress: progress, onlooker: onlooker)
            guard try FileStream(path: path).size <= limits.fileBytes else { throw ReadingStop(.tooLarge) }
            switch DeliveryKind(head: try file.head(Self.head)) {
            case .gzip: return try readPlain(member(of: path, progress: progress))
            case .zip: return try Bundle(path: path, limits: limits, progress: progress).read(with: self)
            case .xml, .csv, .other: return try readPlain(file)
            }
        } catch let stop as ReadingStop {
            return DeliveryReading(findings: Findings([stop.finding]))
        }
    }

    /// Reads a file that is not compressed, or not any more.
    func readPlain(_ source: any ByteSource, metadata: BundleMetadata = BundleMetadata()) throws
        -> DeliveryReading
    {
        let head = try source.head(Self.head)
        return switch DeliveryKind(head: head) {
        case .csv:
            try RecordReader(codebook: codebook).read(PlainText(source, head: head) ?? source, models: models)
                ?? UnitReader(codebook: codebook, limits: limits, national: national).read(source)
                ?? CSVReader(codebook: codebook, limits: limits, metadata: metadata).read(source)
        case .xml: try readPages([source], metadata: metadata)
        case .gzip, .zip: DeliveryReading(findings: Findings([DeliveryKind.Stranger(nested: head).finding]))
        case .other(let stranger): DeliveryReading(findings: Findings([stranger.finding]))
        }
    }

    /// True if the beginning of a file that may be CSV has headers that the codebook knows; bytes that are in no
    /// encoding are reported when the file is read.
    func hasHeaders(cutOff beginning: [UInt8]) throws -> Bool {
        var beginning = beginning
        // A row that is cut off is none.
        if beginning.count == 1 << 16, let end = beginning.lastIndex(of: 0x0A) {
            beginning = Array(beginning[...end])
        }
        do {
            return try hasHeaders(MemorySource(bytes: beginning))
        } catch is ReadingStop {
            return true
        }
    }

    /// True if a file that may be CSV has headers that the codebook knows.
    func hasHeaders(_ source: any ByteSource) throws -> Bool {
        let plain: any ByteSource = PlainText(source, head: try source.head(Self.head)) ?? source
        if RecordHeader(try plain.head(RecordReader.head), codebook: codebook) != nil { return true }
        let units = UnitReader(codebook: codebook, limits: limits, national: national)
        if try units.hasHeader(source) { return true }
        return try CSVReader(codebook: codebook, limits: limits).hasHeaders(source)
    }

    /// Reads the pages of a feed.
    func readPages(_ pages: [any ByteSource], metadata: BundleMetadata) throws -> DeliveryReading {
        var reading = try AtomReader(codebook: codebook, limits: limits).read(pages: pages)
        reading.table?.add(metadata)
        return reading
    }
}

extension ParsedTable {
    /// Adds the metadata that the figures themselves do not have.
    fileprivate mutating func add(_ metadata: BundleMetadata) {
        statedEdition = statedEdition ?? metadata.edition
        periods = periods.map { $0.with(statuses: metadata.statuses) }
    }
}
