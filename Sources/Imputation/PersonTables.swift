/// The weights of a person model laid out for one row after the other: a vector of all levels for each code.
@safe @usableFromInline
final class PersonTables: @unchecked Sendable {
    /// The number of covariates.
    @usableFromInline let covariates: Int
    /// The position of the main earner's level among the covariates; the number of covariates when there is none.
    @usableFromInline let mainLevel: Int
    /// Where the vectors of each covariate begin, and how many codes it has.
    @usableFromInline let spans: UnsafeMutablePointer<(first: Int32, size: Int32)>
    /// The weights by code; lanes are levels.
    @usableFromInline let weights: UnsafeMutablePointer<SIMD8<Double>>
    /// The weights of the replicate models by group of eight, code and level; lanes are replicates.
    @usableFromInline let replicates: UnsafeMutablePointer<SIMD8<Float>>
    /// The number of vectors of one group of replicate models.
    @usableFromInline let groupSize: Int
    /// What is predicted where the categories of a row rule every level out.
    @usableFromInline let shares: SIMD8<Double>
    private let vectors: Int
    private let replicateVectors: Int

    /// Lays out a model; the vector of the intercept stands first.
    init(_ model: MultinomialModel, replicates count: Int) {
        let levels = model.design.levels.count
        covariates = model.design.covariates.count
        mainLevel = model.design.mainLevel ?? covariates
        vectors = 1 + model.design.covariates.reduce(0) { $0 + $1.size }
        groupSize = vectors * levels
        replicateVectors = (count + 7) / 8 * groupSize
        var shares = SIMD8<Double>()
        for level in 0..<levels { shares[level] = model.shares[level] }
        self.shares = shares
        unsafe spans = .allocate(capacity: covariates + 1)
        unsafe weights = .allocate(capacity: vectors)
        unsafe replicates = .allocate(capacity: replicateVectors)

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
        unsafe replicates.initialize(repeating: SIMD8(), count: replicateVectors)
        for replicate in 0..<count {
            let group = unsafe replicates + replicate / 8 * groupSize
            for (position, vector) in Self.vectors(LevelWeights(model, replicate: replicate)).enumerated() {
                for level in 0..<levels {
                    unsafe group[position * levels + level][replicate % 8] = Float(vector[level])
                }
            }
        }
    }

    deinit {
        unsafe spans.deallocate()
        unsafe weights.deallocate()
        unsafe replicates.deallocate()
    }

    private static func vectors(_ weights: LevelWeights) -> [[Double]] {
        [weights.intercept] + weights.categories.flatMap(\.self)
    }

    /// The vector of a code; a code that there is not counts as unknown.
    @inlinable @inline(__always)
    func index(_ covariate: Int, _ code: UInt8) -> Int {
        // Safe: covariates are counted by whoever calls, and a code is below the size of the span or 0.
        let span = unsafe spans[covariate]
        return Int(span.first) &+ (Int32(code) < span.size ? Int(code) : 0)
    }

    /// The product of the weights of a row, leaving out the main earner's level.
    @inlinable @inline(__always)
    func product(_ codes: UnsafePointer<UInt8>) -> SIMD8<Double> {
        // Safe: `codes` holds a code for every covariate, and `index` lies within the vectors.
        var product = unsafe weights[0]
        for covariate in 0..<covariates where covariate != mainLevel {
            product *= unsafe weights[index(covariate, codes[covariate])]
        }
        return product
    }
}
