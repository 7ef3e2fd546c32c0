package import Bytes
package import Codebook
import Statistics
package import TableReading

/// Reads a microdata delivery with derived categories: derives, counts, and keeps no row.
package struct UnitReader {
    /// The data set.
    package let codebook: Codebook
    /// The limits of its parts.
    package let limits: ReadingLimits
    /// The limits of classes in the file beside the delivery.
    package let national: NationalLimits

    package init(codebook: Codebook, limits: ReadingLimits, national: NationalLimits) {
        self.codebook = codebook
        self.limits = limits
        self.national = national
    }

    /// True if a header of microdata stands at the start of a file.
    package func hasHeader(_ source: any ByteSource) throws -> Bool {
        guard let columns = codebook.forms.lazy.compactMap(\.units).first else { return false }
        return try Self.separators.contains { separator in
            do {
                var records = try CSVRecords(source.open(), separator: separator, limits: limits)
                return try header(&records, columns) != nil
            } catch is ReadingStop {
                return false
            }
        }
    }

    private static let separators: [UInt8] = [0x3B, 0x2C, 0x09, 0x7C]
    /// The number of records that are searched for headers: a line may say what separates fields, or give the table a title.
    private static let recordsSearched = 20

    /// The header among the first records, and how many fields it has; nil where there is none.
    private func header(_ records: inout CSVRecords, _ columns: UnitColumns) throws
        -> (header: UnitHeader, cells: [CSVCell], above: Finding?)?
    {
        var above = LinesAbove()
        for _ in 0..<Self.recordsSearched {
            guard try records.next() else { return nil }
            let cells = records.fields.indices.map { records.cell($0) }
            if let header = UnitHeader(cells, columns: columns, codebook: codebook) {
                return (header, cells, above.finding)
            }
            guard let filled = cells.first(where: { !$0.text.isEmpty }) else { continue }
            above.note(filled.text.utf8, line: filled.place.line)
        }
        return nil
    }

    /// Reads a file; nil if it has no header of microdata.
    ///
    /// - Throws: Failures of the machine only.
    package func read(_ source: any ByteSource) throws -> DeliveryReading? {
        guard let form = codebook.forms.first(where: { $0.units != nil }), let columns = form.units else {
            return nil
        }
        for separator in Self.separators {
            do {
                var records = try CSVRecords(source.open(), separator: separator, limits: limits)
                guard let (header, cells, above) = try header(&records, columns) else { continue }
                let names = FieldNames(
                    source,
                    separator: separator,
                    headers: cells.map(\.text),
                    limits: limits
                )
                var count = UnitCount(
                    header,
                    width: cells.count,
                    codebook: codebook,
                    columns: columns,
                    limits: national
                )
                do {
                    while try records.next() { count.add(records) }
                } catch let stop as ReadingStop {
                    // Earlier findings are reported too.
                    var findings = count.finish()
                    if let above { findings.add(above) }
                    findings.add(stop.finding)
                    var reading = DeliveryReading(format: "csv-records", findings: findings)
                    reading.fieldNames = names
                    return reading
                }
                var findings = count.finish()
                if let above { findings.add(above) }
                var reading = DeliveryReading(
                    format: "csv-records",
                    table: count.table(form: form.key, header: cells[0].place),
                    findings: findings
                )
                reading.fieldNames = names
                return reading
            } catch let stop as ReadingStop {
                return DeliveryReading(format: "csv-records", findings: Findings([stop.finding]))
            }
        }
        return nil
    }
}
