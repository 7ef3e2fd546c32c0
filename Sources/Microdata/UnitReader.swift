package import Codebook
import Statistics
package import TableReading

/// Reads a delivery with a row for every unit: derives its categories, counts them, and keeps none.
package struct UnitReader {
    /// The data set.
    package let codebook: Codebook
    /// How large everything may be.
    package let limits: ReadingLimits
    /// The limits of classes that came beside the delivery.
    package let national: NationalLimits

    package init(codebook: Codebook, limits: ReadingLimits, national: NationalLimits) {
        self.codebook = codebook
        self.limits = limits
        self.national = national
    }

    /// Whether the first row of a file is the header of units.
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

    /// Reads a file; nil when its first row is not the header of units.
    ///
    /// - Throws: Faults of the machine only.
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
                    // What was found before it is told too.
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
