import Codebook
import Statistics

extension Codebook {
    /// The form of that layout.
    func form(_ layout: Form.Layout) -> Form {
        guard let form = forms.first(where: { $0.layout == layout }) else { fatalError("no such form") }
        return form
    }

    /// Counts of the joint form, given units by their categories.
    func joint(_ units: [(categories: [Int], count: Int64)]) -> [Int64] {
        let cells = JointCells(variables)
        return units.reduce(into: [Int64](repeating: 0, count: cells.count)) {
            $0[cells.rank(of: $1.categories)] += $1.count
        }
    }

    /// The counts of the marginal form that joint counts add up to.
    func marginal(of joint: [Int64]) -> [Int64] {
        let cells = JointCells(variables)
        return form(.marginal).topics.map { topic in
            guard case .category(let variable, let category) = topic.measure else {
                return joint.reduce(0, +)
            }
            return joint.indices.reduce(0) {
                cells.category(of: variable, in: $1) == category ? $0 + joint[$1] : $0
            }
        }
    }
}

extension Array where Element == RegionIndex {
    /// The positions, for comparing with literals.
    var positions: [Int] { map(\.position) }
}
