import Codebook
import Statistics

/// One thread's way through pieces of a delivery: looks at every byte of every row, and counts.
///
/// Scans share nothing but the plan. What several of them came to is put together by ``RecordTotals``, and does
/// not depend on which scan took which piece.
@safe
public final class RecordScan: @unchecked Sendable {
    /// How many bytes behind a piece can be read, whatever they are.
    public static let padding = 128
    /// The most bytes of a row.
    public static let rowLimit = 1 << 14
    /// The most different regions of a delivery.
    static let regionLimit = 200_000

    let plan: RecordPlan
    /// What to do with the rows.
    public var task: RecordTask

    // What the rows came to.
    var faults = LooseFaults()
    var regions = RegionTable()
    let ids = UnitIDs()
    let blocks: CountBlocks
    /// Rows with anything in them.
    var rows = 0
    /// Rows left out, by the number of the reason.
    var leftOut: [Int]
    /// The years met, each with the place of its first row and how many of its units have no level yet.
    var years: [(year: Int, place: LoosePlace, unresolved: Int)] = []

    // The row that is looked at.
    let marks: RowMarks
    let program: RowProgram
    var fields: RowFields
    var piece = 0
    var line = 0
    var period = 0
    var region = -1
    var slot = 0

    // What the row before had, which the next often has too.
    var yearWord: UInt32 = 0
    var postcodeWord: UInt32 = 0
    var postcodeSlot = 0
    var regionDigits = UInt32.max
    var regionNumber = -1
    var blockKey: CountBlocks.Key?
    var block = 0
    var counts: UnsafeMutablePointer<UInt16>
    private var yearNumbers = [Int16](repeating: -1, count: 10_000)

    /// - Parameters:
    ///   - plan: How rows are read.
    ///   - task: What to do with them.
    ///   - capacity: The most bytes of a piece.
    public init(_ plan: RecordPlan, task: RecordTask, capacity: Int) {
        self.plan = plan
        self.task = task
        blocks = CountBlocks(cells: plan.cells.cells, sumCount: plan.cells.width - plan.cells.imputed)
        leftOut = Array(repeating: 0, count: plan.reasons.count)
        marks = RowMarks(capacity: capacity)
        program = RowProgram(plan)
        fields = RowFields(limit: plan.columnCount + 1)
        unsafe counts = program.nowhere
    }

    /// Looks at a piece of whole lines.
    ///
    /// - Parameters:
    ///   - bytes: The piece, which ends with a line end; ``padding`` bytes behind it can be read.
    ///   - count: Its bytes.
    ///   - piece: Its number in the delivery; a scan takes pieces by rising number.
    /// - Returns: The number of its lines.
    public func take(_ bytes: UnsafePointer<UInt8>, count: Int, piece: Int) -> Int {
        self.piece = piece
        line = 0
        marks.restart()
        let columns = plan.columnCount
        var start = 0
        var position = 0
        while position < count {
            let stop = min(count, position + RowMarks.stretch)
            unsafe marks.look(at: bytes, position..<stop, separator: plan.separator)
            position = stop
            var done = 0
            let lineCount = marks.lineCount
            for number in 0..<lineCount {
                // Safe: the marks are those of this piece, and `last` is one of them.
                let last = unsafe Int(marks.lines[number])
                let end = unsafe Int(marks.ends[last])
                if last - done == columns - 1 {
                    unsafe usualRow(bytes, marks.ends + done, start..<end)
                } else {
                    unsafe otherRow(bytes, start..<end)
                }
                line &+= 1
                start = end + 1
                done = last + 1
            }
            marks.forget(done)
        }
        return line
    }

    /// Looks at a row with as many fields as there are columns.
    @inline(__always)
    private func usualRow(
        _ bytes: UnsafePointer<UInt8>,
        _ ends: UnsafeMutablePointer<Int32>,
        _ row: Range<Int>
    ) {
        let last = plan.columnCount - 1
        // Safe: a row has a mark for every column, and `row` lies in the piece.
        let isReturned = unsafe row.count > 0 && bytes[row.upperBound - 1] == 0x0D
        if isReturned { unsafe ends[last] -= 1 }
        let isRead = unsafe read(bytes, ends)
        if isReturned { unsafe ends[last] += 1 }
        if isRead {
            rows &+= 1
            unsafe judge(bytes, row)
        } else {
            unsafe otherRow(bytes, row)
        }
    }

    /// Reads the fields of a row as nearly all rows are; false where one of them is something else.
    @inline(__always)
    private func read(_ bytes: UnsafePointer<UInt8>, _ ends: UnsafePointer<Int32>) -> Bool {
        // Safe throughout: fields lie between marks of the row, a few bytes behind the piece can be read, and
        // tables have an entry for every two bytes.
        let codes = unsafe program.codes
        let columns = unsafe program.columns
        var table = unsafe plan.tables.entries
        var bad: UInt8 = 0
        for number in 0..<program.codedCount {
            let mark = unsafe ends + Int(columns[number])
            let start = unsafe Int(mark[-1]) &+ 1
            let length = unsafe Int(mark[0]) &- start
            let word = unsafe UInt16(
                littleEndian: UnsafeRawPointer(bytes + start).loadUnaligned(as: UInt16.self)
            )
            let text = length > 2 ? 0xFFFF : Int(word & (length == 2 ? 0xFFFF : length == 1 ? 0xFF : 0))
            let code = unsafe table[text]
            unsafe codes[number] = code
            bad |= code
            unsafe table += CodeTables.size
        }
        guard bad < 0x80 else { return false }

        let yearMark = unsafe ends + program.periodColumn
        let yearStart = unsafe Int(yearMark[-1]) &+ 1
        guard unsafe Int(yearMark[0]) &- yearStart == 4 else { return false }
        let year = unsafe UnsafeRawPointer(bytes + yearStart).loadUnaligned(as: UInt32.self)
        if year != yearWord {
            guard unsafe findYear(bytes + yearStart) else { return false }
            yearWord = year
        }

        slot = 0
        if program.postcodeColumn >= 0 {
            let mark = unsafe ends + program.postcodeColumn
            let start = unsafe Int(mark[-1]) &+ 1
            let length = unsafe Int(mark[0]) &- start
            if length == 4 {
                let postcode = unsafe UnsafeRawPointer(bytes + start).loadUnaligned(as: UInt32.self)
                if postcode != postcodeWord {
                    guard let number = Digits.number(UInt64(UInt32(littleEndian: postcode)), count: 4),
                        number >= 1000
                    else { return false }
                    postcodeWord = postcode
                    postcodeSlot = RecordCells.slot(ofPostcode: Int(number))
                }
                slot = postcodeSlot
            } else if length != 0 {
                return false
            }
        }

        let regionMark = unsafe ends + program.regionColumn
        let regionStart = unsafe Int(regionMark[-1]) &+ 1
        let regionLength = unsafe Int(regionMark[0]) &- regionStart
        if regionLength == 0 {
            region = -1
        } else {
            let text = unsafe bytes + regionStart
            let before = regionLength &- 8
            guard unsafe before == 0 || (before == program.prefixLength && program.hasPrefix(text)),
                let digits = unsafe Digits.number(Digits.word(text + before), count: 8)
            else { return false }
            if UInt32(truncatingIfNeeded: digits) != regionDigits {
                findRegion(UInt32(truncatingIfNeeded: digits))
            }
            region = regionNumber
        }

        guard task.checks else { return true }
        let idMark = unsafe ends + program.idColumn
        let idStart = unsafe Int(idMark[-1]) &+ 1
        let length = unsafe Int(idMark[0]) &- idStart &- task.idPrefix.count
        guard length > 0, unsafe task.idPrefix.begins(bytes + idStart),
            let number = unsafe Digits.number(bytes + idStart + task.idPrefix.count, count: length)
        else { return false }
        noteID(UnitIDs.index(number, digits: length), idColumn: { unsafe idStart - Int(ends[-1]) })
        return true
    }

    /// Notes the id of a row.
    @inline(__always)
    func noteID(_ index: UInt64, idColumn: () -> Int) {
        if !ids.note(index, period: period) {
            faults.add(.repeated, field: program.idField, piece: piece, line: line, column: idColumn)
        }
    }

    /// Finds the year that four bytes write; false where they write none.
    @inline(never)
    func findYear(_ bytes: UnsafePointer<UInt8>) -> Bool {
        guard let year = unsafe Digits.number(bytes, count: 4), year >= 1000 else { return false }
        period = number(ofYear: Int(year))
        return true
    }

    /// The number of a year among those met.
    func number(ofYear year: Int) -> Int {
        if yearNumbers[year] < 0 {
            yearNumbers[year] = Int16(years.count)
            years.append((year, LoosePlace(piece: piece, line: line, column: 1), 0))
        }
        return Int(yearNumbers[year])
    }

    /// Finds the region of eight digits.
    @inline(never)
    func findRegion(_ digits: UInt32) {
        if let number = regions.number(ofDigits: digits) {
            regionNumber = number
        } else {
            let text = String(digits)
            regionNumber = regions.add(
                digits: digits,
                code: String(decoding: plan.regionPrefix, as: UTF8.self)
                    + String(repeating: "0", count: 8 - text.count) + text,
                at: LoosePlace(piece: piece, line: line, column: 1)
            )
        }
        regionDigits = digits
    }

    /// Turns to the block of the row's period, region and postcode.
    @inline(__always)
    func turnToBlock() {
        let key = CountBlocks.Key(period: period, region: region, slot: slot)
        if key != blockKey { find(key) }
    }

    @inline(never)
    private func find(_ key: CountBlocks.Key) {
        blockKey = key
        block = blocks.block(key, place: LoosePlace(piece: piece, line: line, column: 1))
        unsafe counts = blocks.counts(of: block)
    }
}
