package import Codebook
package import Statistics

/// Computes the units of a tally in a form without a topic for them.
package struct UnitSum: Sendable {
    private let cells: RecordCells?
    /// The ranks of each variable, if each counts only the units that it is known of; else none.
    private let variables: [Range<Int>]

    package init(_ codebook: Codebook, _ form: Form) {
        cells = RecordCells(codebook, form)
        variables =
            form.traits.units == .fullestVariable
            ? codebook.variables.indices.map(codebook.categoryRanks) : []
    }

    /// The units of such a form: the largest sum of a variable.
    package func units(_ count: (_ rank: Int) -> Int64) -> Int64 {
        variables.reduce(0) { most, ranks in max(most, ranks.reduce(0) { $0 + count($1) }) }
    }

    /// The units: the sum of all cells, or of the elements with units in a microdata form.
    package func units(of tally: Tally) -> Int64 {
        if !variables.isEmpty {
            var counts = [Int64](repeating: 0, count: variables.last?.upperBound ?? 0)
            tally.forEach { rank, value in
                if counts.indices.contains(rank) { counts[rank] = value.number ?? 0 }
            }
            return units { counts[$0] }
        }
        var sum: Int64 = 0
        guard let cells else {
            tally.forEach { _, value in sum += value.number ?? 0 }
            return sum
        }
        var fractions: Int64 = 0
        tally.forEach { rank, value in
            let part = rank % cells.width
            if part < cells.whole.upperBound {
                sum += value.number ?? 0
            } else if part < cells.fractional.upperBound {
                fractions += value.number ?? 0
            }
        }
        return sum + fractions / RecordCells.unitFractions
    }
}
