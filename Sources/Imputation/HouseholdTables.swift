/// Imputes the level of households, one after the other, without allocating anything.
///
/// The level of a household is the highest of those of main earner and partner. Its distribution follows
/// exactly from the models of both: where both levels are missing, the partner's distribution is averaged
/// over the levels of the main earner. The imputed level is drawn from it with one random number, from the
/// seed, the report year and the key of the household; it does not depend on rows before it or on the thread.
/// This equals drawing the main earner's level and then the partner's given that; where the partner's level
/// is known, the main earner's is drawn given that.
///
/// The tables are freed with their ``HouseholdImputer``: whoever keeps them keeps that as well. This type
/// consists of addresses only, so that a loop over millions of households counts no references.
@safe
public struct HouseholdTables: Sendable {
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

    /// The result of imputing a household.
    public struct Outcome: Sendable {
        /// The level, counted from 0: drawn, or certain from the known levels.
        public var level: Int
        /// False if the known levels leave one level only.
        public var isImputed: Bool
        /// The probability of each level; lanes beyond the levels are 0.
        public var probabilities: SIMD8<Double>

        @inlinable
        init(level: Int, isImputed: Bool, probabilities: SIMD8<Double>) {
            self.level = level
            self.isImputed = isImputed
            self.probabilities = probabilities
        }

        /// The probabilities as whole parts of `whole`, to which they add up exactly.
        ///
        /// Each is rounded; the remainder goes to the most probable level.
        @inlinable @inline(__always)
        public func parts(of whole: Int32) -> SIMD8<Int32> {
            let scale = Double(whole)
            var parts = SIMD8<Int32>()
            var rest = whole
            var largest = 0
            var most = 0.0
            for level in 0..<8 {
                let probability = Lanes.value(probabilities, level)
                let part = Int32(probability * scale + 0.5)
                parts[level] = part
                rest &-= part
                largest = probability > most ? level : largest
                most = max(most, probability)
            }
            parts[largest] &+= rest
            return parts
        }
    }

    init(_ model: ImputationModel) {
        levels = model.main.design.levels.count
        replicates = model.replicates
        main = PersonTables(model.main, replicates: model.replicates)
        partner = model.partner.map { PersonTables($0, replicates: model.replicates) }
        stream = KeyedDraw.stream(seed: model.seed, year: model.year)
    }

    /// Frees the memory of the tables.
    func deallocate() {
        main.deallocate()
        partner?.deallocate()
    }

    /// Imputes the level of a household.
    ///
    /// - Parameters:
    ///   - mainCodes: The codes of the main earner's covariates.
    ///   - mainLevel: The main earner's level, counted from 0; -1 when it is missing.
    ///   - partnerCodes: The codes of the partner's covariates; that of the main earner's level is ignored.
    ///     Nil if there is no partner.
    ///   - partnerLevel: The partner's level, counted from 0; -1 when it is missing or there is no partner.
    ///   - key: The key of the household: `KeyedDraw.key(of:)` of its identifier.
    /// - Returns: The level, and the probability of every level.
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

    /// The level that the known levels make certain; nil if they make none.
    @inlinable @inline(__always)
    func certain(_ mainLevel: Int, _ partnerLevel: Int, hasPartner: Bool) -> Int? {
        let known = max(mainLevel, partnerLevel)
        let isComplete = mainLevel >= 0 && (partnerLevel >= 0 || !hasPartner || partner == nil)
        return isComplete || known == levels - 1 ? known : nil
    }

    /// The level in whose interval `point` lies, the probabilities laid end to end.
    @inlinable @inline(__always)
    func drawn(_ probabilities: SIMD8<Double>, _ point: Double) -> Int {
        var end = 0.0
        var level = 0
        for lane in 0..<levels {
            end += Lanes.value(probabilities, lane)
            level &+= end <= point ? 1 : 0
        }
        guard level == levels else { return level }
        // Reached only by rounding of the sum.
        return (0..<levels).last { probabilities[$0] > 0 } ?? 0
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
        let own =
            mainLevel >= 0
            ? main.only(mainLevel) : main.distribution(unsafe main.product(mainCodes))
        guard let partner, let partnerCodes = unsafe partnerCodes else { return own }
        let common = unsafe partner.product(partnerCodes)
        if partnerLevel >= 0 { return partner.raised(informed(own, common, partnerLevel), to: partnerLevel) }

        if mainLevel >= 0 {
            let other = partner.distribution(common * partner.factor(ofMainLevel: mainLevel))
            return partner.raised(other, to: mainLevel)
        }
        var mixture = SIMD8<Double>()
        for level in 0..<levels {
            let other = partner.distribution(common * partner.factor(ofMainLevel: level))
            mixture += Lanes.value(own, level) * partner.raised(other, to: level)
        }
        return mixture
    }

    /// The main earner's missing level given the partner's known level, by the rule of Bayes: people who live
    /// together are alike, and ignoring that would make the higher of the two levels too high.
    @inlinable @inline(__always)
    func informed(_ own: SIMD8<Double>, _ common: SIMD8<Double>, _ partnerLevel: Int) -> SIMD8<Double> {
        guard let partner else { return own }
        var weights = SIMD8<Double>()
        for level in 0..<levels {
            let other = partner.distribution(common * partner.factor(ofMainLevel: level))
            weights[level] = Lanes.value(own, level) * Lanes.value(other, partnerLevel)
        }
        let sum = Lanes.sum(weights)
        return sum > 0x1p-1000 ? weights * (1 / sum) : own
    }
}
