import Statistics

/// A delivery put together by hand: one row a line, as a reader would give it.
struct TrialDelivery {
    /// One row of the file; the header is line 1.
    struct Row {
        var code: String
        var name: String?
        var period = "2019"
        /// The values, by rank; for a joint form one cell a row.
        var values: [Int: Value]
    }

    var form: String
    var columns: [Int]
    var rows: [Row]
    var statedEdition: Int?
    var unknownTopics: [String] = []

    init(_ form: String, columns: [Int] = [], rows: [Row] = []) {
        self.form = form
        self.columns = columns
        self.rows = rows
    }

    /// The line of the first row of a region.
    func line(of code: String) -> Int? { rows.firstIndex { $0.code == code }.map { $0 + 2 } }

    /// The parsed table: regions and periods once each, and repetitions noted.
    var table: ParsedTable {
        var table = ParsedTable(form: form)
        table.columns = columns.map { .init(rank: $0, place: Place(line: 1, column: 10 * ($0 + 1))) }
        table.unknownTopics = unknownTopics.map { ($0, Place(line: 1, column: 5)) }
        table.statedEdition = statedEdition.map { ($0, Place(line: 1, column: 1)) }
        table.rows = rows.count
        var regions: [String: Int] = [:]
        var periods: [String: Int] = [:]
        var records: [[Int]: Int] = [:]
        var ranks: [[Int]: Set<Int>] = [:]
        for (number, row) in rows.enumerated() {
            let place = Place(line: number + 2, column: 1)
            if regions[row.code] == nil {
                regions[row.code] = table.regions.count
                table.regions.append(ParsedRegion(code: RegionCode(row.code), name: row.name, place: place))
            }
            if periods[row.period] == nil {
                periods[row.period] = table.periods.count
                let title = row.period.prefix { $0 != "*" }
                let marks = row.period.count - title.count
                table.periods.append(
                    ParsedPeriod(
                        text: String(title),
                        period: Period(title),
                        status: marks == 0 ? .definitive : marks == 1 ? .provisional : .revisedProvisional,
                        place: place
                    )
                )
            }
            let key = [regions[row.code]!, periods[row.period]!]
            let known = records[key]
            let record = known ?? table.records.count
            if known == nil {
                records[key] = record
                table.records.append(ParsedRecord(region: key[0], period: key[1], place: place))
            }
            guard known == nil || form == "joint" else {
                table.records[record].appendRepeated(at: place)
                continue
            }
            for (rank, value) in row.values.sorted(by: { $0.key < $1.key }) {
                let cell = Place(line: number + 2, column: 10 * (rank + 1))
                if ranks[key, default: []].insert(rank).inserted {
                    table.records[record].append(rank: rank, value, line: cell.line, column: cell.column)
                } else {
                    table.records[record].appendRepeated(at: cell)
                }
            }
        }
        return table
    }
}
