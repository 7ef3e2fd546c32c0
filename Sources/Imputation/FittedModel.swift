/// A fit put into the words of the model: parameters by name, and what was met on the way.
struct FittedModel {
    let problem: FitProblem
    /// From a search over vectors of any width.
    let outcome: SearchOutcome
    let counts: PatternCounts
    /// By replicate model and slot.
    let deviations: [[Double]]

    /// An estimate beyond this, with a standard error beyond it as well, has no maximum.
    private static let unbounded = 12.0

    /// The model.
    var model: MultinomialModel {
        let total = problem.levelRows.reduce(0, +)
        let levels = problem.levelRows.count
        let parameters = self.parameters
        return MultinomialModel(
            design: problem.design,
            base: problem.base,
            references: problem.references,
            shares: problem.levelRows.map { total > 0 ? $0 / total : 1 / Double(levels) },
            parameters: parameters,
            logLikelihood: outcome.logLikelihood,
            nullLogLikelihood: problem.levelRows.reduce(0) { $1 > 0 ? $0 + $1 * logarithm($1 / total) : $0 },
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

    private var parameters: [MultinomialModel.Parameter] {
        let errors = outcome.factor.inverseDiagonal()
        var slotOf: [[Int]: Int] = [:]
        for (position, slot) in problem.slots.enumerated() { slotOf[[slot.column, slot.logit]] = position }
        let none = deviations.map { _ in 0.0 }

        func parameter(_ covariate: Int?, _ category: Int?, column: Int?, level: Int) -> MultinomialModel
            .Parameter?
        {
            let logit = problem.logits.firstIndex(of: level)
            let slot = column.flatMap { column in logit.flatMap { slotOf[[column, $0]] } }
            if let slot, !outcome.factor.isAliased[slot] {
                let estimate = outcome.estimates[slot]
                return MultinomialModel.Parameter(
                    covariate: covariate,
                    category: category,
                    level: level,
                    estimate: estimate,
                    standardError: errors[slot].squareRoot(),
                    state: .estimated,
                    replicates: deviations.map { estimate + $0[slot] }
                )
            }
            guard let state = state(column: column, level: level, hasSlot: slot != nil) else { return nil }
            return MultinomialModel.Parameter(
                covariate: covariate,
                category: category,
                level: level,
                estimate: 0,
                standardError: 0,
                state: state,
                replicates: none
            )
        }

        let levels = problem.levelRows.indices
        var parameters = levels.compactMap { parameter(nil, nil, column: 0, level: $0) }
        for (covariate, description) in problem.design.covariates.enumerated() {
            for category in Array(1..<description.size) + [0] {
                let column = problem.columns.firstIndex { place in
                    place.map { $0.covariate == covariate && $0.code == category } ?? false
                }
                parameters += levels.compactMap { parameter(covariate, category, column: column, level: $0) }
            }
        }
        return parameters
    }

    /// How a parameter without an estimate came about; nil for one that is 0 by definition.
    private func state(column: Int?, level: Int, hasSlot: Bool) -> MultinomialModel.State? {
        if problem.levelRows[level] == 0 { return column == 0 && outcome.hasRows ? .empty : nil }
        if hasSlot { return .aliased }
        guard let column else { return level == problem.base ? nil : .unseen }
        return problem.columnRows[column][level] == 0 ? .separated : nil
    }

    private func notes(_ parameters: [MultinomialModel.Parameter]) -> [FitNote] {
        guard outcome.hasRows else { return [FitNote(.noRows)] }
        var notes: [FitNote] = []
        if problem.logits.isEmpty { notes.append(FitNote(.oneLevel, level: problem.base)) }
        for level in problem.levelRows.indices where problem.levelRows[level] == 0 {
            notes.append(FitNote(.emptyLevel, level: level))
        }
        for covariate in problem.design.covariates.indices {
            if problem.columns.count(where: { $0?.covariate == covariate }) == 1 {
                notes.append(FitNote(.oneCategory, covariate: covariate))
            }
        }
        notes += parameters.compactMap { parameter in
            let kind: FitNote.Kind
            switch parameter.state {
            case .aliased: kind = .aliased
            case .separated: kind = .separated
            case .estimated:
                guard abs(parameter.estimate) > Self.unbounded, parameter.standardError > Self.unbounded
                else {
                    return nil
                }
                kind = .unbounded
            case .unseen, .empty: return nil
            }
            return FitNote(
                kind,
                covariate: parameter.covariate,
                category: parameter.category,
                level: parameter.level
            )
        }
        if counts.halvings > 0 { notes.append(FitNote(.sampled)) }
        if !outcome.converged { notes.append(FitNote(.notConverged)) }
        return notes
    }
}
