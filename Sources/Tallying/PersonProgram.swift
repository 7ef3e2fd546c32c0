import Imputation

/// The columns of one person as the loop over rows reads them: level, covariates, and multipliers of the
/// pattern.
@safe
final class PersonProgram {
    let level: Int
    let count: Int
    let covariates: UnsafeMutablePointer<Int32>
    /// The codes of a row, in the order of the model's covariates.
    let codes: UnsafeMutablePointer<UInt8>
    private let multipliers: UnsafeMutablePointer<UInt64>

    init(_ person: RecordPlan.Person) {
        level = person.level
        count = person.covariates.count
        unsafe covariates = RowProgram.room(person.covariates.map(Int32.init))
        unsafe codes = RowProgram.room([UInt8](repeating: 0, count: person.covariates.count))
        unsafe multipliers = RowProgram.room(person.layout.multipliers)
    }

    deinit {
        unsafe covariates.deallocate()
        unsafe codes.deallocate()
        unsafe multipliers.deallocate()
    }

    /// The key of the pattern of a row.
    @inline(__always)
    func key(_ row: UnsafePointer<UInt8>) -> UInt64 {
        var key: UInt64 = 0
        for number in 0..<count {
            // Safe: a covariate is one of the codes of the row.
            key &+= unsafe UInt64(row[Int(covariates[number])]) &* multipliers[number]
        }
        return key
    }

    /// Puts the codes of a row into the order of the model's covariates.
    @inline(__always)
    func gather(_ row: UnsafePointer<UInt8>) {
        // Safe: as above.
        for number in 0..<count { unsafe codes[number] = row[Int(covariates[number])] }
    }
}
