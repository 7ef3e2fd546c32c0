public import Statistics

/// Attacks one published table by linear programmes, after the integer candidates narrowed its unknowns.
public struct Attack: Sendable {
    /// The attacked table.
    public let sieved: ScreenedTable
    /// Units of suppressed regions that the intruder is assumed to know from elsewhere.
    public let knownUnits: [RegionIndex: Int64]

    /// Prepares an attack.
    public init(_ sieved: ScreenedTable, knownUnits: [RegionIndex: Int64] = [:]) {
        self.sieved = sieved
        self.knownUnits = knownUnits
    }

    /// Computes the feasibility intervals of the suppressed regions of a scope.
    ///
    /// Scopes are independent of each other, and the result depends on the table only.
    public func run(_ scope: AttackScope) -> AttackOutcome {
        let system = AttackerSystem(scope, sieved, knownUnits: knownUnits)
        let simplex = Simplex(system.programme)
        var exposures: [FeasibilityIntervals] = []
        for target in scope.targets {
            guard let exposure = expose(target, system, simplex) else { return .unsettled }
            exposures.append(exposure)
        }
        return .exposed(exposures)
    }

    private func expose(_ region: RegionIndex, _ system: AttackerSystem, _ simplex: Simplex)
        -> FeasibilityIntervals?
    {
        let knowledge = sieved.table.knowledge
        let unitsColumn = system.column(.units, of: region)
        guard let units = simplex.range(of: unitsColumn) else { return nil }
        var groups: [[WholeRange]] = []
        for variable in knowledge.groups.indices {
            var ranges: [WholeRange] = []
            for group in 0..<knowledge.groups[variable] {
                let column = system.column(.group(variable: variable, group: group), of: region)
                guard let range = simplex.range(of: column) else { return nil }
                ranges.append(range)
            }
            groups.append(ranges)
        }
        var scores: [ClosedRange<Double>?] = []
        if !knowledge.coefficients.isEmpty, units.upper >= 1, units.upper < WholeRange.open {
            // A mean is defined for at least one unit only.
            let before = simplex.setLower(of: unitsColumn, max(1, Double(units.lower)))
            for variable in knowledge.coefficients.indices.map(Optional.some) + [nil] {
                let sums = system.sums(variable, of: region)
                let bounds = [1.0, -1.0].map { side in
                    Self.extremeMean(sums, over: unitsColumn, side: side, simplex)
                }
                guard let most = bounds[0], let least = bounds[1], least <= most else {
                    scores.append(nil)
                    continue
                }
                let divisor = Double(knowledge.divisor)
                scores.append(least / divisor...most / divisor)
            }
            simplex.setLower(of: unitsColumn, before)
        }
        return FeasibilityIntervals(region: region, units: units, groups: groups, scores: scores)
    }

    /// The greatest ratio of a sum to the units, or the least if `side` is -1, by Dinkelbach's method: at the
    /// greatest ratio t, the greatest value of sum - t units is 0.
    private static func extremeMean(
        _ sums: [(column: Int, weight: Double)],
        over units: Int,
        side: Double,
        _ simplex: Simplex
    ) -> Double? {
        // The last solution may be one of these already; otherwise any ratio is greater than the start value.
        let known = simplex.value(of: units)
        var ratio = known >= 1 ? side * simplex.value(of: sums) / known : -1e6
        for _ in 0..<50 {
            let terms = sums.map { ($0.column, side * $0.weight) } + [(units, -ratio)]
            guard case .extreme(let most) = simplex.greatest(terms) else { return nil }
            if most <= 1e-6 * max(1, simplex.value(of: units)) { return side * ratio }
            let sum = sums.reduce(0) { $0 + simplex.value(of: $1.column) * $1.weight }
            ratio = side * sum / simplex.value(of: units)
        }
        return nil
    }
}
