/// A finished fit as a model: parameters by name, and notes on the fit.
struct FittedModel {
    private typealias Parameter = MultinomialModel.Parameter

    let problem: FitProblem
    /// The end of a search over vectors of any width.
    let outcome: SearchOutcome
    let counts: PatternCounts
    /// Deviations of the replicate models from the estimates, by replicate and slot.
    let deviations: [[Double]]

    /// An estimate beyond this, with a standard error beyond it as well, has no maximum.
    private static let unbounded = 12.0

    /// The model.
    var model: MultinomialModel {
        let total = problem.levelRows.reduce(0, +)
        let parameters = self.parameters
        let null = problem.levelRows.filter { $0 > 0 }.reduce(0) { $0 + $1 * logarithm($1 / total) }
        let alike = 1 / Double(problem.levelRows.count)
        return MultinomialModel(
            design: problem.design,
            base: problem.design.levels[problem.base],
            references: zip(problem.design.covariates, problem.references).map { $0.category(of: $1) },
            shares: problem.levelRows.map { total > 0 ? $0 / total : alike },
            parameters: parameters,
            logLikelihood: outcome.logLikelihood,
            nullLogLikelihood: null,
            pseudoR2: null < 0 ? max(0, 1 - outcome.logLikelihood / null) : 0,
            rows: Int64(total),
            patterns: counts.keys.count,
            halvings: counts.halvings,
            iterations: outcome.passes,
            gradient: outcome.gradient,
            gain: outcome.gain,
            converged: outcome.converged,
            notes: notes(parameters)
        )
    }

    private var parameters: [Parameter] {
        let errors = outcome.factor.inverseDiagonal()
        let levels = problem.levelRows.count
        // By column and level; -1 for no parameter.
        var slotOf = [[Int]](repeating: [Int](repeating: -1, count: levels), count: problem.columns.count)
        for (position, slot) in problem.slots.enumerated() {
            slotOf[slot.column][problem.logits[slot.logit]] = position
        }
        return places.flatMap { place in
            (0..<levels).compactMap { level in
                let slot = place.column.map { slotOf[$0][level] } ?? -1
                guard let state = state(place.column, level, slot, errors) else { return nil }
                let isEstimated = state == .estimated || state == .unbounded
                let estimate = isEstimated ? outcome.estimates[slot] : 0
                return Parameter(
                    covariate: place.covariate,
                    category: place.category,
                    level: problem.design.levels[level],
                    estimate: estimate,
                    standardError: isEstimated ? errors[slot].squareRoot() : 0,
                    state: state,
                    replicates: deviations.map { isEstimated ? estimate + $0[slot] : 0 }
                )
            }
        }
    }

    /// The intercept, then every category, unknown last, with the column of those that occur.
    private var places: [(covariate: String?, category: String?, column: Int?)] {
        var places: [(covariate: String?, category: String?, column: Int?)] = [(nil, nil, 0)]
        for (position, covariate) in problem.design.covariates.enumerated() {
            for code in Array(1..<covariate.size) + [0] {
                let column = problem.columns.firstIndex { place in
                    place.map { $0.covariate == position && $0.code == code } ?? false
                }
                places.append((covariate.key, covariate.category(of: code), column))
            }
        }
        return places
    }

    /// The state of a parameter; nil for one that is 0 by definition.
    private func state(
        _ column: Int?,
        _ level: Int,
        _ slot: Int,
        _ errors: [Double]
    ) -> MultinomialModel.State? {
        if slot >= 0 {
            let estimate = outcome.estimates[slot]
            // The information about a parameter that grows without bound vanishes, until it seems aliased;
            // but an aliased parameter never moved.
            if outcome.factor.isAliased[slot] { return estimate == 0 ? .aliased : .unbounded }
            let isFar = abs(estimate) > Self.unbounded && errors[slot].squareRoot() > Self.unbounded
            return isFar ? .unbounded : .estimated
        }
        if problem.levelRows[level] == 0 { return column == 0 && outcome.hasRows ? .empty : nil }
        guard let column else { return level == problem.base ? nil : .unseen }
        return problem.columnRows[column][level] == 0 ? .separated : nil
    }

    private func notes(_ parameters: [Parameter]) -> [FitNote] {
        guard outcome.hasRows else { return [FitNote(.noRows)] }
        let names = problem.design.levels
        var notes: [FitNote] = []
        if problem.logits.isEmpty { notes.append(FitNote(.oneLevel, level: names[problem.base])) }
        for level in names.indices where problem.levelRows[level] == 0 {
            notes.append(FitNote(.emptyLevel, level: names[level]))
        }
        for (position, covariate) in problem.design.covariates.enumerated() {
            if problem.columns.count(where: { $0?.covariate == position }) == 1 {
                notes.append(FitNote(.oneCategory, covariate: covariate.key))
            }
        }
        notes += parameters.compactMap { parameter in
            kind(of: parameter).map { kind in
                FitNote(
                    kind,
                    covariate: parameter.covariate,
                    category: parameter.category,
                    level: parameter.level
                )
            }
        }
        if counts.halvings > 0 { notes.append(FitNote(.sampled)) }
        if !outcome.converged { notes.append(FitNote(.notConverged)) }
        return notes
    }

    private func kind(of parameter: Parameter) -> FitNote.NoteKind? {
        switch parameter.state {
        case .aliased: .aliased
        case .separated: .separated
        case .unbounded: .unbounded
        case .estimated, .unseen, .empty: nil
        }
    }
}
