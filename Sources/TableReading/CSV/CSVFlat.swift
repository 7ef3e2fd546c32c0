import Bytes
import Codebook
import Statistics

/// Rows under one row of headers: the unprocessed data sets and the CSV with statistical symbols.
struct CSVFlat {
    /// The headers.
    let header: [CSVCell]

    /// The number of rows of another length that are examined for a second row of headers.
    private static let suspicious = 100

    private var wrongRows = 0
    private var notes = NoteLines()

    /// Creates a reader of the rows under `header`.
    init(header: [CSVCell]) { self.header = header }

    /// True if the headers are keys rather than titles.
    func isKeyed(_ names: HeaderNames) -> Bool {
        if header[0].text.uppercased() == "ID" { return true }
        let meanings = header.map { names.meaning(of: $0.text) }
        return meanings.contains(.region) && !meanings.contains(.regionCode)
    }

    /// Reads all rows.
    mutating func read(_ records: inout CSVRecords, into builder: inout TableBuilder) throws {
        let handles = header.map { builder.column(header: $0.text, at: $0.place) }
        builder.decide()
        let plan = handles.enumerated().compactMap { position, handle in
            builder.roles[handle] == .nothing ? nil : (position: position, handle: handle)
        }
        guard !builder.isHopeless else { return }
        let first = Array(header[0].text.utf8)
        while try records.next() {
            if try isOther(records, &builder) { continue }
            if records.fields[0].count >= first.count, startsLikeHeader(records, first),
                try isHeaderAgain(records, &builder)
            {
                continue
            }
            if notes.isWaiting { builder.findings.add(notes.rowFollows()) }
            builder.beginRow(at: records.fields[0].place)
            for column in plan {
                let field = records.fields[column.position]
                let bytes = unsafe records.bytes(of: field)
                unsafe builder.field(column.handle, bytes, line: Int(field.line), column: Int(field.column))
            }
            builder.endRow()
        }
        builder.findings.add(notes.end())
    }

    /// True for a record that is not a row of figures: blank, a line about the source, or faulty.
    @inline(__always)
    private mutating func isOther(_ records: CSVRecords, _ builder: inout TableBuilder) throws -> Bool {
        if records.fields.count == header.count, records.stray == nil, records.fields[1].count > 0 {
            return false
        }
        return try isOtherCertainly(records, &builder)
    }

    private mutating func isOtherCertainly(_ records: CSVRecords, _ builder: inout TableBuilder) throws
        -> Bool
    {
        if let stray = records.stray {
            builder.countRow()
            builder.report(.strayQuote, at: stray)
            return true
        }
        if records.isBlank || CSVFooter.isFooter(records) { return true }
        // Spreadsheets write a note under a table with the separators of a row.
        if records.fields.count == header.count { return records.isBlank(from: 1) && notes.take(records) }
        if records.fields.count > header.count, records.isBlank(from: header.count) { return false }
        wrongRows += 1
        if wrongRows <= Self.suspicious, try isHeaderAgain(records, &builder) { return true }
        if notes.take(records) { return true }
        builder.countRow()
        let fault = ReadingFault.fieldCount
        builder.findings.add(code: fault.rawValue, severity: fault.severity) { [self] in
            FieldCountWords.finding(records, wanted: header.count)
        }
        return true
    }

    /// True if a record begins as the headers do, perhaps behind the mark that opens a text.
    private func startsLikeHeader(_ records: CSVRecords, _ first: [UInt8]) -> Bool {
        let text = unsafe records.bytes(of: records.fields[0]).unpadded
        return unsafe text.elementsEqual(first)
            || (text.count > first.count && text.first == 0xEF && isHeader(records))
    }

    private func isHeader(_ records: CSVRecords) -> Bool {
        records.isHeader(header.map(\.text))
    }

    /// True if a record repeats the row of headers, as in files that were put together; stops at the headers of another
    /// table.
    private func isHeaderAgain(_ records: CSVRecords, _ builder: inout TableBuilder) throws -> Bool {
        if isHeader(records) {
            builder.report(.headerAgain, at: records.fields[0].place)
            return true
        }
        let texts = records.fields.indices.prefix(header.count + 1).map { records.text($0) }
        guard texts.count(where: { builder.names.knows($0) }) >= 2 else { return false }
        throw ReadingStop(.twoTables, at: records.fields[0].place)
    }
}
