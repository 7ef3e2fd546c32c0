import Codebook
import Statistics

extension RowScan {
    /// Checks the fields of a row against each other, and counts the row.
    @inline(__always)
    mutating func judge(_ bytes: UnsafePointer<UInt8>, _ row: Range<Int>) {
        // Safe throughout: codes are below the sizes that the tables were made for, and a cell is one of the block.
        let codes = unsafe self.codes
        var faults: UInt64 = 0
        for number in 0..<program.onlyCount {
            let rule = unsafe program.only[number]
            let isFilled: UInt64 = filled & rule.fields == 0 ? 0 : 1
            faults |= unsafe isFilled & ~(rule.mask &>> UInt64(codes[rule.when]))
        }
        var presence = unsafe Int(program.presences[Int(codes[program.present])])
        if filled & program.presentAny != 0 { presence = LevelTable.Presence.present.rawValue }
        let place = unsafe LevelTable.place(
            presence,
            unit: Int(codes[program.unit]),
            first: Int(codes[program.first]),
            second: Int(codes[program.second])
        )
        let entry = unsafe program.levels[place]
        if faults & 1 != 0 || entry & LevelTable.contradiction != 0 {
            return unsafe noteFaults(entry, bytes, row)
        }

        if region >= 0 { turnToBlock() }
        // The outcome of a row is unpredictable for a processor, so the first rule that applies is found
        // without a branch.
        var outcomes: UInt64 = 1 &<< UInt64(truncatingIfNeeded: program.keptOutcome)
        outcomes |= region < 0 ? program.regionBit : 0
        outcomes |= entry == 0 ? program.levelBit : 0
        for number in 0..<program.leaveOutCount {
            let code = unsafe UInt64(codes[Int(program.leaveOut[number])])
            let applies = unsafe program.leaveOutMasks[number] &>> code & 1
            outcomes |= unsafe applies &<< program.leaveOutBits[number]
        }
        let outcome = outcomes.trailingZeroBitCount
        let isKept = outcome == program.keptOutcome
        let level = Int(entry)
        if program.imputes {
            guard isKept else {
                if unsafe checks.pointee {
                    if unsafe self.outcomes[outcome] == 0 { noteLeftOut(outcome) }
                    unsafe self.outcomes[outcome] += 1
                }
                return
            }
            let isPresent = presence == LevelTable.Presence.present.rawValue
            if unsafe countsPatterns[period] { countPatterns(isPresent: isPresent) }
            if level == 0 {
                unsafe impute(bytes, isPresent: isPresent)
            } else if unsafe checks.pointee {
                count(level: level)
            }
        } else if unsafe checks.pointee {
            if unsafe self.outcomes[outcome] == 0 { noteLeftOut(outcome) }
            unsafe self.outcomes[outcome] += 1
            unsafe waiting.add(
                isKept ? counts : program.nowhere,
                block: isKept ? block : -1,
                cell: isKept ? cell(level: level) : 0,
                to: &blocks
            )
        }
    }

    /// Notes the first row with an outcome.
    @inline(never)
    private mutating func noteLeftOut(_ outcome: Int) {
        firstRows[outcome] = LoosePlace(piece: piece, line: line, column: 1)
    }

    /// Notes the contradictions between the fields of a row.
    @inline(never)
    private mutating func noteFaults(_ entry: UInt8, _ bytes: UnsafePointer<UInt8>, _ row: Range<Int>) {
        for number in 0..<program.onlyCount {
            // Safe: the rule is one of the program, and every coded column has a code in every row.
            let rule = unsafe program.only[number]
            if filled & rule.fields != 0, unsafe rule.mask &>> UInt64(codes[rule.when]) & 1 == 0 {
                unsafe noteFilled(rule, bytes, row)
            }
        }
        if entry & LevelTable.contradiction != 0 { unsafe noteNotHighest(bytes, row) }
    }

    /// The cell of a row with a level, from 1; without an imputed variable the level is ignored.
    @inline(__always)
    func cell(level: Int) -> Int {
        var cell = level &* program.levelMultiplier &- program.cellBase
        for number in 0..<program.factorCount {
            // Safe: every coded column has a code in every row.
            let code = unsafe Int(codes[Int(program.factors[number])])
            cell &+= unsafe code &* Int(program.factorMultipliers[number])
        }
        return cell
    }

    /// Counts a row with a level, from 1, in its cell.
    @inline(__always)
    mutating func count(level: Int) {
        // Safe: a counted row has a code of every variable, so the cell is one of the block.
        let cell = cell(level: level)
        unsafe waiting.add(counts, block: block, cell: cell, to: &blocks)
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

    /// The position of a column in its line, from 1.
    mutating func place(of column: Int, _ bytes: UnsafePointer<UInt8>, _ row: Range<Int>) -> Int {
        // Safe: the row lies in the piece.
        guard unsafe fields.split(bytes, row, separator: plan.separator) == nil, column < fields.starts.count
        else { return 1 }
        return fields.starts[column] - row.lowerBound + 1
    }
}
