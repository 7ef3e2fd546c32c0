extension HouseholdTables {
    /// Adds the expected values of an imputed household under the replicate models.
    ///
    /// The other arguments are those of ``impute(firstCodes:firstLevel:secondCodes:secondLevel:key:)``;
    /// `sums` contains for each replicate model in turn the levels, in millionths: `replicates * levels`
    /// numbers.
    @inlinable
    public func addReplicates(
        firstCodes: UnsafePointer<UInt8>,
        firstLevel: Int,
        secondCodes: UnsafePointer<UInt8>?,
        secondLevel: Int,
        to sums: UnsafeMutablePointer<Int64>
    ) {
        // Safe throughout: lists of eight vectors have one for every level, and the caller promises room.
        unsafe withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: 24) { room in
            guard let own = room.baseAddress else { return }
            let result = unsafe own + 8
            for group in 0..<(replicates + 7) / 8 {
                var household = unsafe own
                if firstLevel >= 0 {
                    unsafe own.initialize(repeating: SIMD8(), count: levels)
                    unsafe own[firstLevel] = SIMD8(repeating: 1)
                } else {
                    unsafe first.weigh(firstCodes, group: group, levels: levels, into: own)
                    unsafe first.scale(own, levels)
                }
                if let second, let secondCodes = unsafe secondCodes {
                    unsafe result.initialize(repeating: SIMD8(), count: levels)
                    if secondLevel >= 0 {
                        if firstLevel < 0 {
                            let common = unsafe own + 16
                            unsafe second.weigh(secondCodes, group: group, levels: levels, into: common)
                            for level in 0..<levels {
                                unsafe own[level] *= second.likelihood(
                                    common,
                                    of: secondLevel,
                                    firstLevel: level,
                                    levels,
                                    group: group
                                )
                            }
                            unsafe first.scale(own, levels)
                        }
                        for level in 0..<levels { unsafe result[max(level, secondLevel)] += own[level] }
                    } else {
                        let levelsOfFirst = firstLevel >= 0 ? firstLevel..<firstLevel + 1 : 0..<levels
                        let common = unsafe own + 16
                        unsafe second.weigh(secondCodes, group: group, levels: levels, into: common)
                        for level in levelsOfFirst {
                            unsafe second.mix(
                                common,
                                own[level],
                                of: level,
                                levels,
                                group: group,
                                into: result
                            )
                        }
                    }
                    unsafe household = result
                }
                for replicate in group * 8..<min(replicates, group * 8 + 8) {
                    let target = unsafe sums + replicate &* levels
                    for level in 0..<levels {
                        let lanes = unsafe UnsafeRawPointer(household + level)
                        let part = unsafe lanes.load(fromByteOffset: (replicate & 7) &* 4, as: Float.self)
                        unsafe target[level] &+= Int64(part * 1_000_000 + 0.5)
                    }
                }
            }
        }
    }
}

extension PersonTables {
    /// The products of the weights of a row under eight replicate models, without the first person's level.
    @inlinable @inline(__always)
    func weigh(
        _ codes: UnsafePointer<UInt8>,
        group: Int,
        levels: Int,
        into product: UnsafeMutablePointer<SIMD8<Float>>
    ) {
        // Safe: every group has `levels` vectors for each code, and `codes` one code for every covariate.
        let first = unsafe replicates + group &* groupSize
        for level in 0..<levels { unsafe product[level] = first[level] }
        for covariate in 0..<covariates {
            let vector = covariate == firstLevel ? vectors : unsafe index(covariate, codes[covariate])
            let factors = unsafe first + vector &* levels
            for level in 0..<levels { unsafe product[level] *= factors[level] }
        }
    }

    /// Turns weights into probabilities.
    @inlinable @inline(__always)
    func scale(_ weights: UnsafeMutablePointer<SIMD8<Float>>, _ levels: Int) {
        // Safe: there is a weight for every level.
        var sum = unsafe weights[0]
        for level in 1..<max(1, levels) { sum += unsafe weights[level] }
        let factor = 1 / sum
        if !(Lanes.sum(factor) < 0x1p100) { return unsafe scaleCarefully(weights, sum, levels) }
        for level in 0..<levels { unsafe weights[level] *= factor }
    }

    /// Does the same as ``scale(_:_:)`` where the weights of a replicate model are all 0, or nearly.
    @usableFromInline
    func scaleCarefully(_ weights: UnsafeMutablePointer<SIMD8<Float>>, _ sum: SIMD8<Float>, _ levels: Int) {
        for level in 0..<levels {
            for lane in 0..<8 {
                // Safe: there is a weight for every level.
                let weight = unsafe weights[level][lane]
                unsafe weights[level][lane] = sum[lane] < 0x1p-120 ? Float(shares[level]) : weight / sum[lane]
            }
        }
    }

    /// The probability of a level given the first person's `firstLevel`, under eight replicate models.
    @inlinable @inline(__always)
    func likelihood(
        _ common: UnsafePointer<SIMD8<Float>>,
        of level: Int,
        firstLevel: Int,
        _ levels: Int,
        group: Int
    ) -> SIMD8<Float> {
        // Safe: the covariate of the first person's level has a code for every level, and counts them from 1.
        let vector =
            self.firstLevel < covariates
            ? index(self.firstLevel, UInt8(truncatingIfNeeded: firstLevel &+ 1)) : vectors
        let factors = unsafe replicates + (group &* groupSize &+ vector &* levels)
        var sum = SIMD8<Float>()
        for lane in 0..<levels { sum += unsafe common[lane] * factors[lane] }
        let likelihood = unsafe common[level] * factors[level] / sum
        return Lanes.sum(likelihood) < 0x1p100 ? likelihood : SIMD8(repeating: Float(shares[level]))
    }

    /// Adds the distribution of the higher level, where the first person has `level` with probability `share`.
    @inlinable @inline(__always)
    func mix(
        _ common: UnsafePointer<SIMD8<Float>>,
        _ share: SIMD8<Float>,
        of level: Int,
        _ levels: Int,
        group: Int,
        into result: UnsafeMutablePointer<SIMD8<Float>>
    ) {
        // Safe: the covariate of the first person's level has a code for every level, and counts them from 1.
        let vector =
            firstLevel < covariates ? index(firstLevel, UInt8(truncatingIfNeeded: level &+ 1)) : vectors
        let factors = unsafe replicates + (group &* groupSize &+ vector &* levels)
        var sum = SIMD8<Float>()
        var lower = SIMD8<Float>()
        for lane in 0..<levels {
            let weight = unsafe common[lane] * factors[lane]
            sum += weight
            if lane <= level { lower += weight }
        }
        let inverse = 1 / sum
        guard Lanes.sum(inverse) < 0x1p100 else {
            for lane in 0..<levels {
                unsafe result[max(level, lane)] += share * Float(shares[lane])
            }
            return
        }
        let factor = share * inverse
        unsafe result[level] += lower * factor
        for lane in level + 1..<max(level + 1, levels) {
            unsafe result[lane] += common[lane] * factors[lane] * factor
        }
    }
}
