import CBytes
import Codebook
import Imputation
import Statistics

/// One thread's scan of pieces of a delivery: reads every byte of every row, and counts.
///
/// Scans share only the plan. ``RecordTotals`` combines their results, which do not depend on which scan took
/// which piece.
@safe
struct RowScan: ~Copyable {
    /// The most different regions of a delivery.
    static let regionLimit = 60_000
    /// The most blocks of one scan: combinations of period, region and postcode.
    static let blockLimit = 450_000

    /// True if there are more regions or blocks than a delivery can have; the scan has then stopped.
    var isOverfull = false

    let plan: RecordPlan
    /// The task of this pass.
    private(set) var task: RecordTask

    // The results of the scan.
    var faults: LooseFaults
    var regions = RegionTable()
    var ids = UnitIDs()
    /// The first lines that are notes and no rows.
    var notes: [LoosePlace] = []
    /// The rows before the first of them.
    var rowsAtNote = 0
    /// The last piece with a row in it; -1 for none.
    private(set) var lastPiece = -1
    var blocks: CountBlocks
    var waiting = WaitingCounts()
    /// Rows that are not empty.
    var rows = 0
    /// Rows by outcome, as the program numbers the outcomes.
    let outcomes: UnsafeMutablePointer<Int>
    /// The first row of each outcome; nil where there is none.
    var firstRows: [LoosePlace?]
    /// The years, each with the place of its first row.
    var years: [(year: Int, place: LoosePlace)] = []
    /// For each of these years, the number of units without a level so far.
    let unresolved: UnsafeMutablePointer<Int>
    /// The patterns of the persons in the task's year, first person first.
    private(set) var patterns: [PatternTable] = []
    /// For each of these years, whether its patterns are counted, and the imputer of its units.
    let countsPatterns: UnsafeMutablePointer<Bool>
    let imputers: UnsafeMutablePointer<HouseholdTables?>

    // The current row.
    let rowForm: RowForm
    /// The rows that are read at once.
    private let batch: UnsafeMutablePointer<peil_row>
    private static let batchRows: Int32 = 128
    let program: RowProgram
    /// The codes of the row, one for each coded column, and one more that is always 0: in the batch or in the
    /// program.
    var codes: UnsafeMutablePointer<UInt8>
    /// The coded columns of the row that have a code, a bit each.
    var filled: UInt64 = 0
    var fields: RowFields
    var piece = 0
    var line = 0
    var period = 0
    var region = -1
    var slot = 0
    var idStart = 0
    var idLength = 0
    let checks: UnsafeMutablePointer<Bool>
    /// The first line that ends without a carriage return, and the first that ends with one.
    private(set) var plainEnd: LoosePlace?
    private(set) var returnedEnd: LoosePlace?
    private var endsSeen: UInt8 = 0

    // Values of the row before, which the next row often shares.
    var yearWord: UInt32 = 0
    var wrongYear: UInt64 = 0
    var postcodeWord: UInt32 = 0
    var postcodeSlot = 0
    /// The bytes of its region: the first eight and the last, and the number of bytes before these; -1 for
    /// none.
    private var regionFirst: UInt64 = 0
    private var regionLast: UInt64 = 0
    private var regionBefore = -1
    var regionNumber = -1
    var blockKey: CountBlocks.Key?
    var block = 0
    var counts: UnsafeMutablePointer<UInt16>
    private var yearNumbers = [Int16](repeating: -1, count: 10_000)
    private static let yearLimit = 10_000

    /// - Parameters:
    ///   - plan: The plan for reading rows.
    ///   - task: The task of this pass.
    init(_ plan: RecordPlan, task: RecordTask) {
        self.plan = plan
        faults = LooseFaults(fields: plan.layout.fields.count)
        self.task = task
        blocks = CountBlocks(cells: plan.cells.cells, sumCount: plan.cells.width - plan.cells.imputed)
        unsafe unresolved = RowProgram.room([Int](repeating: 0, count: Self.yearLimit))
        unsafe countsPatterns = RowProgram.room([Bool](repeating: false, count: Self.yearLimit))
        unsafe imputers = RowProgram.room([HouseholdTables?](repeating: nil, count: Self.yearLimit))
        unsafe checks = RowProgram.room([task.checks])
        rowForm = RowForm(plan)
        unsafe batch = .allocate(capacity: Int(Self.batchRows))
        program = RowProgram(plan)
        unsafe outcomes = RowProgram.room([Int](repeating: 0, count: program.keptOutcome + 1))
        firstRows = Array(repeating: nil, count: program.keptOutcome + 1)
        unsafe codes = program.codes
        fields = RowFields(limit: plan.columnCount + 1)
        unsafe counts = program.nowhere
        turn(to: task)
    }

    deinit {
        unsafe outcomes.deallocate()
        unsafe unresolved.deallocate()
        unsafe countsPatterns.deallocate()
        unsafe imputers.deinitialize(count: Self.yearLimit)
        unsafe imputers.deallocate()
        unsafe checks.deallocate()
        unsafe batch.deallocate()
    }

    /// Begins another pass over the same rows; the counts stay.
    mutating func turn(to task: RecordTask) {
        self.task = task
        unsafe checks.pointee = task.checks
        patterns =
            task.patternYear == nil
            ? [] : plan.designs.map { PatternTable($0.layout, limit: task.patternLimit) }
        for number in years.indices { prepare(year: number) }
        // Units that are imputed in this pass are no longer without a level.
        for number in years.indices where !task.checks && task.imputers[years[number].year] != nil {
            // Safe: there is a number for every year.
            unsafe unresolved[number] = 0
        }
    }

    private mutating func prepare(year number: Int) {
        let year = years[number].year
        // Safe: there is room for as many years as there can be.
        unsafe countsPatterns[number] = year == task.patternYear && !patterns.isEmpty
        unsafe imputers[number] = task.imputers[year]?.tables
    }

    /// Reads a piece of whole lines.
    ///
    /// - Parameters:
    ///   - bytes: The piece, which ends with a line end; ``RecordScan/padding`` bytes behind it can be read.
    ///   - count: Its bytes.
    ///   - piece: Its number in the delivery; a scan takes pieces by rising number.
    /// - Returns: The number of its lines.
    mutating func take(_ bytes: UnsafePointer<UInt8>, count: Int, piece: Int) -> Int {
        self.piece = piece
        line = 0
        let rowsBefore = self.rows
        var start = 0
        while start < count, !isOverfull {
            // Safe: the form is kept, and there is room for so many rows and more to read behind the last.
            let rows = unsafe Int(
                peil_rows(bytes, Int64(start), Int64(count), rowForm.form, batch, Self.batchRows)
            )
            for number in 0..<rows {
                let row = unsafe batch + number
                let end = unsafe Int(row.pointee.end)
                if unsafe row.pointee.is_usual != 0 {
                    unsafe usualRow(bytes, row, start..<end)
                } else {
                    unsafe otherRow(bytes, start..<end)
                }
                line &+= 1
                start = end &+ 1
            }
            isOverfull = regions.met.count > Self.regionLimit || blocks.keys.count > Self.blockLimit
        }
        if !isOverfull { waiting.finish(&blocks) }
        if self.rows > rowsBefore { lastPiece = piece }
        return line
    }

    /// The rows left out for a reason of the plan.
    func leftOut(_ reason: Int) -> Int {
        // Safe: there is a number for every outcome.
        program.reasons.indices.reduce(0) { unsafe $0 + (program.reasons[$1] == reason ? outcomes[$1] : 0) }
    }

    /// Notes the ending of a line.
    @inline(__always)
    mutating func noteEnd(isReturned: Bool) {
        let bit: UInt8 = isReturned ? 2 : 1
        if endsSeen & bit == 0 { noteFirstEnd(bit) }
    }

    @inline(never)
    private mutating func noteFirstEnd(_ bit: UInt8) {
        endsSeen |= bit
        let place = LoosePlace(piece: piece, line: line, column: 1)
        if bit == 1 { plainEnd = place } else { returnedEnd = place }
    }

    /// Reads a row with as many fields as columns and only known codes.
    @inline(__always)
    private mutating func usualRow(
        _ bytes: UnsafePointer<UInt8>,
        _ row: UnsafeMutablePointer<peil_row>,
        _ range: Range<Int>
    ) {
        // Safe: codes stand first in a row.
        unsafe codes = UnsafeMutableRawPointer(row).assumingMemoryBound(to: UInt8.self)
        filled = unsafe row.pointee.filled
        noteEnd(isReturned: unsafe row.pointee.is_returned != 0)
        if unsafe readKeys(bytes, row) {
            if unsafe checks.pointee { rows &+= 1 }
            unsafe judge(bytes, range)
        } else {
            unsafe otherRow(bytes, range)
        }
    }

    /// Reads year, postcode, region and id in their usual form; false if one has another form.
    @inline(__always)
    private mutating func readKeys(
        _ bytes: UnsafePointer<UInt8>,
        _ row: UnsafePointer<peil_row>
    ) -> Bool {
        // Safe throughout: fields lie in the row, and some bytes behind the piece are readable.
        let (starts, lengths) = unsafe (row.pointee.key_start, row.pointee.key_length)
        guard lengths.0 == 4 else { return false }
        let yearText = unsafe bytes + Int(starts.0)
        let year = unsafe UnsafeRawPointer(yearText).loadUnaligned(as: UInt32.self)
        if year != yearWord {
            guard unsafe findYear(yearText) else { return false }
            yearWord = year
        }

        slot = 0
        if program.postcodeColumn >= 0 {
            if lengths.1 == 4 {
                let text = unsafe UnsafeRawPointer(bytes + Int(starts.1))
                let postcode = unsafe text.loadUnaligned(as: UInt32.self)
                if postcode != postcodeWord {
                    guard let number = Digits.number(UInt64(UInt32(littleEndian: postcode)), count: 4),
                        number >= 1000
                    else { return false }
                    postcodeWord = postcode
                    postcodeSlot = RecordCells.slot(ofPostcode: Int(number))
                }
                slot = postcodeSlot
            } else if lengths.1 != 0 {
                return false
            }
        }

        if lengths.2 == 0 {
            region = -1
        } else {
            let text = unsafe bytes + Int(starts.2)
            let before = Int(lengths.2) &- 8
            guard before >= 0 else { return false }
            let (first, last) = unsafe (Digits.word(text), Digits.word(text + before))
            if first != regionFirst || last != regionLast || before != regionBefore {
                guard unsafe before == 0 || (before == program.prefixLength && program.hasPrefix(text)),
                    let digits = Digits.number(last, count: 8)
                else { return false }
                unsafe findRegion(
                    UInt32(truncatingIfNeeded: digits),
                    column: Int(starts.2) &- Int(row.pointee.start) &+ 1
                )
                (regionFirst, regionLast, regionBefore) = (first, last, before)
            }
            region = regionNumber
        }

        idStart = Int(starts.3)
        idLength = Int(lengths.3)
        guard unsafe checks.pointee else { return true }
        let prefix = task.idPrefix
        let length = idLength &- prefix.count
        guard length > 0, unsafe prefix.begins(bytes + idStart),
            let number = unsafe Digits.number(bytes + idStart + prefix.count, count: length)
        else { return false }
        noteID(UnitIDs.index(number, digits: length), column: unsafe idStart &- Int(row.pointee.start) &+ 1)
        return true
    }

    /// Notes the id of a row.
    @inline(__always)
    mutating func noteID(_ index: UInt64, column: Int) {
        if !ids.note(index, period: period) {
            faults.add(.repeated, field: program.idField, piece: piece, line: line, column: column)
        }
    }

    /// Finds the year that four bytes write; false if they write none.
    @inline(never)
    mutating func findYear(_ bytes: UnsafePointer<UInt8>) -> Bool {
        guard let year = unsafe Digits.number(bytes, count: 4), year >= 1000 else { return false }
        period = number(ofYear: Int(year))
        return true
    }

    /// The number of a year, new or not.
    mutating func number(ofYear year: Int) -> Int {
        if yearNumbers[year] < 0 {
            yearNumbers[year] = Int16(years.count)
            years.append((year, LoosePlace(piece: piece, line: line, column: 1)))
            prepare(year: years.count - 1)
        }
        return Int(yearNumbers[year])
    }

    /// Finds the region of eight digits.
    @inline(never)
    mutating func findRegion(_ digits: UInt32, column: Int) {
        if let number = regions.number(ofDigits: digits) {
            regionNumber = number
        } else {
            let text = String(digits)
            regionNumber = regions.add(
                digits: digits,
                code: String(decoding: plan.regionPrefix, as: UTF8.self)
                    + String(repeating: "0", count: 8 - text.count) + text,
                at: LoosePlace(piece: piece, line: line, column: column)
            )
        }
        regionBefore = -1
    }

    /// Selects the block of the row's period, region and postcode.
    @inline(__always)
    mutating func turnToBlock() {
        let key = CountBlocks.Key(period: period, region: region, slot: slot)
        if key != blockKey { find(key) }
    }

    @inline(never)
    private mutating func find(_ key: CountBlocks.Key) {
        blockKey = key
        block = blocks.block(key, place: LoosePlace(piece: piece, line: line, column: 1))
        unsafe counts = blocks.counts(of: block)
    }
}
