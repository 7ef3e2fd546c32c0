import Audit
public import Disclosure

extension SumsOfUnknowns {
    /// How small and how large each unknown can be, by linear programming; nil where the solver gives up.
    public func solved() -> [ClosedRange<Double>]? {
        var programme = LinearProgramme()
        let unknowns = (0..<count).map { _ in programme.addUnknown(bounds.lowerBound, bounds.upperBound) }
        // Weights are inhabitants, and are told as parts of all of a sum, so that the numbers stay alike.
        for sum in sums {
            let all = sum.parts.reduce(0) { $0 + $1.weight }
            programme.add(
                sum.parts.map { (column: unknowns[$0.unknown], weight: $0.weight / all) },
                sum.range.lowerBound / all,
                sum.range.upperBound / all
            )
        }
        let used = Set(sums.flatMap { $0.parts.map(\.unknown) })
        let simplex = Simplex(programme)
        var ranges: [ClosedRange<Double>] = []
        for unknown in 0..<count {
            guard used.contains(unknown) else {
                ranges.append(bounds)
                continue
            }
            let column = [(column: unknowns[unknown], weight: 1.0)]
            guard case .extreme(let least) = simplex.least(column),
                case .extreme(let greatest) = simplex.greatest(column)
            else { return nil }
            ranges.append(min(least, greatest)...max(least, greatest))
        }
        return ranges
    }
}
