import Codebook
import Statistics

extension RowScan {
    /// Checks what the fields of a row say together, and counts it.
    @inline(__always)
    mutating func judge(_ bytes: UnsafePointer<UInt8>, _ row: Range<Int>) {
        // Safe throughout: codes are below the sizes that the tables were made for, and a cell is one of the block.
        let codes = unsafe self.codes
        var isFaulty = false
        for number in 0..<program.onlyCount {
            let rule = unsafe program.only[number]
            if filled & rule.fields != 0, unsafe rule.mask &>> UInt64(codes[rule.when]) & 1 == 0 {
                isFaulty = true
                unsafe noteFilled(rule, bytes, row)
            }
        }
        var presence = unsafe Int(program.presences[Int(codes[program.present])])
        if filled & program.presentAny != 0 { presence = LevelTable.Presence.present.rawValue }
        let isPresent = presence == LevelTable.Presence.present.rawValue
        let size = program.levelSize
        let unit = unsafe Int(codes[program.unit])
        let persons = unsafe Int(codes[program.main]) &* size &+ Int(codes[program.partner])
        let entry = unsafe program.levels[(presence &* size &+ unit) &* size &* size &+ persons]
        if entry & LevelTable.contradiction != 0 {
            isFaulty = true
            unsafe noteNotHighest(bytes, row)
        }
        if isFaulty { return }

        if region >= 0 { turnToBlock() }
        var isOut: UInt64 = region < 0 ? 1 : 0
        for number in 0..<program.leaveOutCount {
            let code = unsafe UInt64(codes[Int(program.leaveOut[number])])
            isOut |= unsafe program.leaveOutMasks[number] &>> code
        }
        if isOut & 1 != 0 {
            if unsafe checks.pointee { leaveOut() }
            return
        }
        if unsafe countsPatterns[period] { countPatterns(isPresent: isPresent) }
        let level = Int(entry)
        if level == 0, program.imputes {
            unsafe impute(bytes, isPresent: isPresent)
        } else if unsafe checks.pointee {
            if level == 0, program.leavesOutUnknown {
                unsafe leftOut[program.levelReason] += 1
            } else {
                count(level: level)
            }
        }
    }

    /// The cell of a row with a level, from 1; without an imputed variable the level is of no matter.
    @inline(__always)
    func cell(level: Int) -> Int {
        var cell = level &* program.levelMultiplier &- program.cellBase
        for number in 0..<program.factorCount {
            // Safe: a coded column has a code in every row.
            let code = unsafe Int(codes[Int(program.factors[number])])
            cell &+= unsafe code &* Int(program.factorMultipliers[number])
        }
        return cell
    }

    /// Counts a row with a level, from 1, in its cell.
    @inline(__always)
    mutating func count(level: Int) {
        // Safe: a row that is counted has a code of every variable, so the cell is one of the block.
        let cell = cell(level: level)
        unsafe waiting.add(counts, block: block, cell: cell, to: &blocks)
    }

    /// Counts the first reason that a row is left out for.
    private mutating func leaveOut() {
        for (number, rule) in plan.leaveOut.enumerated() {
            if number == plan.regionRule, region < 0 { break }
            // Safe: a coded column has a code in every row.
            if unsafe rule.when.mask &>> UInt64(codes[rule.when.coded]) & 1 != 0 {
                unsafe leftOut[rule.reason] += 1
                return
            }
        }
        unsafe leftOut[plan.regionReason] += 1
    }

    @inline(never)
    private mutating func noteFilled(
        _ rule: RowProgram.OnlyRule,
        _ bytes: UnsafePointer<UInt8>,
        _ row: Range<Int>
    ) {
        let column = plan.coded[(filled & rule.fields).trailingZeroBitCount]
        let isKept = faults.keepsPlaces(of: .notApplicable, field: column.field)
        let place = isKept ? unsafe self.place(of: column.column, bytes, row) : 1
        faults.add(.notApplicable, field: column.field, piece: piece, line: line, column: place)
    }

    @inline(never)
    private mutating func noteNotHighest(_ bytes: UnsafePointer<UInt8>, _ row: Range<Int>) {
        guard plan.unit < plan.coded.count else { return }
        let column = plan.coded[plan.unit]
        let isKept = faults.keepsPlaces(of: .notHighest, field: column.field)
        let place = isKept ? unsafe self.place(of: column.column, bytes, row) : 1
        faults.add(.notHighest, field: column.field, piece: piece, line: line, column: place)
    }

    /// Where a column of a row stands in its line, from 1.
    mutating func place(of column: Int, _ bytes: UnsafePointer<UInt8>, _ row: Range<Int>) -> Int {
        // Safe: the row lies in the piece.
        guard unsafe fields.split(bytes, row, separator: plan.separator) == nil, column < fields.starts.count
        else { return 1 }
        return fields.starts[column] - row.lowerBound + 1
    }
}
