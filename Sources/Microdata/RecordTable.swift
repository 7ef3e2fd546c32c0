import Codebook
import Cores
import Statistics
import TableReading
import Tallying

/// Turns the counts of a scan into the table for validation.
struct RecordTable {
    let header: RecordHeader
    let totals: RecordTotals
    let threads: Int
    var withoutModel: [ParsedUnits.ModelGap] = []
    var modelRemarks: [ParsedUnits.ModelRemark] = []

    /// The table: one record a region and period, in the order of the file.
    var table: ParsedTable {
        var table = ParsedTable(form: header.form.key)
        table.rows = totals.rows
        table.unknownTopics = header.unknown.map { ($0.header, $0.place) }
        table.periods = totals.periods.map { period in
            ParsedPeriod(
                text: "\(period.year)",
                period: Period(year: period.year),
                status: .definitive,
                place: period.place
            )
        }
        table.regions = totals.regions.map { region in
            ParsedRegion(code: RegionCode(region.code), name: nil, place: region.place)
        }
        table.records = records
        table.units = ParsedUnits(
            leftOut: totals.leftOut,
            faults: totals.faults,
            checkedIDs: totals.checkedIDs,
            withoutModel: withoutModel,
            modelRemarks: modelRemarks
        )
        table.units?.deciding = totals.deciding.mapValues { reason in
            LeftOutReason(
                columns: reason.fields.compactMap { field in
                    header.columns.firstIndex(of: field).map { header.names[$0] }
                },
                first: reason.first
            )
        }
        return table
    }

    private var records: [ParsedRecord] {
        let count = totals.recordCount
        let slices = max(1, min(threads, count / 500))
        let totals = totals
        let records = Spreading.overCores.results(of: slices) { slice in
            totals.records(count * slice / slices..<count * (slice + 1) / slices).map {
                counted in
                var record = ParsedRecord(
                    region: counted.region,
                    period: counted.period,
                    place: counted.place
                )
                record.counted = ParsedRecord.Counted(tally: counted.tally, rows: counted.rows)
                return record
            }
        }
        return Array(records.joined())
    }
}
