/// Imputes the level of households, one after the other, without allocating anything.
///
/// The level of a household is the highest of those of first person and second person. Its distribution follows
/// exactly from the models of both: where both levels are missing, the second person's distribution is averaged
/// over the levels of the first person. The imputed level is drawn from it with one random number, from the
/// seed, the report year and the key of the household; it does not depend on rows before it or on the thread.
/// This equals drawing the first person's level and then the second person's given that; where the second person's level
/// is known, the first person's is drawn given that.
///
/// The tables are freed with their ``HouseholdImputer``: whoever keeps them keeps that as well. This type
/// consists of addresses only, so that a loop over millions of households counts no references.
@safe
public struct HouseholdTables: Sendable {
    /// The number of levels.
    public let levels: Int
    /// The number of replicate models.
    public let replicates: Int

    @usableFromInline let first: PersonTables
    @usableFromInline let second: PersonTables?
    @usableFromInline let stream: UInt64

    /// The result of imputing a household.
    public struct ImputedLevel: Sendable {
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
        levels = model.first.design.levels.count
        replicates = model.replicates
        first = PersonTables(model.first, replicates: model.replicates)
        second = model.second.map { PersonTables($0, replicates: model.replicates) }
        stream = KeyedDraw.stream(seed: model.seed, year: model.year)
    }

    /// Frees the memory of the tables.
    func deallocate() {
        first.deallocate()
        second?.deallocate()
    }

    /// Imputes the level of a household.
    ///
    /// - Parameters:
    ///   - firstCodes: The codes of the first person's covariates.
    ///   - firstLevel: The first person's level, counted from 0; -1 when it is missing.
    ///   - secondCodes: The codes of the second person's covariates; that of the first person's level is ignored.
    ///     Nil if there is no second person.
    ///   - secondLevel: The second person's level, counted from 0; -1 when it is missing or there is no second person.
    ///   - key: The key of the household: `KeyedDraw.key(of:)` of its identifier.
    /// - Returns: The level, and the probability of every level.
    @inlinable
    public func impute(
        firstCodes: UnsafePointer<UInt8>,
        firstLevel: Int,
        secondCodes: UnsafePointer<UInt8>?,
        secondLevel: Int,
        key: UInt64
    ) -> ImputedLevel {
        if let level = certain(firstLevel, secondLevel, hasSecond: unsafe secondCodes != nil) {
            var probabilities = SIMD8<Double>()
            probabilities[level] = 1
            return ImputedLevel(level: level, isImputed: false, probabilities: probabilities)
        }
        let probabilities = unsafe self.probabilities(
            firstCodes: firstCodes,
            firstLevel: firstLevel,
            secondCodes: secondCodes,
            secondLevel: secondLevel
        )
        let level = drawn(probabilities, KeyedDraw.even(stream ^ key))
        return ImputedLevel(level: level, isImputed: true, probabilities: probabilities)
    }

    /// The level that the known levels make certain; nil if they make none.
    @inlinable @inline(__always)
    func certain(_ firstLevel: Int, _ secondLevel: Int, hasSecond: Bool) -> Int? {
        let known = max(firstLevel, secondLevel)
        let isComplete = firstLevel >= 0 && (secondLevel >= 0 || !hasSecond || second == nil)
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
        firstCodes: UnsafePointer<UInt8>,
        firstLevel: Int,
        secondCodes: UnsafePointer<UInt8>?,
        secondLevel: Int
    ) -> SIMD8<Double> {
        // Safe: the codes are as many as the covariates, as the caller promises.
        let own =
            firstLevel >= 0
            ? first.only(firstLevel) : first.distribution(unsafe first.product(firstCodes))
        guard let second, let secondCodes = unsafe secondCodes else { return own }
        let common = unsafe second.product(secondCodes)
        if secondLevel >= 0 { return second.raised(informed(own, common, secondLevel), to: secondLevel) }

        if firstLevel >= 0 {
            let other = second.distribution(common * second.factor(ofFirstLevel: firstLevel))
            return second.raised(other, to: firstLevel)
        }
        var mixture = SIMD8<Double>()
        for level in 0..<levels {
            let other = second.distribution(common * second.factor(ofFirstLevel: level))
            mixture += Lanes.value(own, level) * second.raised(other, to: level)
        }
        return mixture
    }

    /// The first person's missing level given the second person's known level, by the rule of Bayes: people who live
    /// together are alike, and ignoring that would make the higher of the two levels too high.
    @inlinable @inline(__always)
    func informed(_ own: SIMD8<Double>, _ common: SIMD8<Double>, _ secondLevel: Int) -> SIMD8<Double> {
        guard let second else { return own }
        var weights = SIMD8<Double>()
        for level in 0..<levels {
            let other = second.distribution(common * second.factor(ofFirstLevel: level))
            weights[level] = Lanes.value(own, level) * Lanes.value(other, secondLevel)
        }
        let sum = Lanes.sum(weights)
        return sum > 0x1p-1000 ? weights * (1 / sum) : own
    }
}
