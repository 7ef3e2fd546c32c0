import Imputation

/// Imputes households repeatedly, to measure the time.
struct ImputationTrial {
    private let imputer: HouseholdImputer
    private let rows: [[UInt8]]
    private let replicates: Int

    /// Prepares a trial; the partner has the model of the main earner.
    init(_ model: MultinomialModel, replicates: Int, rows: [[UInt8]]) {
        let models = ImputationModel(year: 1, seed: 1, replicates: replicates, main: model, partner: model)
        imputer = HouseholdImputer(models)
        self.rows = rows
        self.replicates = replicates
    }

    /// The nanoseconds for a household without a partner, and for one with a partner, both levels missing.
    func nanoseconds(_ count: Int) -> (households: Double, couples: Double) {
        (time(count, withPartner: false), time(count, withPartner: true))
    }

    private func time(_ count: Int, withPartner: Bool) -> Double {
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
                    let partner = unsafe withPartner ? own : nil
                    let outcome = unsafe imputer.tables.impute(
                        mainCodes: own,
                        mainLevel: -1,
                        partnerCodes: partner,
                        partnerLevel: -1,
                        key: UInt64(household)
                    )
                    expected &+= SIMD8(truncatingIfNeeded: outcome.parts(of: 1_000_000))
                    guard replicates > 0 else { continue }
                    unsafe imputer.tables.addReplicates(
                        mainCodes: own,
                        mainLevel: -1,
                        partnerCodes: partner,
                        partnerLevel: -1,
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
