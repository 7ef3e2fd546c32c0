import Bytes
import Codebook
package import Statistics

/// The row that is being added to a builder.
package struct TableRow {
    /// One value with its place.
    package struct Cell {
        package var rank: Int
        package var value: Value
        package var line: Int
        package var column: Int
    }

    /// The start of the row.
    package var place = Place(line: 1, column: 1)
    /// The position of its region; -1 until known.
    package var region = -1
    /// The position of its period; -1 until known.
    package var period = -1
    /// Its category of each variable; -1 until known.
    package var categories: [Int]
    /// True if a category is not one of its variable, which has been reported.
    var hasUnknownCategory = false
    /// Its values.
    package var cells: [Cell] = []
    /// The name beside its code.
    package var name: [UInt8] = []
    /// For each rank, the number of the last row with a value.
    private var told: [Int]
    private var number = 0

    /// Creates a row of a table with that many variables and cells.
    package init(variables: Int = 0, cells: Int = 0) {
        categories = Array(repeating: -1, count: variables)
        told = Array(repeating: 0, count: max(cells, 1))
    }

    /// Empties the row for the next.
    @inline(__always)
    package mutating func begin(at place: Place) {
        self.place = place
        region = -1
        period = -1
        hasUnknownCategory = false
        number += 1
        cells.removeAll(keepingCapacity: true)
        if !name.isEmpty { name.removeAll(keepingCapacity: true) }
        for position in categories.indices { categories[position] = -1 }
    }

    /// True if this is the first value of a rank in this row.
    @inline(__always)
    package mutating func isFirst(_ rank: Int) -> Bool {
        if told[rank] == number { return false }
        told[rank] = number
        return true
    }
}

extension TableBuilder {
    /// Starts a row.
    @inline(__always)
    package mutating func beginRow(at place: Place) {
        if choice == nil { decide() }
        row.begin(at: place)
        categoryRows?.begin()
    }

    /// Adds a field of the row: its text in UTF-8, with or without padding, and the place of its first
    /// character.
    @inline(__always)
    package mutating func field(_ handle: Int, _ bytes: UnsafeRawBufferPointer, line: Int, column: Int) {
        switch roles[handle] {
        case .topic(let rank):
            let (value, mark) = unsafe numbers.read(bytes, decimals: decimals[handle])
            if let mark { evidence.note(mark, line: line, column: column) }
            tell(rank, value, line, column)
        case .nothing: break
        case let role: unsafe key(role, bytes, line, column)
        }
    }

    /// Adds a field that the feed marks as null.
    package mutating func null(_ handle: Int, line: Int, column: Int) {
        switch roles[handle] {
        case .topic(let rank): tell(rank, .missing(.null), line, column)
        case .nothing: break
        case let role: unsafe key(role, UnsafeRawBufferPointer(start: nil, count: 0), line, column)
        }
    }

    @inline(__always)
    private mutating func tell(_ rank: Int, _ value: Value, _ line: Int, _ column: Int) {
        guard row.isFirst(rank) else {
            return report(.columnTwice, at: Place(line: line, column: column))
        }
        row.cells.append(.init(rank: rank, value: value, line: line, column: column))
    }

    private mutating func key(
        _ role: FormChoice.Role,
        _ bytes: UnsafeRawBufferPointer,
        _ line: Int,
        _ column: Int
    ) {
        let text = unsafe bytes.unpadded
        switch role {
        case .regionCode:
            if row.region >= 0, unsafe text.isEmpty { return }
            let region = unsafe keys.region(text, line, column)
            if row.region >= 0, region != row.region, keys.regions[row.region].code != RegionCode("") {
                report(.codesDisagree, at: Place(line: line, column: column))
            } else {
                row.region = region
            }
        case .regionName where keys.hasCodes: unsafe row.name.append(contentsOf: text)
        case .regionName: row.region = unsafe keys.region(text, line, column)
        case .period: row.period = unsafe keys.period(text, line, column)
        case .dimension(let variable):
            guard let category = unsafe keys.category(text, of: variable) else {
                row.hasUnknownCategory = true
                let dated = unsafe keys.datedCategory(text, of: variable)
                return reportCategory(of: variable, dated: dated, at: Place(line: line, column: column))
            }
            row.categories[variable] = category
        case .variable, .category: unsafe categoryRows?.tell(role, text, Place(line: line, column: column))
        case .topic, .nothing: break
        }
    }

    mutating func reportCategory(of variable: Int, dated: DatedCategory? = nil, at place: Place) {
        let fault = ReadingFault.unknownCategory
        findings.add(code: fault.rawValue, severity: fault.severity) {
            let words = CategoryWords(codebook.variables[variable])
            return fault.finding(
                at: place,
                message: words.message(dated: dated),
                repair: words.repair(dated: dated)
            )
        }
    }

    /// Ends the row: its values go to the record of its region and period.
    package mutating func endRow() {
        countRow()
        guard choice?.form != nil, keys.canFindRecords else { return }
        // A missing key counts as a blank one: validation reports it with its place.
        if row.region < 0 { row.region = keys.region("", at: row.place) }
        if row.period < 0 { row.period = keys.onlyPeriod ?? keys.period("", at: row.place) }
        if !row.name.isEmpty { keys.name(row.region, row.name) }
        if categoryRows != nil {
            endCategoryRow()
        } else if isJoint {
            endJointRow()
        } else {
            endWideRow()
        }
    }

    private mutating func endCategoryRow() {
        if let rank = categoryRank() { append(rank: rank) }
    }

    /// The rank of the category that the row names; nil, with a finding, if it names none.
    private mutating func categoryRank() -> Int? {
        guard var rows = categoryRows else { return nil }
        defer { categoryRows = rows }
        guard let variable = rows.variable else {
            let fault = ReadingFault.unknownCategory
            findings.add(code: fault.rawValue, severity: fault.severity) {
                fault.finding(
                    at: rows.variablePlace ?? row.place,
                    message: Text(
                        nl: "Dit is geen kenmerk van de gegevensset.",
                        en: "This is not a characteristic of the data set."
                    )
                )
            }
            return nil
        }
        // The text is read here and not kept.
        let (category, dated) = unsafe rows.categoryText.withUnsafeBytes { text in
            let category = unsafe keys.category(text, of: variable)
            return (category, category == nil ? unsafe keys.datedCategory(text, of: variable) : nil)
        }
        guard let category else {
            reportCategory(of: variable, dated: dated, at: rows.categoryPlace ?? row.place)
            return nil
        }
        return rows.rank(of: variable, category)
    }

    private mutating func endWideRow() {
        guard let (record, isNew) = record(region: row.region, period: row.period, at: row.place) else {
            return
        }
        guard isNew else { return records.noteRepeated(record, at: row.place) }
        records.fill(record, with: row.cells)
    }

    private mutating func endJointRow() {
        var rank = 0
        for (variable, category) in row.categories.enumerated() {
            guard category >= 0 else {
                if !row.hasUnknownCategory { reportCategory(of: variable, at: row.place) }
                return
            }
            rank = rank * keys.categories[variable].size + category
        }
        append(rank: rank)
    }

    /// Adds the cells of a row that names its cell.
    @inline(__always)
    private mutating func append(rank: Int) {
        guard let (record, _) = record(region: row.region, period: row.period, at: row.place) else { return }
        for cell in row.cells {
            records.append(
                record,
                rank: rank,
                cell.value,
                line: cell.line,
                column: cell.column,
                row: row.place
            )
        }
    }

    /// Finds or makes the record of a region and period; nil if there are too many.
    package mutating func record(region: Int, period: Int, at place: Place) -> (position: Int, isNew: Bool)? {
        if let found = records.index.position(region: region, period: period) { return (found, false) }
        guard records.count < limits.records else {
            report(.tooManyRows, at: place)
            return nil
        }
        return (records.add(region: region, period: period, at: place), true)
    }
}
