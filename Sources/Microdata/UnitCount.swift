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
    private var findings = Findings()
    private var notes = NoteLines()
    private var rows = 0
    private var shortenedIDs = 0
    private var firstShortenedID: Place?
    private var oddities: UnitOddities
    private var leftOut: [String: Int] = [:]
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
    /// The rows of units outside the population: how many, and the first.
    private var outside: (rows: Int, first: Place)?
    private let limits: NationalLimits
    /// By record and figure, the state of figures of the region as a whole.
    private var areas: [[any AreaDerivation]] = []
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
        oddities = UnitOddities(header)
        for finding in header.misspelt { findings.add(finding) }
        for variable in header.variables where !variable.missingFields.isEmpty { reportFields(of: variable) }
        if let twice = header.twice { report(.columnTwice, at: twice.place) }
    }

    /// Counts a row.
    mutating func add(_ records: CSVRecords) {
        if records.isBlank { return }
        let place = records.fields[0].place
        if let stray = records.stray {
            rows += 1
            return report(.strayQuote, at: stray)
        }
        if records.fields.count != width, records.fields.count < width || !records.isBlank(from: width) {
            if notes.take(records) { return }
            rows += 1
            return report(.fieldCount, at: place)
        }
        // Spreadsheets write a note under a table with the separators of a row.
        if records.isBlank(from: 1), notes.take(records) { return }
        if notes.isWaiting { findings.add(notes.rowFollows()) }
        rows += 1

        let period = period(records)
        let id = unsafe records.bytes(of: records.fields[header.id]).unpadded
        if unsafe id.last.map({ $0 &- 48 < 10 }) == true, unsafe DeliveredText.mayBeScientific(id),
            unsafe DeliveredText.isScientific(id)
        {
            shortenedIDs += 1
            if shortenedIDs == 1 { firstShortenedID = records.fields[header.id].place }
            return
        }
        guard unsafe !id.isEmpty, unsafe ids[period].note(id) else {
            return report(.unitTwice, at: records.fields[header.id].place)
        }
        oddities.look(at: records)
        ranks.removeAll(keepingCapacity: true)
        // Nothing can be derived in an unreadable year; the row is refused for it.
        for position in header.variables.indices where periods[period].period != nil {
            let variable = header.variables[position].rank
            do {
                let derived = try derivations[period][position]?.category(of: records)
                if derived?.category == UnitHeader.Deriving.outside {
                    outside = (rows: (outside?.rows ?? 0) + 1, first: outside?.first ?? place)
                    leftOut["outside-population", default: 0] += 1
                    return
                }
                categories[position] = derived?.category
                if let derived {
                    ranks.append(starts[variable] + derived.category)
                    if derived.isUnlisted { oddities.noteUnlisted(position, records) }
                }
            } catch {
                categories[position] = nil
                report(header.variables[position], error, at: records.fields[error.column].place)
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

    /// Adds a row to a figure of its region as a whole.
    private mutating func add(_ records: CSVRecords, to area: UnitHeader.Area, at place: Int, _ record: Int) {
        let texts = area.columns.map { $0.map { records.text($0) } }
        var outcome = areas[record][place].add(texts)
        if case .unreadable = outcome {
            let signed = texts.map {
                $0.map { String(decoding: DeliveredText.signed($0.utf8), as: UTF8.self) }
            }
            outcome = areas[record][place].add(signed)
        }
        switch outcome {
        case .taken: break
        case .contradicts(let field):
            report(.householdDiffers, at: records.fields[area.columns[field] ?? 0].place)
        case .unreadable(let field):
            let title = codebook.areas[area.rank].title
            reportField(
                title,
                areas[record][place].notation(of: field).text,
                at: records.fields[area.columns[field] ?? 0].place
            )
        }
    }

    /// Ends counting, and returns the findings.
    mutating func finish() -> Findings {
        if let outside {
            findings.add(
                ReadingFault.outsidePopulation.finding(
                    at: outside.first,
                    message: Text(
                        nl: """
                            Van \(outside.rows) rijen hoort de eenheid niet tot de \(codebook.unit.nl) van het \
                            verslagjaar; zij tellen nergens mee. De eerste staat hier.
                            """,
                        en: """
                            \(outside.rows) rows are of units that are no \(codebook.unit.en) of the report year; \
                            they count nowhere. The first one stands here.
                            """
                    )
                )
            )
        }
        if rows == 0 { findings.add(ReadingFault.noRows.finding()) }
        findings.add(notes.end())
        if shortenedIDs > 0 {
            findings.add(IDWords.shortened(rows: shortenedIDs, at: firstShortenedID))
        }
        let years = Set(periods.compactMap { $0.period?.year })
        for column in header.yearly
        where !years.isEmpty && !years.contains(where: { column.window.contains(column.year - $0) }) {
            report(.yearOutsideWindow, at: column.place)
        }
        return findings
    }

    /// The table of the counts.
    func table(form: String, header place: Place) -> ParsedTable {
        var table = ParsedTable(form: form)
        let derived = header.variables.indices.filter { position in
            derivations.contains { $0[position] != nil }
        }
        let categories = derived.flatMap { codebook.categoryRanks(of: header.variables[$0].rank) }
        let figures = header.areas.map { codebook.areaRanks.lowerBound + $0.rank }
        table.columns = (categories + figures).sorted().map { .init(rank: $0, place: place) }
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
                if derivation == nil, year != nil { reportLimits(of: variable) }
                if let year { report(variable, missing: variable.missingYears(in: year)) }
                return derivation
            }
        )
        return periods.count - 1
    }

    /// Reports a characteristic that is derived without some of its columns.
    private mutating func reportFields(of variable: UnitHeader.Derived) {
        // Of fields that stand once a year, one of several kinds is enough.
        guard !variable.isYearly.contains(true) else { return }
        let title = codebook.variables[variable.rank].title
        let fields = variable.missingFields.map { "'\($0)'" }.joined(separator: ", ")
        findings.add(
            ReadingFault.fieldsMissing.finding(
                at: header.place(of: variable),
                message: Text(
                    nl:
                        "Voor \(title.nl) ontbreekt \(fields); het kenmerk wordt afgeleid uit wat er wel is en valt dan "
                        + "anders uit.",
                    en:
                        "For \(title.en) \(fields) is missing; it is derived from what is there, and then comes out "
                        + "otherwise."
                )
            )
        )
    }

    /// Reports amounts whose class limits are missing.
    private mutating func reportLimits(of variable: UnitHeader.Derived) {
        let title = codebook.variables[variable.rank].title
        let fault = ReadingFault.limitsMissing
        findings.add(
            fault.finding(
                at: header.place(of: variable),
                message: Text(
                    nl: "De grenzen van \(title.nl) ontbreken; het kenmerk wacht daarop.",
                    en: "The limits of \(title.en) are missing; the characteristic waits for them."
                )
            )
        )
    }

    /// Reports a characteristic that lacks some of its years in the delivery.
    private mutating func report(_ variable: UnitHeader.Derived, missing years: [Int]) {
        guard !years.isEmpty else { return }
        let (title, list) = (
            codebook.variables[variable.rank].title, years.map { "\($0)" }.joined(separator: ", ")
        )
        findings.add(
            ReadingFault.yearsMissing.finding(
                at: header.place(of: variable),
                message: Text(
                    nl: "Van \(title.nl) ontbreken jaren: \(list); het kenmerk is van de jaren die er zijn.",
                    en: "Of \(title.en) years are missing: \(list); it is of the years that are there."
                )
            )
        )
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
            leftOut["region-unknown", default: 0] += 1
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
        areas.append(
            header.areas.compactMap {
                try? AreaDerivationCatalogue.derivation(
                    $0.name,
                    fields: $0.columns.count,
                    leftOut: $0.leftOut
                )
            }
        )
        return keys.count - 1
    }

    private mutating func report(_ fault: ReadingFault, at place: Place) {
        findings.add(code: fault.rawValue, severity: fault.severity) { fault.finding(at: place) }
    }

    /// Reports an unreadable field of a variable.
    private mutating func report(_ variable: UnitHeader.Derived, _ error: UnreadableField, at place: Place) {
        var repair = error.notation.text
        let codes = variable.setting.codes.compactMap(\.first)
        if error.notation == .code, !codes.isEmpty {
            let some = codes.prefix(12).joined(separator: ", ")
            repair = Text(
                nl: "Schrijf een code van het codeboek, zoals: \(some).",
                en: "Write a code of the codebook, such as: \(some)."
            )
        }
        reportField(codebook.variables[variable.rank].title, repair, at: place)
    }

    private mutating func reportField(_ title: Text, _ repair: Text, at place: Place) {
        let fault = ReadingFault.unknownCategory
        findings.add(code: fault.rawValue, severity: fault.severity) {
            fault.finding(
                at: place,
                message: Text(
                    nl: "Uit wat hier staat, is \(title.nl) niet af te leiden.",
                    en: "\(title.en) cannot be derived from what stands here."
                ),
                repair: Text(
                    nl: "\(repair.nl) Laat het veld leeg als de waarde niet bekend is.",
                    en: "\(repair.en) Leave the field empty where the value is not known."
                )
            )
        }
    }
}
