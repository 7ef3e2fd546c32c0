import Codebook
import Statistics

/// The distribution of a region's households over the joint cells, given the region's level.
///
/// Households are of a few types, from low to high levels. A type has its own shares of each variable, and
/// within a type the variables are independent: so wealth, education and work correlate within a region and
/// between regions. A region of a higher level shifts every type upwards. The coefficients in the codebook
/// define the upward direction of a variable.
struct HouseholdMix: Sendable {
    /// The coefficients, by variable and category: direction and size of the shift.
    private let steps: [[Double]]
    /// The weights of the categories before any shift.
    private var weights: [[Double]]
    /// The multipliers of the weights for a type's own level, by type, variable and category.
    private let typeLifts: [[[Double]]]

    /// The levels of the types, and their shares.
    private static let types: [(level: Double, share: Double)] = [
        (-0.9, 0.15), (-0.4, 0.2), (0, 0.3), (0.4, 0.2), (0.9, 0.15),
    ]

    /// Prepares the mix of a data set, so that the mean scores over all regions are about zero.
    ///
    /// - Parameters:
    ///   - codebook: The data set; its first set of coefficients defines the upward direction.
    ///   - spread: The standard deviation of the levels of regions.
    init(_ codebook: Codebook, spread: Double) {
        let set = codebook.scheme.coefficients?.sets.first
        steps = codebook.variables.indices.map { variable in
            codebook.variables[variable].categories.indices.map { category in
                set.map { Double($0.coefficients[variable][category]) / Double($0.scale) } ?? 0
            }
        }
        let steps = steps
        typeLifts = Self.types.map { type in steps.map { $0.map { exponential(type.level * $0) } } }
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
        let lifts = steps.map { $0.map { exponential(level * $0) } }
        let count = steps.reduce(1) { $0 * $1.count }
        var total = [Double](repeating: 0, count: count)
        var cells: [Double] = []
        cells.reserveCapacity(count)
        for type in Self.types.indices {
            // The joint cells grow from one, variable by variable; from the back, so that none is
            // overwritten.
            cells.removeAll(keepingCapacity: true)
            cells.append(Self.types[type].share)
            for variable in steps.indices {
                let own = shares(of: variable, in: type, lifts: lifts[variable])
                let before = cells.count
                cells.append(contentsOf: repeatElement(0, count: before * (own.count - 1)))
                for cell in (0..<before).reversed() {
                    let share = cells[cell]
                    for category in own.indices { cells[cell * own.count + category] = share * own[category] }
                }
            }
            for cell in 0..<count { total[cell] += cells[cell] }
        }
        return total
    }

    /// The shares of the categories of one variable in one type, for the lifts of a level.
    private func shares(of variable: Int, in type: Int, lifts: [Double]) -> [Double] {
        let tilted = lifts.indices.map { weights[variable][$0] * typeLifts[type][variable][$0] * lifts[$0] }
        let sum = tilted.reduce(0, +)
        return tilted.map { $0 / sum }
    }

    /// The shares of every variable over a country whose regions have normally distributed levels.
    private func nationalShares(spread: Double) -> [[Double]] {
        var shares = steps.map { $0.map { _ in 0.0 } }
        var total = 0.0
        for point in -6...6 {
            let z = Double(point) / 2
            let density = exponential(-z * z / 2)
            let lifts = steps.map { $0.map { exponential(z * spread * $0) } }
            for type in Self.types.indices {
                let weight = density * Self.types[type].share
                total += weight
                for variable in steps.indices {
                    let own = self.shares(of: variable, in: type, lifts: lifts[variable])
                    for category in own.indices { shares[variable][category] += weight * own[category] }
                }
            }
        }
        return shares.map { $0.map { $0 / total } }
    }

    /// Returns the most even shares for which the mean of the steps is zero.
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
