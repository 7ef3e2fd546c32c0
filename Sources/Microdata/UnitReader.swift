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

    /// True if the first row of a file is a header of microdata.
    package func hasHeader(_ source: any ByteSource) throws -> Bool {
        guard let columns = codebook.forms.lazy.compactMap(\.units).first else { return false }
        return try [0x3B, 0x2C, 0x09].contains { (separator: UInt8) in
            do {
                var records = try CSVRecords(source.open(), separator: separator, limits: limits)
                guard try records.next() else { return false }
                let cells = records.fields.indices.map { records.cell($0) }
                return UnitHeader(cells, columns: columns, codebook: codebook) != nil
            } catch is ReadingStop {
                return false
            }
        }
    }

    /// Reads a file; nil if its first row is no header of microdata.
    ///
    /// - Throws: Failures of the machine only.
    package func read(_ source: any ByteSource) throws -> DeliveryReading? {
        guard let form = codebook.forms.first(where: { $0.units != nil }), let columns = form.units else {
            return nil
        }
        for separator in [0x3B, 0x2C, 0x09] as [UInt8] {
            do {
                var records = try CSVRecords(source.open(), separator: separator, limits: limits)
                guard try records.next() else { continue }
                let cells = records.fields.indices.map { records.cell($0) }
                guard let header = UnitHeader(cells, columns: columns, codebook: codebook) else { continue }
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
                    findings.add(stop.finding)
                    return DeliveryReading(format: "csv-records", findings: findings)
                }
                let findings = count.finish()
                return DeliveryReading(
                    format: "csv-records",
                    table: count.table(form: form.key, header: cells[0].place),
                    findings: findings
                )
            } catch let stop as ReadingStop {
                return DeliveryReading(format: "csv-records", findings: Findings([stop.finding]))
            }
        }
        return nil
    }
}
