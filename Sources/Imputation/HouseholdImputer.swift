/// Imputes the level of households, one after the other, without allocating anything.
///
/// The level of a household is the highest of those of main earner and partner. From the models of both follows
/// its distribution, exactly: where both levels are missing, the partner's distribution is averaged over the
/// levels of the main earner. The imputed level is drawn from it with one random number, that of the seed, the
/// report year and the key of the household; it is the same whatever rows went before, and on any thread.
/// That is the law of drawing the main earner's level and then the partner's given that.
public struct HouseholdImputer: Sendable {
    /// The number of levels.
    public let levels: Int
    /// The number of replicate models.
    public let replicates: Int
    /// The number of covariates of the main earner.
    public var mainCovariates: Int { main.covariates }
    /// The number of covariates of the partner, the main earner's level among them.
    public var partnerCovariates: Int { partner?.covariates ?? 0 }

    @usableFromInline let main: PersonTables
    @usableFromInline let partner: PersonTables?
    @usableFromInline let stream: UInt64

    /// What is imputed of a household.
    public struct Outcome: Sendable {
        /// The level, counted from 0: drawn, or certain.
        public var level: Int
        /// Whether it was imputed; false where what is known leaves one level only.
        public var isImputed: Bool
        /// The probability of each level; lanes beyond the levels are 0.
        public var probabilities: SIMD8<Double>

        @inlinable
        init(level: Int, isImputed: Bool, probabilities: SIMD8<Double>) {
            self.level = level
            self.isImputed = isImputed
            self.probabilities = probabilities
        }

        /// The probabilities as whole parts of `whole`, which they add up to exactly.
        ///
        /// Each is rounded; what is then missing or too much goes to the most probable level.
        @inlinable
        public func parts(of whole: Int32) -> SIMD8<Int32> {
            var parts = SIMD8<Int32>(truncatingIfNeeded: SIMD8<Int64>(probabilities * Double(whole) + 0.5))
            var largest = 0
            for level in 1..<8 where probabilities[level] > probabilities[largest] { largest = level }
            parts[largest] &+= whole &- parts.wrappedSum()
            return parts
        }
    }

    /// Prepares a model.
    public init(_ model: ImputationModel) {
        levels = model.main.design.levels.count
        replicates = model.replicates
        main = PersonTables(model.main, replicates: model.replicates)
        partner = model.partner.map { PersonTables($0, replicates: model.replicates) }
        stream = KeyedDraw.stream(seed: model.seed, year: model.year)
    }

    /// Imputes the level of a household.
    ///
    /// - Parameters:
    ///   - mainCodes: The codes of the main earner's covariates.
    ///   - mainLevel: The main earner's level, counted from 0; -1 when it is missing.
    ///   - partnerCodes: The codes of the partner's covariates; that of the main earner's level is not looked at.
    ///     Nil when there is no partner.
    ///   - partnerLevel: The partner's level, counted from 0; -1 when it is missing or there is no partner.
    ///   - key: The key of the household: `KeyedDraw.key(of:)` of its identifier.
    /// - Returns: The level, and how probable every level was.
    @inlinable
    public func impute(
        mainCodes: UnsafePointer<UInt8>,
        mainLevel: Int,
        partnerCodes: UnsafePointer<UInt8>?,
        partnerLevel: Int,
        key: UInt64
    ) -> Outcome {
        if let level = certain(mainLevel, partnerLevel, hasPartner: unsafe partnerCodes != nil) {
            var probabilities = SIMD8<Double>()
            probabilities[level] = 1
            return Outcome(level: level, isImputed: false, probabilities: probabilities)
        }
        let probabilities = unsafe self.probabilities(
            mainCodes: mainCodes,
            mainLevel: mainLevel,
            partnerCodes: partnerCodes,
            partnerLevel: partnerLevel
        )
        let level = drawn(probabilities, KeyedDraw.even(stream ^ key))
        return Outcome(level: level, isImputed: true, probabilities: probabilities)
    }

    /// The level that is certain from what is known; nil when none is.
    @inlinable @inline(__always)
    func certain(_ mainLevel: Int, _ partnerLevel: Int, hasPartner: Bool) -> Int? {
        let known = max(mainLevel, partnerLevel)
        let isComplete = mainLevel >= 0 && (partnerLevel >= 0 || !hasPartner || partner == nil)
        return isComplete || known == levels - 1 ? known : nil
    }

    /// The level whose stretch of the probabilities, laid end to end, holds `point`.
    @inlinable @inline(__always)
    func drawn(_ probabilities: SIMD8<Double>, _ point: Double) -> Int {
        var end = 0.0
        var last = 0
        for level in 0..<levels where probabilities[level] > 0 {
            end += probabilities[level]
            last = level
            if point < end { return level }
        }
        // Only rounding of the sum leads here.
        return last
    }

    /// The distribution of the level of a household that is not certain.
    @inlinable @inline(__always)
    func probabilities(
        mainCodes: UnsafePointer<UInt8>,
        mainLevel: Int,
        partnerCodes: UnsafePointer<UInt8>?,
        partnerLevel: Int
    ) -> SIMD8<Double> {
        // Safe: the codes are as many as the covariates, as the caller promises.
        let lanes = SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7)
        let own: SIMD8<Double>
        if mainLevel >= 0 {
            var known = SIMD8<Double>()
            known[mainLevel] = 1
            own = known
        } else {
            own = Self.distribution(unsafe main.product(mainCodes), else: main.shares)
        }
        guard let partner, let partnerCodes = unsafe partnerCodes else { return own }
        if partnerLevel >= 0 { return Self.raised(own, to: partnerLevel, lanes) }

        let common = unsafe partner.product(partnerCodes)
        guard partner.mainLevel < partner.covariates else {
            // The partner's level does not depend on the main earner's.
            let other = Self.distribution(common, else: partner.shares)
            var mixture = SIMD8<Double>()
            for level in 0..<levels where own[level] > 0 {
                mixture += own[level] * Self.raised(other, to: level, lanes)
            }
            return mixture
        }
        // Safe: the covariate of the main earner's level has a code for every level.
        let first = unsafe partner.weights + partner.index(partner.mainLevel, 1)
        if mainLevel >= 0 {
            let other = Self.distribution(common * (unsafe first[mainLevel]), else: partner.shares)
            return Self.raised(other, to: mainLevel, lanes)
        }
        var mixture = SIMD8<Double>()
        for level in 0..<levels where own[level] > 0 {
            let other = Self.distribution(common * (unsafe first[level]), else: partner.shares)
            mixture += own[level] * Self.raised(other, to: level, lanes)
        }
        return mixture
    }

    /// Probabilities in proportion to weights.
    @inlinable @inline(__always)
    static func distribution(_ weights: SIMD8<Double>, else shares: SIMD8<Double>) -> SIMD8<Double> {
        let sum = weights.sum()
        return sum > 0x1p-1000 ? weights * (1 / sum) : shares
    }

    /// The distribution of the higher of a level and a given one.
    @inlinable @inline(__always)
    static func raised(
        _ distribution: SIMD8<Double>,
        to level: Int,
        _ lanes: SIMD8<Int64>
    ) -> SIMD8<Double> {
        var raised = distribution.replacing(with: 0, where: lanes .<= Int64(level))
        raised[level] = max(0, 1 - raised.sum())
        return raised
    }
}
