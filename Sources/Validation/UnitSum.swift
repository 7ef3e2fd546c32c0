import Codebook
import Statistics

/// Adds up the units of a tally of a form that has no topic for them.
struct UnitSum: Sendable {
    private let cells: RecordCells?

    init(_ codebook: Codebook, _ form: Form) { cells = RecordCells(codebook, form) }

    /// The units: the sum of all cells, or of the parts of a form with one row a unit that hold units.
    func units(of tally: Tally) -> Int64 {
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
