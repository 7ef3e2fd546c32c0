package import Bytes
package import Codebook
import Statistics

/// Reads a CSV file in any of the layouts of StatLine, as a stream.
package struct CSVReader {
    /// The data set.
    package let codebook: Codebook
    /// The limits of its parts.
    package let limits: ReadingLimits
    /// The metadata of a bundle.
    package var metadata = BundleMetadata()
    /// The initial number of bytes in memory.
    package var stretch = 1 << 18

    package init(
        codebook: Codebook,
        limits: ReadingLimits,
        metadata: BundleMetadata = BundleMetadata(),
        stretch: Int = 1 << 18
    ) {
        self.codebook = codebook
        self.limits = limits
        self.metadata = metadata
        self.stretch = stretch
    }

    /// The number of bytes that are examined for the separator.
    private static let head = 1 << 16

    /// Reads a file.
    ///
    /// - Throws: Failures of the machine only.
    package func read(_ source: any ByteSource) throws -> DeliveryReading {
        var builder = TableBuilder(codebook: codebook, limits: limits)
        builder.statuses = metadata.statuses
        var format = "csv"
        var fieldNames: FieldNames?
        do {
            let head = try source.head(Self.head)
            let separator = CSVDialect.separator(of: head, names: builder.names, limits: limits)
            let open = {
                try CSVRecords(source.open(), separator: separator, limits: limits, capacity: stretch)
            }
            var records = try open()
            guard let (layout, facts, above) = try preamble(of: &records, builder: &builder) else {
                return DeliveryReading(format: nil, findings: builder.findings)
            }
            builder.titlePeriod = facts.period
            builder.statedEdition = facts.edition ?? metadata.edition
            switch layout {
            case .flat(let header):
                if let above { builder.findings.add(above) }
                fieldNames = FieldNames(
                    source,
                    separator: separator,
                    headers: header.map(\.text),
                    limits: limits
                )
                var flat = CSVFlat(header: header)
                format = flat.isKeyed(builder.names) ? "csv-keys" : "csv-flat"
                try flat.read(&records, into: &builder)
            case .pivot(let header):
                format = "csv-pivot"
                builder.usualMark = .comma
                try CSVPivot(header: header, open: open).read(&records, into: &builder)
            case .observations(let header):
                format = "csv-observations"
                builder.usualMark = .comma
                try CSVObservations(header: header, metadata: metadata, open: open).read(
                    &records,
                    into: &builder
                )
            }
        } catch let stop as ReadingStop {
            builder.findings.add(stop.finding)
            var reading = DeliveryReading(format: format, findings: builder.findings)
            reading.fieldNames = fieldNames
            return reading
        }
        let (table, findings) = builder.finish()
        var reading = DeliveryReading(format: format, table: table, findings: findings)
        reading.fieldNames = fieldNames
        return reading
    }

    /// True if the file starts with headers.
    package func hasHeaders(_ source: any ByteSource) throws -> Bool {
        let head = try source.head(Self.head)
        let names = HeaderNames(codebook)
        let separator = CSVDialect.separator(of: head, names: names, limits: limits)
        var preamble = CSVPreamble(names: names)
        var records = try CSVRecords(MemorySource(bytes: head).open(), separator: separator, limits: limits)
        do {
            while !preamble.isTooLong, try records.next() {
                if preamble.consider(records) != nil { return true }
            }
        } catch is ReadingStop {
            // The head may end within a record.
        }
        return false
    }

    /// Reads titles and headers; nil, with a finding, if there are no headers.
    private func preamble(
        of records: inout CSVRecords,
        builder: inout TableBuilder
    ) throws -> (CSVPreamble.Layout, TitleFacts, Finding?)? {
        var preamble = CSVPreamble(names: builder.names)
        while !preamble.isTooLong, try records.next() {
            if let layout = preamble.consider(records) {
                return (layout, preamble.facts, preamble.above.finding)
            }
        }
        builder.findings.add(ReadingFault.noHeader.finding(at: preamble.strange ?? Place(line: 1, column: 1)))
        return nil
    }
}
