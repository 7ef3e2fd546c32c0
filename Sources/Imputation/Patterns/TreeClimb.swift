/// The state of a walk through patterns: the path to the current one, and the sums not yet passed on.
@safe
struct TreeClimb<Logits: SIMD & Sendable> where Logits.Scalar == Double {
    private let depth: Int
    private let width: Int
    private let gradient: UnsafeMutablePointer<Logits>
    private let information: UnsafeMutablePointer<Logits>?
    /// By depth: the column, the product of weights from the root, and the sum over the leaves below.
    private let path: UnsafeMutablePointer<Int>
    private let products: UnsafeMutablePointer<Logits>
    private let bases: UnsafeMutablePointer<Double>
    private let residuals: UnsafeMutablePointer<Logits>
    private let variances: UnsafeMutablePointer<Logits>

    /// Prepares a walk through patterns; ``finish()`` ends it.
    ///
    /// - Parameters:
    ///   - depth: The number of covariates.
    ///   - width: The number of columns.
    ///   - gradient: The sums of residuals, by column; the walk adds to them.
    ///   - information: The sums of variances, by the deeper and the higher column; the walk adds to them.
    init(
        depth: Int,
        width: Int,
        gradient: UnsafeMutablePointer<Logits>,
        information: UnsafeMutablePointer<Logits>?
    ) {
        self.depth = depth
        self.width = width
        unsafe self.gradient = gradient
        unsafe self.information = information
        unsafe path = .allocate(capacity: depth + 1)
        unsafe products = .allocate(capacity: depth + 1)
        unsafe bases = .allocate(capacity: depth + 1)
        unsafe residuals = .allocate(capacity: depth + 1)
        unsafe variances = .allocate(capacity: (depth + 1) * Logits.scalarCount)
        unsafe path.initialize(repeating: 0, count: depth + 1)
        unsafe products.initialize(repeating: Logits(), count: depth + 1)
        unsafe bases.initialize(repeating: 0, count: depth + 1)
        unsafe residuals.initialize(repeating: Logits(), count: depth + 1)
        unsafe variances.initialize(repeating: Logits(), count: (depth + 1) * Logits.scalarCount)
    }

    /// Frees the memory of the walk.
    func finish() {
        unsafe path.deallocate()
        unsafe products.deallocate()
        unsafe bases.deallocate()
        unsafe residuals.deallocate()
        unsafe variances.deallocate()
    }

    /// Walks through a stretch of patterns; returns the sum of the logarithms of the sums of weights.
    mutating func sum(
        _ stretch: Range<Int>,
        of pass: TreePass<Logits>,
        _ weights: [Logits],
        _ base: [Double]
    ) -> Double {
        let tree = pass.tree
        let levels = tree.layout.levels
        var logarithms = 0.0
        // Safe throughout: depths are at most `depth`, columns below `width`, patterns below the count.
        unsafe products[0] = weights[0]
        unsafe bases[0] = base[0]
        for pattern in stretch {
            var step = 0
            if pattern > stretch.lowerBound {
                step = Int(tree.turns[pattern])
                if depth > 0 { passOn(from: depth, to: step + 1) }
            }
            while step < depth {
                let code = Int(tree.codes[pattern * depth + step])
                let column = pass.columns[step * PersonDesign.maximumCategories + code]
                unsafe path[step + 1] = column
                unsafe products[step + 1] = products[step] * weights[column]
                unsafe bases[step + 1] = bases[step] * base[column]
                step += 1
            }
            var observed = Logits()
            var rows = 0.0
            for level in 0..<levels { rows += Double(tree.counts[pattern * levels + level]) }
            for logit in pass.levels.indices {
                observed[logit] = Double(tree.counts[pattern * levels + pass.levels[logit]])
            }
            let product = unsafe products[depth]
            let total = unsafe product.sum() + bases[depth]
            // A row that was observed has a weight above 0 unless weights are far out of bounds.
            guard total > 0x1p-1000 else { return .infinity }
            logarithms += rows * logarithm(total)
            let expected = product * (rows / total)
            unsafe residuals[depth] += observed - expected
            if unsafe information != nil {
                let share = product * (1 / total)
                for logit in 0..<Logits.scalarCount {
                    var row = expected * -share[logit]
                    row[logit] += expected[logit]
                    unsafe variances[depth * Logits.scalarCount + logit] += row
                }
            }
        }
        passOn(from: depth, to: 0)
        return logarithms
    }

    /// Adds the waiting sums at depths from `lowest` up to `highest` to their columns, and passes them on.
    @inline(__always)
    private func passOn(from lowest: Int, to highest: Int) {
        let lanes = Logits.scalarCount
        var step = lowest
        while step >= highest {
            let column = unsafe path[step]
            let residual = unsafe residuals[step]
            unsafe gradient[column] += residual
            unsafe residuals[step] = Logits()
            if step > 0 { unsafe residuals[step - 1] += residual }
            if let information = unsafe information {
                let own = unsafe variances + step * lanes
                let target = unsafe information + column * width * lanes
                for higher in 0...step {
                    let block = unsafe target + path[higher] * lanes
                    for lane in 0..<lanes { unsafe block[lane] += own[lane] }
                }
                for lane in 0..<lanes {
                    if step > 0 { unsafe own[lane - lanes] += own[lane] }
                    unsafe own[lane] = Logits()
                }
            }
            step -= 1
        }
    }
}
