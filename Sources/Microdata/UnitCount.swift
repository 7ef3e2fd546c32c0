import Bytes
import Codebook
import Derivation
import Statistics
import TableReading

/// The counts of a microdata delivery with derived categories: units by region, period and category.
struct UnitCount {
    private let header: UnitHeader
    private let width: Int
    private let codebook: Codebook
    private let prefix: String
    private let size: Int
    private let starts: [Int]
    private var findings: UnitFindings
    private var rows = 0
    private var oddities: UnitOddities
    private var leftOut: [String: Int] = [:]
    private var deciding: [String: LeftOutReason] = [:]
    private var periods: [ParsedPeriod] = []
    private var periodPositions: [String: Int] = [:]
    private var regions: [ParsedRegion] = []
    private var regionPositions: [String: Int] = [:]
    private var ids: [UnitIDSet] = []
    /// By period and derived variable, the derivation; nil if its limits are missing.
    private var derivations: [[UnitHeader.Deriving?]] = []
    /// The region and period of the row before, as written, and its record.
    private var lastRow: (text: DerivedMemo.Key, period: Int, record: Int)?
    /// The ranks of the current row.
    private var ranks: [Int] = []
    /// By derived variable, the category of the current row; nil for none.
    private var categories: [Int?] = []
    /// The positions of derived variables that are a subgroup of another, each with the position of the whole.
    private let subgroups: [(part: Int, whole: Int)]
    private let limits: NationalLimits
    /// The columns with ids of households: shortened ones would make one household of many.
    private let householdColumns: [Int]
    /// By record and figure, the state of figures of the region as a whole.
    private var areas: [[any AreaDerivation]] = []
    /// The figures before any row; every record begins with a copy.
    private let emptyAreas: [any AreaDerivation]
    private var counts: [[Int64]] = []
    private var units: [Int] = []
    private var index = RecordIndex()
    private var keys: [(region: Int, period: Int, place: Place)] = []

    /// Starts counting.
    init(
        _ header: UnitHeader,
        width: Int,
        codebook: Codebook,
        columns: UnitColumns,
        limits: NationalLimits
    ) {
        self.header = header
        self.limits = limits
        self.width = width
        self.codebook = codebook
        prefix = columns.prefix
        starts = codebook.variables.indices.map { codebook.categoryRanks(of: $0).lowerBound }
        size = codebook.variables.reduce(0) { $0 + $1.categories.count }
        subgroups = header.variables.indices.compactMap { part in
            guard let rank = codebook.variables[header.variables[part].rank].whole else { return nil }
            return header.variables.firstIndex { $0.rank == rank }.map { (part: part, whole: $0) }
        }
        categories = Array(repeating: nil, count: header.variables.count)
        emptyAreas = header.areas.compactMap {
            try? AreaDerivationCatalogue.derivation($0.name, fields: $0.columns.count, leftOut: $0.leftOut)
        }
        householdColumns = header.areas.filter { $0.name == IncomeInequality.name }.compactMap {
            $0.columns[1]
        }
        oddities = UnitOddities(header)
        findings = UnitFindings(header, codebook: codebook)
    }

    /// Counts a row.
    mutating func add(_ records: CSVRecords) {
        if records.isBlank { return }
        let place = records.fields[0].place
        if let stray = records.stray {
            rows += 1
            return findings.report(.strayQuote, at: stray)
        }
        if records.fields.count != width, records.fields.count < width || !records.isBlank(from: width) {
            if findings.notes.take(records) { return }
            rows += 1
            return findings.reportFields(of: records, wanted: width)
        }
        // Spreadsheets write a note under a table with the separators of a row.
        if records.isBlank(from: 1), findings.notes.take(records) { return }
        findings.rowFollows()
        rows += 1

        if header.isRepeated(by: records) { return findings.report(.headerAgain, at: place) }
        let period = period(records)
        let id = unsafe records.bytes(of: records.fields[header.id]).unpadded
        if unsafe Self.isShortened(id) {
            return findings.noteShortenedID(at: records.fields[header.id].place)
        }
        for column in householdColumns
        where unsafe Self.isShortened(records.bytes(of: records.fields[column])) {
            return findings.noteShortenedID(at: records.fields[column].place)
        }
        guard unsafe !id.isEmpty else {
            return findings.noteMissingID(at: records.fields[header.id].place)
        }
        guard unsafe ids[period].note(id) else {
            return findings.noteRepeatedID(at: records.fields[header.id].place)
        }
        oddities.look(at: records)
        ranks.removeAll(keepingCapacity: true)
        // Nothing can be derived in an unreadable year; the row is refused for it.
        for position in header.variables.indices where periods[period].period != nil {
            let variable = header.variables[position].rank
            do {
                let derived = try derivations[period][position]?.category(of: records)
                if derived?.category == UnitHeader.Deriving.outside {
                    findings.noteOutside(at: place)
                    let deciding = header.variables[position]
                    leaveOut("outside-population", by: deciding.everyColumn, at: place)
                    return
                }
                categories[position] = derived?.category
                if let derived {
                    ranks.append(starts[variable] + derived.category)
                    if derived.isUnlisted { oddities.noteUnlisted(position, records) }
                }
            } catch {
                categories[position] = nil
                findings.report(header.variables[position], error, records)
            }
        }
        for pair in subgroups.indices {
            let (part, whole) = subgroups[pair]
            guard categories[part] == 0, let of = categories[whole], of != 0 else { continue }
            // Who is of the subgroup is of its whole: figures that contradict each other are not made of a slip.
            let (wrong, right) = (
                starts[header.variables[whole].rank] + of, starts[header.variables[whole].rank]
            )
            if let place = ranks.firstIndex(of: wrong) { ranks[place] = right }
            oddities.noteOutside(
                pair,
                records,
                column: header.variables[part].columns.flatMap(\.values).min()
            )
        }
        guard let record = record(records, period, at: place) else { return }
        units[record] += 1
        for rank in ranks { counts[record][rank] += 1 }
        for (place, area) in header.areas.enumerated() { add(records, to: area, at: place, record) }
    }

    /// True if a spreadsheet made a number with an exponent of an id.
    private static func isShortened(_ bytes: UnsafeRawBufferPointer) -> Bool {
        // Safe: the bytes are only read.
        let id = unsafe bytes.unpadded
        guard let last = unsafe id.last, last &- 48 < 10 else { return false }
        guard unsafe DeliveredText.mayBeScientific(id) else { return false }
        return unsafe DeliveredText.isScientific(id)
    }

    /// Adds a row to a figure of its region as a whole.
    private mutating func add(_ records: CSVRecords, to area: UnitHeader.Area, at place: Int, _ record: Int) {
        let texts = area.columns.map { $0.map { records.text($0) } }
        var outcome = areas[record][place].add(texts)
        if case .unreadable = outcome {
            let mended = texts.enumerated().map { field, text in
                let isNumber = areas[record][place].notation(of: field) == .number
                return text.map { text in
                    let bytes =
                        isNumber
                        ? DeliveredText.number(text.utf8, decimals: Millionths.decimals)
                        : DeliveredText.code(text.utf8)
                    return String(decoding: bytes, as: UTF8.self)
                }
            }
            outcome = areas[record][place].add(mended)
        }
        switch outcome {
        case .taken: break
        case .contradicts(let field):
            findings.report(.householdDiffers, at: records.fields[area.columns[field] ?? 0].place)
        case .unreadable(let field):
            let notation = areas[record][place].notation(of: field)
            findings.reportField(records, area.columns[field] ?? 0, notation, repair: notation.text)
        }
    }

    /// Leaves a row out, for a reason that stands in some columns.
    private mutating func leaveOut(_ reason: String, by columns: @autoclosure () -> [Int], at place: Place) {
        leftOut[reason, default: 0] += 1
        if deciding[reason] == nil {
            deciding[reason] = LeftOutReason(columns: columns().map(header.name), first: place)
        }
    }

    /// Ends counting, and returns the findings.
    mutating func finish() -> Findings {
        findings.finish(rows: rows, years: Set(periods.compactMap { $0.period?.year }))
    }

    /// The table of the counts.
    func table(form: String, header place: Place) -> ParsedTable {
        var table = ParsedTable(form: form)
        let derived = header.variables.indices.filter { position in
            derivations.contains { $0[position] != nil }
        }
        let categories = derived.flatMap { codebook.categoryRanks(of: header.variables[$0].rank) }
        let figures = header.areas.map { codebook.areaRanks.lowerBound + $0.rank }
        // A category stands in the columns that it is derived from.
        var places: [Int: Place] = [:]
        for position in derived {
            let variable = header.variables[position]
            for rank in codebook.categoryRanks(of: variable.rank) {
                places[rank] = header.place(of: variable)
            }
        }
        table.columns = (categories + figures).sorted().map { .init(rank: $0, place: places[$0] ?? place) }
        table.unknownTopics = header.unknown.map { ($0.text, $0.place) }
        table.periods = periods
        table.regions = regions
        table.records = keys.indices.map { position in
            let key = keys[position]
            var record = ParsedRecord(region: key.region, period: key.period, place: key.place)
            record.counted = .init(tally: tally(of: position), rows: units[position])
            return record
        }
        table.units = ParsedUnits(leftOut: leftOut)
        table.units?.deciding = deciding
        table.units?.derivedInPart = Set(header.variables.filter(\.isDerivedInPart).map(\.rank))
        table.units?.fields = oddities.facts(
            rows: rows,
            derivations: derivations,
            titles: codebook.variables.map(\.title),
            subgroups: subgroups
        )
        table.rows = rows
        table.namesCells = true
        return table
    }

    /// The tally of a record: its counts, and the figures of the region as a whole that may be published.
    private func tally(of record: Int) -> Tally {
        let counts = counts[record]
        var figures: [Int: Int64] = [:]
        for (area, derivation) in zip(header.areas, areas[record]) {
            // Of fewer units than the minimum frequency not even the figure is stored.
            guard derivation.units >= codebook.protection.threshold, let figure = derivation.figure else {
                continue
            }
            let scale = (0..<codebook.areas[area.rank].decimals).reduce(Int128(1)) { scale, _ in scale * 10 }
            figures[size + area.rank] = Rounding.halfUp(figure.numerator * scale, figure.denominator)
        }
        return Tally(ranks: 0..<size + codebook.areas.count) { rank in
            rank < size
                ? (counts[rank] == 0 ? nil : .number(counts[rank])) : figures[rank].map { .number($0) }
        }
    }

    private mutating func period(_ records: CSVRecords) -> Int {
        let text = records.text(header.period)
        if let known = periodPositions[text] { return known }
        let place = records.fields[header.period].place
        let parsed = ParsedPeriod(delivered: text, place: place)
        if let known = periods.firstIndex(where: { $0.period != nil && $0.period == parsed.period }) {
            periodPositions[text] = known
            return known
        }
        periodPositions[text] = periods.count
        periods.append(parsed)
        ids.append(UnitIDSet())
        let year = periods[periods.count - 1].period?.year
        derivations.append(
            header.variables.map { variable in
                let derivation = variable.deriving(in: year ?? 0, limits: limits)
                if derivation == nil, year != nil { findings.reportLimits(of: variable) }
                if let year { findings.report(variable, missing: variable.missingYears(in: year)) }
                return derivation
            }
        )
        return periods.count - 1
    }

    private mutating func region(_ text: String, at place: Place) -> Int {
        if let known = regionPositions[text] { return known }
        let bare = RegionCode(delivered: text).description
        let code = RegionCode(bare.hasPrefix(prefix) ? bare : prefix + bare)
        if let known = regionPositions[code.description] {
            regionPositions[text] = known
            return known
        }
        regionPositions[text] = regions.count
        regionPositions[code.description] = regions.count
        regions.append(ParsedRegion(code: code, name: nil, place: place))
        return regions.count - 1
    }

    /// The record of the row's region; nil if it has none.
    private mutating func record(_ records: CSVRecords, _ period: Int, at place: Place) -> Int? {
        let written = DerivedMemo.key(records, [header.region])
        if let written, let lastRow, lastRow.text == written, lastRow.period == period {
            return lastRow.record
        }
        let code = records.text(header.region)
        guard !code.isEmpty else {
            let column = header.region
            leaveOut("region-unknown", by: [column], at: records.fields[column].place)
            return nil
        }
        let region = region(code, at: records.fields[header.region].place)
        let record = record(region, period, at: place)
        lastRow = written.map { ($0, period, record) }
        return record
    }

    private mutating func record(_ region: Int, _ period: Int, at place: Place) -> Int {
        if let found = index.position(region: region, period: period) { return found }
        index.add(region: region, period: period)
        keys.append((region, period, place))
        counts.append([Int64](repeating: 0, count: size))
        units.append(0)
        areas.append(emptyAreas)
        return keys.count - 1
    }
}
