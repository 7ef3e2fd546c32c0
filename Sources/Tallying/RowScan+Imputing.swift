import Codebook
import Imputation
import Statistics

extension RowScan {
    /// Counts the patterns of a row's persons whose levels are known, for fitting a model.
    @inline(never)
    mutating func countPatterns(isPresent: Bool) {
        // Safe: every coded column has a code in every row.
        let first = unsafe Int(codes[program.first])
        guard first > 0 else { return }
        patterns[0].add(unsafe program.persons[0].key(codes), level: first - 1)
        guard isPresent, program.persons.count > 1 else { return }
        let second = unsafe Int(codes[program.second])
        if second > 0 { patterns[1].add(unsafe program.persons[1].key(codes), level: second - 1) }
    }

    /// Imputes the level of a row and counts it; a row of a year without a model is left for a later pass.
    @inline(never)
    mutating func impute(_ bytes: UnsafePointer<UInt8>, isPresent: Bool) {
        // Safe throughout: every year has its place; codes are as many as covariates; cells and sums are
        // those of the block; and the id lies in the piece.
        guard let imputer = unsafe imputers[period] else {
            if unsafe checks.pointee { unsafe unresolved[period] += 1 }
            return
        }
        let id = unsafe UnsafeRawBufferPointer(start: bytes + idStart, count: idLength)
        let firstLevel = unsafe Int(codes[program.first]) - 1
        let first = program.persons[0]
        unsafe first.gather(codes)
        var secondLevel = -1
        var second: PersonProgram?
        if isPresent, program.persons.count > 1 {
            let person = program.persons[1]
            unsafe person.gather(codes)
            secondLevel = unsafe Int(codes[program.second]) - 1
            second = person
        }
        let outcome = unsafe imputer.impute(
            firstCodes: first.codes,
            firstLevel: firstLevel,
            secondCodes: second?.codes,
            secondLevel: secondLevel,
            key: KeyedDraw.key(of: id)
        )
        if program.isExpected {
            let fractions = unsafe blocks.fractions(of: block)
            let parts = outcome.parts(of: Int32(RecordCells.unitFractions))
            for level in 0..<imputer.levels {
                unsafe fractions[cell(level: level + 1)] += Int64(parts[level])
            }
        } else {
            count(level: outcome.level + 1)
        }
        guard outcome.isImputed else { return }
        let sums = unsafe blocks.sums(of: block)
        unsafe note(outcome, levels: imputer.levels, in: sums)
        unsafe imputer.addReplicates(
            firstCodes: first.codes,
            firstLevel: firstLevel,
            secondCodes: second?.codes,
            secondLevel: secondLevel,
            to: sums + 1 + imputer.levels + imputer.levels * (imputer.levels + 1) / 2
        )
    }

    /// Adds the expected values of an imputed row to the sums of its block.
    @inline(__always)
    private mutating func note(
        _ outcome: HouseholdTables.ImputedLevel,
        levels: Int,
        in sums: UnsafeMutablePointer<Int64>
    ) {
        // Safe: the sums are those of `RecordCells`, from `imputed` on.
        unsafe sums[0] += 1
        let parts = outcome.parts(of: Int32(RecordCells.unitMillionths))
        var product = 1 + levels
        for a in 0..<levels {
            unsafe sums[1 + a] += Int64(parts[a])
            let scaled = outcome.probabilities[a] * Double(RecordCells.unitMillionths)
            for b in a..<levels {
                unsafe sums[product] += Int64(scaled * outcome.probabilities[b] + 0.5)
                product += 1
            }
        }
    }
}
