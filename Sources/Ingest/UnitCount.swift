import Codebook
import Statistics

/// What rows of units come to: for each region and period the units of every category.
struct UnitCount {
    private let header: UnitHeader
    private let width: Int
    private let codebook: Codebook
    private let prefix: String
    private let size: Int
    private let starts: [Int]
    private var findings = Findings()
    private var rows = 0
    private var leftOut: [String: Int] = [:]
    private var periods: [ParsedPeriod] = []
    private var periodPositions: [String: Int] = [:]
    private var regions: [ParsedRegion] = []
    private var regionPositions: [String: Int] = [:]
    private var ids: [Set<String>] = []
    private var counts: [[Int64]] = []
    private var units: [Int] = []
    private var index = RecordIndex()
    private var keys: [(region: Int, period: Int, place: Place)] = []

    /// Starts counting.
    init(_ header: UnitHeader, width: Int, codebook: Codebook, columns: UnitColumns) {
        self.header = header
        self.width = width
        self.codebook = codebook
        prefix = columns.prefix
        starts = codebook.variables.indices.map { codebook.categoryRanks(of: $0).lowerBound }
        size = codebook.variables.reduce(0) { $0 + $1.categories.count }
        if let twice = header.twice { report(.columnTwice, at: twice.place) }
    }

    /// Counts a row.
    mutating func add(_ records: CSVRecords) {
        if records.isBlank { return }
        rows += 1
        let place = records.fields[0].place
        if let stray = records.stray { return report(.strayQuote, at: stray) }
        guard records.fields.count == width else { return report(.fieldCount, at: place) }

        let period = period(records.text(header.period), at: records.fields[header.period].place)
        let id = records.text(header.id)
        guard !id.isEmpty, ids[period].insert(id).inserted else {
            return report(.unitTwice, at: records.fields[header.id].place)
        }
        // A year that is none is refused later; nothing can be derived in it.
        let year = periods[period].period?.year ?? 0
        var ranks: [Int] = []
        for variable in header.variables {
            do {
                if let category = try variable.category(of: records, year: year) {
                    ranks.append(starts[variable.rank] + category)
                }
            } catch {
                report(variable.rank, at: records.fields[error.column].place)
            }
        }
        let code = records.text(header.region)
        guard !code.isEmpty else { return leftOut["region-unknown", default: 0] += 1 }
        let region = region(code, at: records.fields[header.region].place)
        let record = record(region, period, at: place)
        units[record] += 1
        for rank in ranks { counts[record][rank] += 1 }
    }

    /// Ends counting, and returns what was noticed.
    mutating func finish() -> Findings {
        if rows == 0 { findings.add(ReadingFault.noRows.finding()) }
        return findings
    }

    /// The table of what was counted.
    func table(form: String, header place: Place) -> ParsedTable {
        var table = ParsedTable(form: form)
        table.columns = header.variables.flatMap { codebook.categoryRanks(of: $0.rank) }.sorted()
            .map { .init(rank: $0, place: place) }
        table.unknownTopics = header.unknown.map { ($0.text, $0.place) }
        table.periods = periods
        table.regions = regions
        table.records = keys.indices.map { position in
            let key = keys[position]
            var record = ParsedRecord(region: key.region, period: key.period, place: key.place)
            record.counted = .init(tally: Tally(counts: counts[position]), rows: units[position])
            return record
        }
        table.units = ParsedUnits(leftOut: leftOut)
        table.rows = rows
        table.namesCells = true
        return table
    }

    private mutating func period(_ text: String, at place: Place) -> Int {
        if let known = periodPositions[text] { return known }
        periodPositions[text] = periods.count
        periods.append(ParsedPeriod(delivered: text, place: place))
        ids.append([])
        return periods.count - 1
    }

    private mutating func region(_ text: String, at place: Place) -> Int {
        if let known = regionPositions[text] { return known }
        regionPositions[text] = regions.count
        let code = text.hasPrefix(prefix) ? text : prefix + text
        regions.append(ParsedRegion(code: RegionCode(code), name: nil, place: place))
        return regions.count - 1
    }

    private mutating func record(_ region: Int, _ period: Int, at place: Place) -> Int {
        if let found = index.position(region: region, period: period) { return found }
        index.add(region: region, period: period)
        keys.append((region, period, place))
        counts.append([Int64](repeating: 0, count: size))
        units.append(0)
        return keys.count - 1
    }

    private mutating func report(_ fault: ReadingFault, at place: Place) {
        findings.add(code: fault.rawValue, severity: fault.severity) { fault.finding(at: place) }
    }

    /// Reports a field that gives no category of a variable.
    private mutating func report(_ variable: Int, at place: Place) {
        let fault = ReadingFault.unknownCategory
        let title = codebook.variables[variable].title
        findings.add(code: fault.rawValue, severity: fault.severity) {
            fault.finding(
                at: place,
                message: Text(
                    nl: "Wat hier staat geeft geen categorie van \(title.nl).",
                    en: "What stands here gives no category of \(title.en)."
                ),
                repair: Text(
                    nl:
                        "Schrijf de waarde zoals het codeboek zegt; laat het veld leeg als die niet bekend is.",
                    en: "Write the value as the codebook says; leave the field empty where it is not known."
                )
            )
        }
    }
}
