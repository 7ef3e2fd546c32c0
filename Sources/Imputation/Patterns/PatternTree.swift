import Statistics

/// Patterns in rising order, as a tree in which shared prefixes are computed once.
///
/// With the codes of a pattern as a path from the root, patterns in rising order are the leaves of a tree
/// from left to right. Every sum over patterns by category, or by pairs of categories, is collected on the
/// way up: an inner node passes on the sum of its leaves. The patterns are cut into stretches that depend on
/// their number only, and the sums of stretches are added in order: no result depends on the number of
/// threads.
struct PatternTree: Sendable {
    /// The maximum number of stretches.
    static let stretches = 16

    let layout: PatternLayout
    /// The number of patterns.
    let count: Int
    /// The rows of each pattern by level.
    let counts: [UInt32]
    /// The code of each pattern at each depth.
    let codes: [UInt8]
    /// The first depth at which a pattern differs from its predecessor.
    let turns: [UInt8]
    /// The rows by covariate, code and level.
    let totals: [[[Double]]]
    /// The rows by level.
    let levelRows: [Double]
    /// The way to spread work over the stretches.
    let spreading: Spreading

    /// The number of covariates, which is the depth of the leaves.
    var depth: Int { layout.order.count }

    /// Lays out patterns.
    ///
    /// - Parameters:
    ///   - counts: The patterns.
    ///   - sieve: A mask: only patterns whose hash has zeros in its one bits are laid out.
    ///   - spreading: The way to spread work.
    init(_ counts: PatternCounts, sieve: UInt64 = 0, spreading: Spreading) {
        let layout = counts.layout
        let levels = layout.levels
        if sieve == 0 {
            self.init(layout, counts.keys, counts.counts, spreading)
        } else {
            // The low bits may already have been used to halve the patterns.
            let kept = counts.keys.indices.filter { BitMixing.mixed(~counts.keys[$0]) & sieve == 0 }
            var rows: [UInt32] = []
            rows.reserveCapacity(kept.count * levels)
            for pattern in kept { rows += counts.counts[pattern * levels..<(pattern + 1) * levels] }
            self.init(layout, kept.map { counts.keys[$0] }, rows, spreading)
        }
    }

    private init(_ layout: PatternLayout, _ keys: [UInt64], _ counts: [UInt32], _ spreading: Spreading) {
        self.layout = layout
        self.spreading = spreading
        self.counts = counts
        count = keys.count
        let depth = layout.order.count
        let stretches = Self.stretches(of: keys.count)
        let multipliers = layout.order.map { layout.multipliers[$0] }
        let count = keys.count
        codes = unsafe Array(unsafeUninitializedCapacity: count * depth) { buffer, initialized in
            // Safe: every stretch writes the codes of its own patterns.
            nonisolated(unsafe) let target = buffer.baseAddress
            spreading.each(of: stretches.count) { stretch in
                guard let target = unsafe target else { return }
                for pattern in stretches[stretch] {
                    var rest = keys[pattern]
                    for level in 0..<depth {
                        let code = rest / multipliers[level]
                        rest -= code * multipliers[level]
                        unsafe (target + pattern * depth + level).initialize(to: UInt8(code))
                    }
                }
            }
            initialized = count * depth
        }
        let codes = codes
        turns = unsafe Array(unsafeUninitializedCapacity: count) { buffer, initialized in
            for pattern in 0..<count {
                var turn = 0
                while pattern > 0, turn < depth - 1,
                    codes[pattern * depth + turn] == codes[(pattern - 1) * depth + turn]
                { turn += 1 }
                // Safe: `pattern` is below the capacity.
                unsafe (buffer.baseAddress.unsafelyUnwrapped + pattern).initialize(to: UInt8(turn))
            }
            initialized = count
        }
        totals = Self.totals(layout, stretches, counts, codes, spreading)
        var levelRows = [Double](repeating: 0, count: layout.levels)
        for pattern in 0..<count {
            for level in levelRows.indices {
                levelRows[level] += Double(counts[pattern * layout.levels + level])
            }
        }
        self.levelRows = levelRows
    }

    /// Cuts `count` patterns into at most `most` stretches.
    static func stretches(of count: Int, most: Int = stretches) -> [Range<Int>] {
        let number = count < 4096 ? 1 : most
        return (0..<number).map { count * $0 / number..<count * ($0 + 1) / number }
    }

    private static func totals(
        _ layout: PatternLayout,
        _ stretches: [Range<Int>],
        _ counts: [UInt32],
        _ codes: [UInt8],
        _ spreading: Spreading
    ) -> [[[Double]]] {
        let (levels, depth) = (layout.levels, layout.order.count)
        let sums = spreading.results(of: stretches.count) { stretch in
            var own = [SIMD8<Double>](repeating: SIMD8(), count: depth * PersonDesign.maximumCategories)
            for pattern in stretches[stretch] {
                var rows = SIMD8<Double>()
                for level in 0..<levels { rows[level] = Double(counts[pattern * levels + level]) }
                for step in 0..<depth {
                    let code = Int(codes[pattern * depth + step])
                    own[step * PersonDesign.maximumCategories + code] += rows
                }
            }
            return own
        }
        return layout.sizes.indices.map { covariate in
            let step = layout.order.firstIndex(of: covariate) ?? 0
            return (0..<layout.sizes[covariate]).map { code in
                let sum = sums.reduce(SIMD8<Double>()) {
                    $0 + $1[step * PersonDesign.maximumCategories + code]
                }
                return (0..<levels).map { sum[$0] }
            }
        }
    }
}
