extension HouseholdImputer {
    /// One vector for each level; lanes are eight replicate models.
    @usableFromInline typealias Octet = InlineArray<8, SIMD8<Float>>

    /// Adds what the replicate models expect of a household that was imputed.
    ///
    /// The other arguments are those of ``impute(mainCodes:mainLevel:partnerCodes:partnerLevel:key:)``; `sums`
    /// holds for each replicate model in turn the levels, in millionths: `replicates * levels` numbers.
    @inlinable
    public func addReplicates(
        mainCodes: UnsafePointer<UInt8>,
        mainLevel: Int,
        partnerCodes: UnsafePointer<UInt8>?,
        partnerLevel: Int,
        to sums: UnsafeMutablePointer<Int64>
    ) {
        for group in 0..<(replicates + 7) / 8 {
            var own = Octet(repeating: SIMD8())
            if mainLevel >= 0 {
                own[mainLevel] = SIMD8(repeating: 1)
            } else {
                own = unsafe main.octet(mainCodes, group: group, levels: levels)
                Self.scale(&own, levels, else: main.shares)
            }
            if let partner, let partnerCodes = unsafe partnerCodes {
                own = unsafe mixed(
                    own,
                    mainLevel: mainLevel,
                    partner: partner,
                    codes: partnerCodes,
                    partnerLevel: partnerLevel,
                    group: group
                )
            }
            for replicate in group * 8..<min(replicates, group * 8 + 8) {
                for level in 0..<levels {
                    let part = Int64(own[level][replicate - group * 8] * 1_000_000 + 0.5)
                    // Safe: the caller promises room for every replicate model and level.
                    unsafe sums[replicate * levels + level] &+= part
                }
            }
        }
    }

    /// The distribution of the household's level from that of the main earner's.
    @inlinable @inline(__always)
    func mixed(
        _ own: Octet,
        mainLevel: Int,
        partner: PersonTables,
        codes: UnsafePointer<UInt8>,
        partnerLevel: Int,
        group: Int
    ) -> Octet {
        if partnerLevel >= 0 {
            var result = Octet(repeating: SIMD8())
            for level in 0..<levels { result[max(level, partnerLevel)] += own[level] }
            return result
        }
        let common = unsafe partner.octet(codes, group: group, levels: levels)
        let dependsOnMain = partner.mainLevel < partner.covariates
        var result = Octet(repeating: SIMD8())
        for level in 0..<levels where mainLevel < 0 || level == mainLevel {
            var other = common
            if dependsOnMain {
                // Safe: the covariate of the main earner's level has a code for every level.
                let vector = partner.index(partner.mainLevel, UInt8(truncatingIfNeeded: level + 1))
                let first = unsafe partner.replicates + (group * partner.groupSize + vector * levels)
                for lane in 0..<levels { other[lane] *= unsafe first[lane] }
            }
            Self.scale(&other, levels, else: partner.shares)
            for lane in 0..<levels { result[max(level, lane)] += own[level] * other[lane] }
        }
        return result
    }

    /// Turns weights into probabilities.
    @inlinable @inline(__always)
    static func scale(_ weights: inout Octet, _ levels: Int, else shares: SIMD8<Double>) {
        var sum = SIMD8<Float>()
        for level in 0..<levels { sum += weights[level] }
        let isLost = sum .< 0x1p-120
        let factor = (1 / sum).replacing(with: 0, where: isLost)
        for level in 0..<levels {
            weights[level] = (weights[level] * factor).replacing(with: Float(shares[level]), where: isLost)
        }
    }
}

extension PersonTables {
    /// The products of the weights of a row under eight replicate models, leaving out the main earner's level.
    @inlinable @inline(__always)
    func octet(_ codes: UnsafePointer<UInt8>, group: Int, levels: Int) -> HouseholdImputer.Octet {
        // Safe: every group has `levels` vectors for each code, and `codes` one code for every covariate.
        let first = unsafe replicates + group * groupSize
        var product = HouseholdImputer.Octet(repeating: SIMD8())
        for level in 0..<levels { product[level] = unsafe first[level] }
        for covariate in 0..<covariates where covariate != mainLevel {
            let factors = unsafe first + index(covariate, codes[covariate]) * levels
            for level in 0..<levels { product[level] *= unsafe factors[level] }
        }
        return product
    }
}
