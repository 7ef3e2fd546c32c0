import Statistics

/// The sums of one pass through the patterns at given weights.
struct PassResult<Logits: SIMD & Sendable>: Sendable where Logits.Scalar == Double {
    /// The sum over rows of the logarithm of the sum of weights; infinite where that sum vanishes.
    var logarithms = 0.0
    /// Rows less expected rows, by column and logit.
    var gradient: [Logits]
    /// The information, in blocks of logits by logits for two columns, the deeper one first; empty if not
    /// requested.
    var information: [Logits]
}

/// One pass through all patterns: gradient and information of the log-likelihood at given weights.
///
/// `Logits` is a vector with a lane for each level but the base; lanes beyond them have weight 0.
struct TreePass<Logits: SIMD & Sendable>: Sendable where Logits.Scalar == Double {
    let tree: PatternTree
    /// The column of each depth and code; column 0 is the intercept.
    let columns: [Int]
    /// The number of columns.
    let width: Int
    /// The level of each logit.
    let levels: [Int]

    /// Passes through all patterns.
    ///
    /// - Parameters:
    ///   - weights: By column, the weights of the levels against each other.
    ///   - base: By column, the weight of the base level.
    ///   - withInformation: True to compute the information; it costs as much again.
    /// - Returns: The sums over all patterns.
    func run(weights: [Logits], base: [Double], withInformation: Bool) -> PassResult<Logits> {
        let lanes = Logits.scalarCount
        // Every stretch has sums of its own: the larger these are, the fewer stretches.
        let most = width * lanes <= 1024 ? PatternTree.stretches : 4
        let stretches = PatternTree.stretches(of: tree.count, most: most)
        let results = tree.spreading.results(of: stretches.count) { stretch in
            var result = PassResult(
                gradient: [Logits](repeating: Logits(), count: width),
                information: [Logits](repeating: Logits(), count: withInformation ? width * width * lanes : 0)
            )
            walk(stretches[stretch], weights, base, &result)
            return result
        }
        var sum = results[0]
        for result in results.dropFirst() {
            sum.logarithms += result.logarithms
            for column in sum.gradient.indices { sum.gradient[column] += result.gradient[column] }
            for row in sum.information.indices { sum.information[row] += result.information[row] }
        }
        return sum
    }

    private func walk(
        _ stretch: Range<Int>,
        _ weights: [Logits],
        _ base: [Double],
        _ result: inout PassResult<Logits>
    ) {
        let hasInformation = !result.information.isEmpty
        unsafe result.gradient.withUnsafeMutableBufferPointer { gradient in
            unsafe result.information.withUnsafeMutableBufferPointer { information in
                guard let gradient = gradient.baseAddress else { return }
                // Safe: column numbers are below the width, for which both have room.
                var climb = unsafe TreeClimb(
                    depth: tree.depth,
                    width: width,
                    gradient: gradient,
                    information: hasInformation ? information.baseAddress : nil
                )
                result.logarithms = climb.sum(stretch, of: self, weights, base)
                climb.finish()
            }
        }
    }
}
