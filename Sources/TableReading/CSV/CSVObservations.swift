import Bytes
import Codebook
import Statistics

/// A table with one row for each figure, which names its measure: the observations of the newer data feed.
///
/// The file is read twice: first for its measures, which decide the form, then for its figures.
struct CSVObservations {
    /// The headers.
    let header: [CSVCell]
    /// The titles of the measures.
    let metadata: BundleMetadata
    /// Opens the file again.
    let open: () throws -> CSVRecords

    /// The positions of the columns; nil for a missing one.
    private struct Columns {
        var measure = 0
        var value = 0
        var attribute: Int?
        var region: Int?
        var period: Int?
        var dimensions: [(variable: Int, position: Int)] = []
        /// Every column with a key of the figure, by its handle.
        var keys: [(handle: Int, position: Int)] = []
    }

    /// Reads the figures.
    func read(_ records: inout CSVRecords, into builder: inout TableBuilder) throws {
        let columns = columns(in: &builder)
        let texts = header.map(\.text)
        var measures: [String: Int] = [:]
        while try records.next() {
            guard records.fields.count == header.count, !records.isBlank else { continue }
            let code = records.text(columns.measure)
            guard measures[code] == nil, measures.count < builder.limits.columns,
                !records.isHeader(texts)
            else { continue }
            let place = records.fields[columns.measure].place
            let title = builder.names.knows(code) ? nil : metadata.measures[code]
            measures[code] = builder.column(header: title?.title ?? code, unit: title?.unit, at: place)
        }
        builder.decide()
        guard !builder.isHopeless else { return }
        var again = try open()
        while try again.next(), again.fields[0].place < header[0].place {}
        while try again.next() {
            if again.isBlank || CSVFooter.isFooter(again) { continue }
            if let stray = again.stray {
                builder.countRow()
                builder.report(.strayQuote, at: stray)
                continue
            }
            guard again.fields.count == header.count else {
                builder.countRow()
                let fault = ReadingFault.fieldCount
                builder.findings.add(code: fault.rawValue, severity: fault.severity) {
                    FieldCountWords.finding(again, wanted: header.count)
                }
                continue
            }
            if measures[again.text(columns.measure)] == nil || builder.categoryRows != nil,
                again.isHeader(texts)
            {
                builder.report(.headerAgain, at: again.fields[0].place)
                continue
            }
            if builder.categoryRows != nil {
                categoryRow(again, measures[again.text(columns.measure)], columns, into: &builder)
                continue
            }
            builder.countRow()
            if let handle = measures[again.text(columns.measure)] {
                read(again, handle, columns, into: &builder)
            }
        }
    }

    /// Reads a figure whose row names a variable and its category.
    private func categoryRow(
        _ records: CSVRecords,
        _ measure: Int?,
        _ columns: Columns,
        into builder: inout TableBuilder
    ) {
        builder.beginRow(at: records.fields[0].place)
        for (handle, position) in columns.keys + (measure.map { [($0, columns.value)] } ?? []) {
            let field = records.fields[position]
            // The record stays as it is until the next one is read.
            unsafe builder.field(
                handle,
                records.bytes(of: field),
                line: Int(field.line),
                column: Int(field.column)
            )
        }
        builder.endRow()
    }

    private func columns(in builder: inout TableBuilder) -> Columns {
        var columns = Columns()
        for (position, cell) in header.enumerated() {
            switch HeaderNames.normal(cell.text) {
            case "measure": columns.measure = position
            case "value": columns.value = position
            case "valueattribute": columns.attribute = position
            case "id", "stringvalue", "": break
            default:
                columns.keys.append((builder.column(header: cell.text, at: cell.place), position))
                switch builder.names.meaning(of: cell.text) {
                case .region, .regionCode: columns.region = position
                case .regionName: columns.region = columns.region ?? position
                case .period: columns.period = position
                case .dimension(let variable): columns.dimensions.append((variable, position))
                case .variable, .category, .ignored, nil: break
                }
            }
        }
        return columns
    }

    private func read(
        _ records: CSVRecords,
        _ handle: Int,
        _ columns: Columns,
        into builder: inout TableBuilder
    ) {
        guard case .topic = builder.roles[handle], let position = columns.region else { return }
        let field = records.fields[columns.value]
        let region = builder.keys.region(records.text(position), at: records.fields[position].place)
        let period = columns.period.map {
            builder.keys.period(records.text($0), at: records.fields[$0].place)
        }
        guard let period = period ?? builder.keys.onlyPeriod else { return }
        var categories = Array(repeating: 0, count: builder.isJoint ? builder.codebook.variables.count : 0)
        for (variable, position) in columns.dimensions where builder.isJoint {
            let cell = records.cell(position)
            guard let category = builder.category(cell, of: variable) else { return }
            categories[variable] = category
        }
        let bytes = unsafe records.bytes(of: field)
        // An attribute gives the reason for a missing value: unknown, rather than impossible.
        let isWithheld =
            unsafe bytes.unpadded.isEmpty && columns.attribute.map { records.text($0) != "None" } ?? false
        let point: StaticString = "."
        let unknown = unsafe UnsafeRawBufferPointer(start: point.utf8Start, count: 1)
        unsafe builder.cell(
            handle,
            region: region,
            period: period,
            categories: categories,
            isWithheld ? unknown : bytes,
            at: field.place
        )
    }
}
