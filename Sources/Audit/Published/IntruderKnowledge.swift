public import Codebook
public import Statistics

/// The intruder's knowledge of a data set before any figure: its groups, its coefficients, its rounding.
///
/// All of it is public: the secret parameters of protection are no part of it.
public struct IntruderKnowledge: Sendable {
    /// An unknown of a region: its units, the units of every group of every variable, and by variable the sum
    /// of the coefficients of its units, in units of the coefficients' last decimal.
    public enum Unknown: Hashable, Sendable {
        /// The units of the region.
        case units
        /// The units of a published group of a variable.
        case group(variable: Int, group: Int)
        /// The sum of a variable's coefficients over the units.
        case sum(variable: Int)
    }

    /// The number of groups of each variable.
    public let groups: [Int]
    /// By variable and group, the least and the greatest coefficient in it; empty where scores are unknown.
    let coefficients: [[WholeRange]]
    /// The divisor that turns a sum of coefficients into a score, in units of the coefficients' last decimal.
    let divisor: Int64
    /// The minimum frequency: the fewest units of a region with published figures.
    public let threshold: Int64
    /// The base of rounding: published units are rounded half up to multiples of it.
    public let rounding: Int64

    private let firsts: [Int]

    /// Takes the public parts of a codebook for a period.
    public init(_ codebook: Codebook, period: Period) {
        groups = codebook.variables.map(\.groups.count)
        firsts = groups.indices.map { [groups] variable in 1 + groups[..<variable].reduce(0, +) }
        threshold = codebook.protection.threshold
        rounding = codebook.protection.rounding
        guard let scheme = codebook.scheme.coefficients, let set = scheme.set(for: period) else {
            coefficients = []
            divisor = 1
            return
        }
        coefficients = codebook.variables.enumerated().map { rank, variable in
            variable.groups.map { group in
                let list = set.coefficients[rank][group.categories]
                return WholeRange(list.min() ?? 0, list.max() ?? 0)
            }
        }
        divisor = Int64(scheme.divisor) * set.scale
    }

    /// Takes the public parts of a codebook for one variable by itself.
    public init(_ codebook: Codebook, variable: Int) {
        groups = [codebook.variables[variable].groups.count]
        firsts = [1]
        threshold = codebook.protection.threshold
        rounding = codebook.protection.rounding
        coefficients = []
        divisor = 1
    }

    /// The number of unknowns of a region.
    var count: Int { 1 + groups.reduce(0, +) + coefficients.count }

    /// The position of an unknown among those of its region.
    func position(_ unknown: Unknown) -> Int {
        switch unknown {
        case .units: 0
        case .group(let variable, let group): firsts[variable] + group
        case .sum(let variable): count - coefficients.count + variable
        }
    }

    /// The positions of the groups of a variable.
    func positions(ofVariable variable: Int) -> Range<Int> {
        firsts[variable]..<firsts[variable] + groups[variable]
    }
}
