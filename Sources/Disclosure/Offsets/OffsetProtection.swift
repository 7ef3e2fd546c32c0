public import Statistics

/// Protection by coarser rows above withheld regions, rounded with a secret offset.
///
/// A region that is too small withholds its figures, and its siblings keep theirs; what lies above is published in a
/// unit that holds what must stay open, with an offset that nobody knows. A row with a small group publishes it with
/// others, and keeps its scores. For every withheld figure, worlds of whole units are found that publish the same for
/// some offsets; where none is, a row above becomes coarser. Source: docs/decisions/0030-offsets.md.
public struct OffsetProtection: Sendable {
    let model: OffsetModel
    let key: OffsetKey
    let period: String
    let spreading: Spreading
    let figures: RowFigures

    /// Prepares the protection of one period.
    public init(model: OffsetModel, key: OffsetKey, period: String, spreading: Spreading = .none) {
        self.model = model
        self.key = key
        self.period = period
        self.spreading = spreading
        figures = RowFigures(model: model, key: key, period: period)
    }

    /// Protects a release after those that are out.
    ///
    /// - Parameters:
    ///   - country: What is counted now.
    ///   - history: What is kept of the releases before; empty for the first.
    /// - Returns: What may be published, what is to be kept, and what proves it for whoever audits.
    public func protect(_ country: OffsetCountry, after history: OffsetHistory = OffsetHistory()) -> (
        outcome: OffsetOutcome, history: OffsetHistory, evidence: OffsetEvidence
    ) {
        let versions = PublishedVersions(country, history, model)
        let ground = OffsetGround(versions.country, model, spreading: spreading)
        var release = OffsetRelease(
            figures: figures,
            spreading: spreading,
            ground: ground,
            versions: versions,
            history: history,
            rows: rows(ground, wishes(ground, versions.country, history))
        )
        release.settle()
        release.write()
        release.settleSpreads()
        let next = release.history()
        return (release.outcome(), next, release.evidence(next))
    }

    /// The rows with the units that public numbers give them, recoded where a group is too small.
    private func rows(_ ground: OffsetGround, _ wishes: [Int: OffsetWish]) -> [OffsetRow] {
        var small = model.variables.map { _ in ground.isWithheld }
        let needs = RowUnits(model: model, key: key, period: period).needs(ground)
        var rows: [OffsetRow?] = ground.rows.map { _ in nil }
        for isSmallest in [true, false] {
            let first = FirstRows(
                figures: figures,
                ground: ground,
                needs: needs,
                small: small,
                wishes: wishes
            )
            let ranks = ground.rows.indices.filter { (ground.rows[$0].kind == .smallest) == isSmallest }
            let chunk = 64
            let results = spreading.results(of: (ranks.count + chunk - 1) / chunk) { part in
                ranks[(part * chunk)..<min(ranks.count, (part + 1) * chunk)].map { first.row($0) }
            }.flatMap(\.self)
            for (rank, row) in zip(ranks, results) {
                rows[rank] = row
                guard isSmallest, ground.rows[rank].isShown else { continue }
                for variable in model.variables.indices where row.layout.variables[variable].isRecoded {
                    for atom in row.atoms { small[variable][atom] = true }
                }
            }
        }
        return rows.compactMap(\.self)
    }

    /// What can be tried of what is wanted: of the smallest shown regions figures can go that are not out already.
    private func wishes(_ ground: OffsetGround, _ country: OffsetCountry, _ history: OffsetHistory) -> [Int:
        OffsetWish]
    {
        var wishes = ground.wishes(country, model.settings.wishes)
        for (rank, wish) in wishes {
            let row = ground.rows[rank]
            let kept = history.rows[row.code]
            wishes[rank]?.withheld = wish.withheld.filter { variable in
                row.isShown && row.kind == .smallest
                    && kept.map { $0.layout.variables[variable].unit == nil } ?? true
            }
        }
        return wishes
    }
}
