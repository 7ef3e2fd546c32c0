package import Bytes
package import Codebook
import Cores
package import Imputation
import Statistics
package import TableReading
package import Tallying

/// Reads a microdata delivery with joint cells: counts its rows on every core, and keeps none.
package struct RecordReader {
    /// The data set.
    package let codebook: Codebook
    /// The number of reading threads.
    var threads = Spreading.cores
    /// The bytes of a piece.
    var pieceBytes = 1 << 20

    package init(
        codebook: Codebook,
        threads: Int = Spreading.cores,
        pieceBytes: Int = 1 << 20
    ) {
        self.codebook = codebook
        self.threads = threads
        self.pieceBytes = pieceBytes
    }

    /// The number of bytes that are examined for the header.
    package static let head = 1 << 16

    /// Reads a file; nil without a header of microdata.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - models: The models for imputing units without a level in the first pass, by report year.
    /// - Returns: The result of reading.
    /// - Throws: Failures of the machine only.
    package func read(_ source: any ByteSource, models: [Int: ImputationModel] = [:]) throws
        -> DeliveryReading?
    {
        try read(source, models: models, inSight: true)
    }

    /// Reads a file, shown to the onlooker or not.
    private func read(_ source: any ByteSource, models: [Int: ImputationModel], inSight isInSight: Bool)
        throws
        -> DeliveryReading?
    {
        let head = try source.head(Self.head)
        guard let header = RecordHeader(head, codebook: codebook) else {
            return RecordHeader.isCutOff(head, codebook: codebook)
                ? DeliveryReading(
                    format: "csv-records",
                    findings: Findings([ReadingFault.tooManyColumns.finding(at: Place(line: 1, column: 1))])
                ) : nil
        }
        var reading = DeliveryReading(format: "csv-records", findings: header.findings)
        reading.fieldNames = FieldNames(
            source,
            separator: header.separator,
            headers: header.names,
            limits: ReadingLimits()
        )
        guard !header.findings.isRejection,
            let plan = RecordPlan(
                header.form,
                codebook: codebook,
                columns: header.columns,
                separator: header.separator,
                header: header.line
            )
        else { return reading }
        let usable = models.filter { plan.fits($0.value) }
        // The patterns of a year without a model are counted in the first pass.
        let year = header.firstYear.flatMap { usable[$0] == nil && plan.imputes ? $0 : nil }
        let task = RecordTask.count(
            idPrefix: header.idPrefix,
            patternYear: year,
            imputers: usable.mapValues(HouseholdImputer.init)
        )
        let pass = RecordsPass(source: source, header: header, pieceBytes: pieceBytes)
        let scans = (0..<max(1, threads)).map { _ in RecordScan(plan, task: task) }
        let outcome = try pass.run(scans, inSight: isInSight)
        if let stop = outcome.stop {
            reading.findings.add(stop.finding)
            return reading
        }
        let totals = RecordTotals(scans, lines: outcome.lines, firstLine: header.lineNumber + 1)
        if totals.hasSharedIDs {
            // Where a unit is repeated, only who takes all pieces can tell; the file is read again by one.
            return try Self(codebook: codebook, threads: 1, pieceBytes: pieceBytes)
                .read(source, models: models, inSight: false)
        }
        if totals.isOverfull {
            reading.findings.add(Self.tooManyRegions)
            return reading
        }
        for fault in totals.faults { reading.findings.add(fault) }
        for place in totals.notes { reading.findings.add(ReadingFault.noteUnderTable.finding(at: place)) }
        if let place = totals.otherLineEnd {
            reading.findings.add(ReadingFault.mixedLineEnds.finding(at: place))
        }
        let units = RecordsReading(pass: pass, plan: plan, scans: scans, totals: totals, patternYear: year)
        if totals.faults.isEmpty, plan.imputes, !units.years.allSatisfy({ usable[$0] != nil }) || units.isOpen
        {
            reading.units = units
        } else {
            reading.table = units.table()
        }
        return reading
    }

    private static let tooManyRegions = ReadingFault.tooManyRows.finding(
        message: Text(
            nl:
                "De aanlevering heeft meer verschillende regio's, of regio's met postcodes, dan te tellen zijn.",
            en: "The delivery has more different regions, or regions with postcodes, than can be counted."
        ),
        repair: Text(
            nl: "Controleer de kolom van de regio: er staan meer codes in dan de indeling heeft.",
            en: "Check the column of the region: it has more codes than the classification."
        )
    )
}

/// One pass through the rows of a file, by several threads.
package struct RecordsPass: Sendable {
    package let source: any ByteSource
    package let header: RecordHeader
    let pieceBytes: Int

    /// Passes every row to one of the scans.
    ///
    /// - Parameters:
    ///   - scans: One for each thread.
    ///   - isInSight: True to show the bytes to the onlooker.
    /// - Returns: The number of lines of each piece, and the reason for an early end, if any.
    /// - Throws: Failures of the machine only.
    package func run(_ scans: [RecordScan], inSight isInSight: Bool = false) throws
        -> (lines: [Int], stop: ReadingStop?)
    {
        let stream = try isInSight ? source.openInSight() : source.open()
        let pieces = RecordPieces(stream, skipping: header.length, size: pieceBytes)
        Spreading.overCores.each(of: scans.count) { number in
            let size = pieces.size + RecordScan.padding
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
            defer { unsafe buffer.deallocate() }
            unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
            // Safe: the buffer outlives the loop, and has the padding that scans need.
            guard let bytes = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
            while let (piece, count) = unsafe pieces.take(into: buffer) {
                pieces.note(lines: unsafe scans[number].take(bytes, count: count, piece: piece), of: piece)
            }
        }
        let (lines, failure) = pieces.outcome
        switch failure {
        case nil: return (lines, nil)
        case var stop as ReadingStop:
            stop.place = stop.place ?? Place(line: lines.reduce(2, +), column: 1)
            return (lines, stop)
        case let failure?: throw failure
        }
    }
}

extension Findings {
    /// Adds a fault in the form of rows; faults of their content are left to the rules.
    fileprivate mutating func add(_ fault: RecordFault) {
        let reading: ReadingFault
        switch fault.kind {
        case .tooLong: reading = .fieldTooLong
        case .nulCharacter: reading = .nulCharacter
        case .unclosedQuote: reading = .unclosedQuote
        case .strayQuote: reading = .strayQuote
        case .headerAgain: reading = .headerAgain
        case .fieldCount: reading = .fieldCount
        case .noteAmongRows: reading = .noteInTable
        case .shortenedID: return add(IDWords.shortened(rows: fault.total, at: fault.places.first))
        case .field, .notApplicable, .notHighest, .repeated: return
        }
        for place in fault.places { add(reading.finding(at: place)) }
        add(more: fault.total - fault.places.count, of: reading.rawValue, severity: reading.severity)
    }
}
