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
            rows: rows(ground, wishes(ground, versions, history))
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

    /// Wishes that can be tried, and earlier wishes that still stand.
    private func wishes(_ ground: OffsetGround, _ versions: PublishedVersions, _ history: OffsetHistory)
        -> [Int: OffsetWish]
    {
        var wishes = ground.wishes(versions.country, model.settings.wishes)
        for (rank, row) in ground.rows.enumerated() {
            let wasAsked = history.rows[row.code]?.layout.variables.contains(where: \.isWished) ?? false
            guard wishes[rank] != nil || wasAsked else { continue }
            let asked = wishes[rank]?.withheld ?? []
            let withheld = model.variables.indices.filter {
                goes($0, isAsked: asked.contains($0), row, versions, history)
            }
            if asked.isEmpty, withheld.isEmpty { continue }
            wishes[rank, default: OffsetWish()].withheld = Set(withheld)
        }
        return wishes
    }

    /// Whether the figures of a variable go from a row for the sake of an office.
    ///
    /// Of the smallest shown regions they can, where they are not out already: what was told of these counts is told. What
    /// went before stays away after nobody asks for it any more, until as many units of the variable differ from the
    /// version that the release before was made of as a group must have: shown sooner, it would tell what it was. Versions
    /// that follow corrections of other variables begin the count anew, so that it may stay away longer than it has to.
    /// Source: docs/decisions/0104-lists-over-releases.md.
    private func goes(
        _ variable: Int,
        isAsked: Bool,
        _ row: OffsetGround.Row,
        _ versions: PublishedVersions,
        _ history: OffsetHistory
    ) -> Bool {
        guard row.isShown, row.kind == .smallest else { return false }
        guard let kept = history.rows[row.code] else { return isAsked }
        guard kept.layout.variables[variable].isWished else {
            let isTouched = row.atoms.count != kept.atoms || row.atoms.contains { versions.isTouched[$0] }
            return isAsked && kept.layout.variables[variable].unit == nil && isTouched
        }
        if isAsked { return true }
        var counts = RowCounts(nothing: model)
        for atom in row.atoms {
            guard let before = history.atoms[versions.country.names[atom]] else { continue }
            counts.add(RowCounts(before.cells, model))
        }
        let base = model.categoryBase[variable]
        let steps = (base..<(base + model.variables[variable].groups.count)).map {
            row.counts.categories[$0] - counts.categories[$0]
        }
        let (more, fewer) = steps.reduce((0, 0)) { ($0.0 + max(0, $1), $0.1 + max(0, -$1)) }
        return max(more, fewer) < model.settings.minimum
    }
}
