import Codebook

/// How the households of a region spread over the joint cells, given how well off the region is.
///
/// Households are of a few types, from badly to well off. A type has its own shares of each variable, and
/// within a type the variables are independent: so wealth, education and work go together in a region, and
/// from region to region. A region of a higher level shifts every type upwards. What "up" means in a
/// variable is said by its coefficients in the codebook.
struct HouseholdMix: Sendable {
    /// The coefficients, by variable and category: which way is up, and how far.
    private let steps: [[Double]]
    /// The weights of the categories before any shift.
    private var weights: [[Double]]

    /// How far the types stand apart, and their shares.
    private static let types: [(level: Double, share: Double)] = [
        (-0.9, 0.15), (-0.4, 0.2), (0, 0.3), (0.4, 0.2), (0.9, 0.15),
    ]

    /// Prepares the mix of a data set, so that over regions of every level the means are about zero.
    ///
    /// - Parameters:
    ///   - codebook: The data set; its first set of coefficients says which way is up.
    ///   - spread: The standard deviation of the levels of regions.
    init(_ codebook: Codebook, spread: Double) {
        let scheme: CoefficientScheme
        switch codebook.scheme {
        case .coefficients(let coefficients): scheme = coefficients
        }
        let set = scheme.sets.first
        steps = codebook.variables.indices.map { variable in
            codebook.variables[variable].categories.indices.map { category in
                set.map { Double($0.coefficients[variable][category]) / Double($0.scale) } ?? 0
            }
        }
        weights = steps.map { $0.map { _ in 1 } }
        let targets = steps.map(Self.balanced)
        for _ in 0..<30 {
            let national = nationalShares(spread: spread)
            for variable in steps.indices {
                for category in steps[variable].indices {
                    weights[variable][category] *= targets[variable][category] / national[variable][category]
                }
            }
        }
    }

    /// Returns the share of each joint cell at a level, in the order of `JointCells`; they add up to about 1.
    func shares(at level: Double) -> [Double] {
        var total: [Double] = []
        for type in Self.types {
            var cells = [type.share]
            for variable in steps.indices {
                let own = shares(of: variable, at: level + type.level)
                var next: [Double] = []
                next.reserveCapacity(cells.count * own.count)
                for cell in cells { for share in own { next.append(cell * share) } }
                cells = next
            }
            if total.isEmpty {
                total = cells
            } else {
                for cell in cells.indices { total[cell] += cells[cell] }
            }
        }
        return total
    }

    /// The shares of the categories of one variable in one type.
    private func shares(of variable: Int, at level: Double) -> [Double] {
        let tilted = zip(weights[variable], steps[variable]).map { $0 * exponential(level * $1) }
        let sum = tilted.reduce(0, +)
        return tilted.map { $0 / sum }
    }

    /// The shares of every variable over a country whose regions have levels on a bell curve.
    private func nationalShares(spread: Double) -> [[Double]] {
        var shares = steps.map { $0.map { _ in 0.0 } }
        var total = 0.0
        for point in -6...6 {
            let z = Double(point) / 2
            let density = exponential(-z * z / 2)
            for type in Self.types {
                total += density * type.share
                for variable in steps.indices {
                    let own = self.shares(of: variable, at: z * spread + type.level)
                    for category in own.indices {
                        shares[variable][category] += density * type.share * own[category]
                    }
                }
            }
        }
        return shares.map { $0.map { $0 / total } }
    }

    /// Returns shares as even as the mean of their steps can be zero.
    private static func balanced(_ steps: [Double]) -> [Double] {
        func tilted(_ tilt: Double) -> [Double] {
            let weights = steps.map { exponential(tilt * $0) }
            let sum = weights.reduce(0, +)
            return weights.map { $0 / sum }
        }
        var low = -8.0
        var high = 8.0
        for _ in 0..<60 {
            let middle = (low + high) / 2
            let mean = zip(tilted(middle), steps).reduce(0) { $0 + $1.0 * $1.1 }
            if mean < 0 { low = middle } else { high = middle }
        }
        return tilted((low + high) / 2)
    }
}
