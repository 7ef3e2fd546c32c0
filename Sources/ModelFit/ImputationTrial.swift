import Imputation

/// Imputes households repeatedly, to measure the time.
struct ImputationTrial {
    private let imputer: HouseholdImputer
    private let rows: [[UInt8]]
    private let replicates: Int

    /// Prepares a trial; the second person has the model of the first person.
    init(_ model: MultinomialModel, replicates: Int, rows: [[UInt8]]) {
        let models = ImputationModel(year: 1, seed: 1, replicates: replicates, first: model, second: model)
        imputer = HouseholdImputer(models)
        self.rows = rows
        self.replicates = replicates
    }

    /// The nanoseconds for a household without a second person, and for one with one, both levels missing.
    func nanoseconds(_ count: Int) -> (households: Double, couples: Double) {
        (time(count, withSecond: false), time(count, withSecond: true))
    }

    private func time(_ count: Int, withSecond: Bool) -> Double {
        guard let width = rows.first?.count else { return 0 }
        let codes = rows.flatMap(\.self)
        var sums = [Int64](repeating: 0, count: max(1, replicates * imputer.tables.levels))
        var expected = SIMD8<Int64>()
        let started = ContinuousClock.now
        unsafe codes.withUnsafeBufferPointer { codes in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
                guard let codes = codes.baseAddress, let sums = sums.baseAddress else { return }
                for household in 0..<count {
                    // Safe: a row has `width` codes, and there are as many sums as replicates and levels.
                    let own = unsafe codes + household % rows.count * width
                    let second = unsafe withSecond ? own : nil
                    let outcome = unsafe imputer.tables.impute(
                        firstCodes: own,
                        firstLevel: -1,
                        secondCodes: second,
                        secondLevel: -1,
                        key: UInt64(household)
                    )
                    expected &+= SIMD8(truncatingIfNeeded: outcome.parts(of: 1_000_000))
                    guard replicates > 0 else { continue }
                    unsafe imputer.tables.addReplicates(
                        firstCodes: own,
                        firstLevel: -1,
                        secondCodes: second,
                        secondLevel: -1,
                        to: sums
                    )
                }
            }
        }
        let elapsed = (ContinuousClock.now - started) / .nanoseconds(1)
        precondition(expected.wrappedSum() == Int64(count) * 1_000_000)
        return elapsed / Double(max(1, count))
    }
}
