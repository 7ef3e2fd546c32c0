/// The weights of a person model, laid out for computing row by row: a vector of all levels for each code.
///
/// The ``HouseholdImputer`` that it belongs to frees the memory.
@safe @usableFromInline
struct PersonTables: @unchecked Sendable {
    /// The number of covariates.
    @usableFromInline let covariates: Int
    /// The position of the first person's level among the covariates; the number of covariates if there is
    /// none.
    @usableFromInline let firstLevel: Int
    /// The first vector of each covariate, and its number of codes.
    @usableFromInline let spans: UnsafeMutablePointer<(first: Int32, size: Int32)>
    /// The weights by code; lanes are levels.
    @usableFromInline let weights: UnsafeMutablePointer<SIMD8<Double>>
    /// The weights of the replicate models by group of eight, code and level; lanes are replicates, those beyond
    /// the last replicate are 1.
    @usableFromInline let replicates: UnsafeMutablePointer<SIMD8<Float>>
    /// The number of vectors of one group of replicate models.
    @usableFromInline let groupSize: Int
    /// The probabilities where the categories of a row give every level the weight 0.
    @usableFromInline let shares: SIMD8<Double>
    /// The number of vectors; one more, of ones, follows them.
    @usableFromInline let vectors: Int
    /// For each level, after one vector of ones, 1 in the lanes above it and 0 elsewhere.
    @usableFromInline let above: UnsafeMutablePointer<SIMD8<Double>>

    /// Lays out a model; the vector of the intercept stands first.
    init(_ model: MultinomialModel, replicates count: Int) {
        let levels = model.design.levels.count
        covariates = model.design.covariates.count
        firstLevel = model.design.firstLevel ?? covariates
        vectors = 1 + model.design.covariates.reduce(0) { $0 + $1.size }
        groupSize = (vectors + 1) * levels
        let replicateVectors = (count + 7) / 8 * groupSize
        var shares = SIMD8<Double>()
        for level in 0..<levels { shares[level] = model.shares[level] }
        self.shares = shares
        unsafe spans = .allocate(capacity: covariates + 1)
        unsafe weights = .allocate(capacity: vectors + 1)
        unsafe (weights + vectors).initialize(to: SIMD8(repeating: 1))
        unsafe replicates = .allocate(capacity: replicateVectors)

        unsafe above = .allocate(capacity: 9)
        for level in -1..<8 {
            var lanes = SIMD8<Double>()
            for lane in level + 1..<8 { lanes[lane] = 1 }
            // Safe: there are nine vectors.
            unsafe (above + level + 1).initialize(to: lanes)
        }

        var first = 1
        for (position, covariate) in model.design.covariates.enumerated() {
            // Safe: there is a span for every covariate.
            unsafe (spans + position).initialize(to: (Int32(first), Int32(covariate.size)))
            first += covariate.size
        }
        // Safe: the lists of vectors are as long as what was allocated for them.
        for (position, vector) in Self.vectors(LevelWeights(model)).enumerated() {
            var lanes = SIMD8<Double>()
            for level in 0..<levels { lanes[level] = vector[level] }
            unsafe (weights + position).initialize(to: lanes)
        }
        unsafe replicates.initialize(repeating: SIMD8(repeating: 1), count: replicateVectors)
        for replicate in 0..<count {
            let group = unsafe replicates + replicate / 8 * groupSize
            for (position, vector) in Self.vectors(LevelWeights(model, replicate: replicate)).enumerated() {
                for level in 0..<levels {
                    unsafe group[position * levels + level][replicate % 8] = Float(vector[level])
                }
            }
        }
    }

    /// Frees the memory.
    func deallocate() {
        unsafe above.deallocate()
        unsafe spans.deallocate()
        unsafe weights.deallocate()
        unsafe replicates.deallocate()
    }

    private static func vectors(_ weights: LevelWeights) -> [[Double]] {
        [weights.intercept] + weights.categories.flatMap(\.self)
    }

    /// The vector of a code; a code out of range counts as unknown.
    @inlinable @inline(__always)
    func index(_ covariate: Int, _ code: UInt8) -> Int {
        // Safe: covariates are counted by whoever calls, and a code is below the size of the span or 0.
        let span = unsafe spans[covariate]
        return Int(span.first) &+ (Int32(code) < span.size ? Int(code) : 0)
    }

    /// The product of the weights of a row, without the first person's level.
    @inlinable @inline(__always)
    func product(_ codes: UnsafePointer<UInt8>) -> SIMD8<Double> {
        // Safe: `codes` holds a code for every covariate, and `index` lies within the vectors.
        var product = unsafe weights[0]
        var covariate = 0
        while covariate < covariates {
            // The intercept's vector is already in the product; the vector of ones takes the place of the
            // main level.
            let vector = covariate == firstLevel ? vectors : unsafe index(covariate, codes[covariate])
            product *= unsafe weights[vector]
            covariate &+= 1
        }
        return product
    }

    /// The weights of a level of the first person; all 1 where the model does not depend on it.
    @inlinable @inline(__always)
    func factor(ofFirstLevel level: Int) -> SIMD8<Double> {
        // Safe: the covariate of the first person's level has a code for every level, and counts them from 1.
        let vector =
            firstLevel < covariates ? index(firstLevel, UInt8(truncatingIfNeeded: level &+ 1)) : vectors
        return unsafe weights[vector]
    }
}

extension PersonTables {
    /// Probabilities proportional to the weights; the shares of the levels if every weight is 0.
    @inlinable @inline(__always)
    func distribution(_ weights: SIMD8<Double>) -> SIMD8<Double> {
        let sum = Lanes.sum(weights)
        return sum > 0x1p-1000 ? weights * (1 / sum) : shares
    }

    /// The distribution of the higher of a random level and a given one.
    @inlinable @inline(__always)
    func raised(_ distribution: SIMD8<Double>, to level: Int) -> SIMD8<Double> {
        // Safe: levels are at most eight, and `above` has one vector more.
        let above = unsafe self.above + level
        let higher = unsafe distribution * above[1]
        return unsafe higher + (above[0] - above[1]) * max(0, 1 - Lanes.sum(higher))
    }

    /// The distribution of a level that is known.
    @inlinable @inline(__always)
    func only(_ level: Int) -> SIMD8<Double> {
        // Safe: levels are at most eight, and `above` has one vector more.
        unsafe above[level] - above[level &+ 1]
    }
}
