import Statistics

/// Tests if published figures bound suppressed ones more tightly than their protection intervals: by interval
/// arithmetic, then by linear programmes.
///
/// It does not compute the bounds themselves: one solution outside the protection interval of a figure
/// settles that figure, so most programmes need not be solved. The solution may come from the solver, or be
/// an alternative table that meets every condition.
struct FeasibilityAttack {
    let sieved: ScreenedTable
    /// By suppressed region, the protection intervals of its figures.
    let wanted: [RegionIndex: ProtectionIntervals]
    /// Alternative tables to test as solutions; none to ask the solver for every figure.
    var worlds = Witnesses()

    /// The result of an attack.
    struct AttackFindings {
        var risks: [(region: RegionIndex, kind: DisclosureRisk.RiskKind)] = []
        var programmes = 0
    }

    /// Attacks a scope.
    ///
    /// Units of suppressed regions count as known.
    func run(_ scope: AttackScope) -> AttackFindings {
        var outcome = AttackFindings()
        let targets = scope.members.filter { wanted[$0] != nil }
        guard !targets.isEmpty else { return outcome }
        var knownUnits: [RegionIndex: Int64] = [:]
        for region in targets { if let own = wanted[region], own.isRow { knownUnits[region] = own.units } }
        let intervals = IntervalAttack(scope, sieved, knownUnits: knownUnits)
        guard !intervals.isContradiction else {
            outcome.risks = targets.map { ($0, .unsettled) }
            return outcome
        }
        let knowledge = sieved.table.knowledge
        let system = AttackerSystem(scope, sieved, ranges: intervals.ranges)
        var questions: [Question] = []
        for region in targets {
            for figure in wanted[region]?.figures ?? [] {
                let ranges = figure.unknowns.map {
                    intervals.ranges[region, default: []][knowledge.position($0)]
                }
                let bounds = ranges.reduce(WholeRange(0, 0)) { $0 + $1 }
                if bounds.lower > figure.range.lower || bounds.upper < figure.range.upper {
                    outcome.risks.append((region, .interval))
                    continue
                }
                let terms = figure.unknowns.map { (column: system.column($0, of: region), weight: 1.0) }
                questions.append(
                    Question(region: region, terms: terms, isUp: false, limit: figure.range.lower)
                )
                questions.append(
                    Question(region: region, terms: terms, isUp: true, limit: figure.range.upper)
                )
            }
        }
        guard !worlds.changes.isEmpty else {
            if !questions.isEmpty { solve(questions, Simplex(system.programme), &outcome) }
            return outcome
        }
        let known = KnownSolutions(worlds, of: targets, scope, system)
        let open = zip(questions, known.reaches(questions.map { $0.terms.map(\.column) })).filter {
            question,
            reach in
            guard let reach else { return true }
            return !question.isSettled(by: question.isUp ? reach.greatest : reach.least)
        }.map(\.0)
        if !open.isEmpty { solve(open, Simplex(system.programme), &outcome) }
        return outcome
    }

    /// A question to the solver: whether a sum of unknowns can be as small, or as large, as the end of its
    /// protection interval.
    private struct Question {
        let region: RegionIndex
        let terms: [(column: Int, weight: Double)]
        let isUp: Bool
        let limit: Int64

        func isSettled(by value: Double) -> Bool {
            // A bound that just reaches the limit may not be reached by whole numbers.
            isUp ? value >= Double(limit) - 1e-3 : value <= Double(limit) + 1e-3
        }
    }

    private func solve(_ questions: [Question], _ simplex: Simplex, _ outcome: inout AttackFindings) {
        var isSettled = [Bool](repeating: false, count: questions.count)
        var told: Set<RegionIndex> = Set(outcome.risks.map(\.region))
        for place in questions.indices where !isSettled[place] {
            let question = questions[place]
            guard !told.contains(question.region) else { continue }
            outcome.programmes += 1
            switch question.isUp ? simplex.greatest(question.terms) : simplex.least(question.terms) {
            case .extreme(let value):
                for other in questions.indices[place...] where !isSettled[other] {
                    isSettled[other] = questions[other].isSettled(
                        by: other == place ? value : simplex.value(of: questions[other].terms)
                    )
                }
                if !isSettled[place] {
                    outcome.risks.append((question.region, .programme))
                    told.insert(question.region)
                }
            case .unbounded: isSettled[place] = true
            case .impossible, .failed:
                outcome.risks.append((question.region, .unsettled))
                told.insert(question.region)
            }
        }
    }
}

extension Simplex {
    /// A weighted sum of unknowns in the last solution.
    func value(of terms: [(column: Int, weight: Double)]) -> Double {
        terms.reduce(0) { $0 + value(of: $1.column) * $1.weight }
    }
}
