import Codebook
import Statistics

/// The difference of an alternative table from the true counts in one region: units of cells, some more and
/// some fewer.
struct TableChange {
    /// By cell, the number of units more; none is 0, and cells rise.
    private(set) var cells: [(cell: Int, units: Int64)] = []

    /// Sums the changes of single cells.
    init(_ changes: [(cell: Int, units: Int64)]) {
        for change in changes.sorted(by: { $0.cell < $1.cell }) {
            if let last = cells.last, last.cell == change.cell {
                cells[cells.count - 1].units += change.units
            } else {
                cells.append(change)
            }
        }
        cells.removeAll { $0.units == 0 }
    }

    /// The counts after the change.
    func applied(to counts: [Int64]) -> [Int64] {
        var counts = counts
        for change in cells { counts[change.cell] += change.units }
        return counts
    }

    /// True if a published figure is equal after the change, whatever the counts are.
    ///
    /// That is so if no input of the figure changes.
    func keeps(_ dependence: MeasureTraits.Dependence, in world: CertificateCells) -> Bool {
        if cells.isEmpty { return true }
        switch dependence {
        // No exchange changes the number of units.
        case .units: return true
        case .groups(let variable, let groups): return gain(of: groups, variable, world) == 0
        case .category(let variable, let category):
            return cells.reduce(0) {
                world.categories[variable][$1.cell] == category ? $0 + $1.units : $0
            } == 0
        case .scores(let variable):
            let variables = variable.map { [$0] } ?? Array(world.groups.indices)
            return cells.reduce(0) { sum, change in
                variables.reduce(sum) { $0 + change.units * world.coefficient(of: change.cell, $1) }
            } == 0
        case .scoreDistribution(let variable):
            let variables = variable.map { [$0] } ?? Array(world.groups.indices)
            var kinds: [Int64: Int64] = [:]
            for change in cells {
                let score = variables.reduce(0) { $0 + world.coefficient(of: change.cell, $1) }
                kinds[score, default: 0] += change.units
            }
            return kinds.values.allSatisfy { $0 == 0 }
        case .other: return false
        }
    }

    private func gain(of groups: [Int], _ variable: Int, _ world: CertificateCells) -> Int64 {
        cells.reduce(0) { groups.contains(world.groups[variable][$1.cell]) ? $0 + $1.units : $0 }
    }
}

extension CertificateCells {
    /// The coefficient of a variable for units of a cell.
    func coefficient(of cell: Int, _ variable: Int) -> Int64 {
        let category = categories[variable][cell]
        return category < 0 ? 0 : coefficients[variable][category]
    }
}
