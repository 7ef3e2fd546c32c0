package import Bytes
package import Codebook
package import Statistics

/// Builds a parsed table from columns and fields, for any reader.
///
/// Readers announce the columns and then report the rows field by field. The meaning of columns, the form,
/// and the values of fields are decided here, so that CSV and XML cannot differ in them.
package struct TableBuilder {
    /// The notation of numbers in this delivery.
    package var numbers: NumberReader
    /// The usual decimal mark of such files, for equal numbers of both.
    var usualMark = DecimalMark.point
    /// The period of all rows, if a title has it and no column does.
    var titlePeriod: (text: String, place: Place)?
    /// The year of the regional classification that the delivery names.
    package var statedEdition: (year: Int, place: Place)?
    /// The status of periods according to metadata.
    package var statuses: [Period: PeriodStatus] = [:]
    /// The findings so far.
    package var findings = Findings()

    package let codebook: Codebook
    package let limits: ReadingLimits
    package let names: HeaderNames
    package let joint: JointCells

    private(set) var columns: [DeliveredColumn] = []
    private(set) var choice: FormChoice?
    /// True if the rows of the chosen form name their cell.
    package private(set) var isJoint = false
    /// The variables and their categories, if the rows of the chosen form name one of each.
    var categoryRows: CategoryRows?
    package var roles: [FormChoice.Role] = []
    package var decimals: [Int] = []
    package var keys: RecordKeys
    package var records: TableRecords
    package var evidence = DecimalMarkEvidence()
    package var row = TableRow()
    /// The places of headers that are nearly known ones.
    private var misspelt: Set<Place> = []
    private var rows = 0
    private var lateUnknown: [DeliveredColumn] = []

    /// Creates a builder for one delivery.
    package init(codebook: Codebook, limits: ReadingLimits) {
        self.codebook = codebook
        self.limits = limits
        names = HeaderNames(codebook)
        joint = JointCells(codebook.variables)
        numbers = NumberReader(symbols: codebook.keys.symbols)
        keys = RecordKeys(codebook: codebook, limits: limits)
        records = TableRecords(limit: limits.records)
    }

    /// Announces a column.
    ///
    /// - Parameters:
    ///   - header: The key, or the path of titles with or without its unit.
    ///   - unit: The unit, if it is not in the header.
    ///   - place: The place of the header.
    /// - Returns: The handle for its fields.
    package mutating func column(header: String, unit: String? = nil, at place: Place) -> Int {
        if columns.count > limits.columns { return columns.count - 1 }
        var column = DeliveredColumn(header: header, unit: unit, place: place)
        if columns.count == limits.columns {
            // The last column stands for all that follow, and has no meaning.
            report(.tooManyColumns, at: place)
            column.header = ""
        }
        columns.append(column)
        guard let choice else { return columns.count - 1 }
        let role = FormChoice.role(of: column, inFormAt: choice.form, names: names)
        if let role, role == .nothing || !roles.contains(role) {
            give(role)
        } else {
            if role == nil { lateUnknown.append(column) }
            give(.nothing)
        }
        return columns.count - 1
    }

    /// Decides the meaning of the columns; done automatically before the first row.
    package mutating func decide() {
        guard choice == nil else { return }
        let choice = FormChoice(columns, codebook: codebook, names: names)
        self.choice = choice
        let cells: Int
        if let form = choice.form {
            if choice.hasCategoryRows { categoryRows = CategoryRows(codebook) }
            isJoint = names.forms[form].traits.cells == .combinations || categoryRows != nil
            cells =
                names.forms[form].traits.cells == .combinations ? joint.count : names.forms[form].topics.count
        } else {
            cells = 0
        }
        records.cells = cells
        row = TableRow(variables: codebook.variables.count, cells: cells)
        for role in choice.roles { give(role) }
        let missed = MissedHeaders(choice, codebook: codebook, names: names)
        misspelt = missed.misspelt
        for finding in missed.findings { findings.add(finding) }
        for stop in choice.stops where !missed.explains(stop.fault) { findings.add(stop.finding) }
        keys.hasCodes = choice.roles.contains(.regionCode)
        if !keys.hasCodes, !choice.roles.contains(.regionName), !missed.explains(.noRegionCodes) {
            findings.add(ReadingFault.noRegionCodes.finding(at: columns.first?.place))
        }
        if !choice.roles.contains(.period), !missed.explains(.noPeriod) {
            if let titlePeriod {
                keys.onlyPeriod = keys.period(titlePeriod.text, at: titlePeriod.place)
            } else {
                findings.add(ReadingFault.noPeriod.finding(at: columns.first?.place))
            }
        }
    }

    /// True if the columns alone exclude a table.
    package var isHopeless: Bool {
        choice != nil && findings.isRejection && (choice?.form == nil || !keys.canFindRecords)
    }

    private mutating func give(_ role: FormChoice.Role) {
        roles.append(role)
        guard case .topic(let rank) = role, let form = choice?.form else { return decimals.append(0) }
        decimals.append(names.forms[form].topics[rank].decimals)
    }

    /// Adds a finding whose texts are made only if it will be kept.
    package mutating func report(_ fault: ReadingFault, at place: Place) {
        findings.add(code: fault.rawValue, severity: fault.severity) { fault.finding(at: place) }
    }

    /// Counts a row of data.
    @inline(__always)
    package mutating func countRow() { rows += 1 }

    /// Ends the table.
    ///
    /// - Returns: The table, unless none can be made of the rows, and all findings.
    package mutating func finish() -> (table: ParsedTable?, findings: Findings) {
        decide()
        findings.add(keys.findings)
        findings.add(evidence.conflict(usual: usualMark))
        let hasRegions = keys.hasCodes || !keys.regions.isEmpty
        let hasCodes = keys.holdCodes
        if hasRegions, !hasCodes {
            let column = zip(roles, columns).first { $0.0 == .regionName }?.1
            findings.add(ReadingFault.noRegionCodes.finding(at: column?.place ?? keys.regions.first?.place))
        }
        if rows == 0, !findings.isRejection { findings.add(ReadingFault.noRows.finding()) }
        guard let choice, let form = choice.form, hasRegions, hasCodes, keys.canFindRecords else {
            return (nil, findings)
        }
        var table = ParsedTable(form: names.forms[form].key)
        if let categoryRows {
            let place = zip(roles, columns).first { $0.0 == .topic(0) }?.1.place ?? Place(line: 1, column: 1)
            table.columns = categoryRows.ranks.map { .init(rank: $0, place: place) }
            table.namesCells = true
        } else if !isJoint {
            table.columns = zip(roles, columns).compactMap { role, column in
                if case .topic(let rank) = role { .init(rank: rank, place: column.place) } else { nil }
            }
        }
        table.unknownTopics = (choice.unknown + lateUnknown).filter { !misspelt.contains($0.place) }
            .map { ($0.header, $0.place) }
        table.periods = keys.periods.map { $0.with(statuses: statuses) }
        table.regions = keys.regions
        table.records = records.take()
        table.statedEdition = statedEdition
        table.rows = rows
        return (table, findings)
    }
}

extension ParsedPeriod {
    /// The period with its status from metadata, if it has no mark of its own.
    package func with(statuses: [Period: PeriodStatus]) -> Self {
        guard let period, status == .definitive, let stated = statuses[period] else { return self }
        return Self(text: text, period: period, status: stated, place: place)
    }
}
