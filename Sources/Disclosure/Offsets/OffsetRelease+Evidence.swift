import Statistics

extension OffsetRelease {
    /// The evidence for whoever audits: every world as units that change their cell.
    func evidence(_ history: OffsetHistory) -> OffsetEvidence {
        let shown = rows.indices.filter { self.ground.rows[$0].isShown }
        let cells = versions.country.atoms
        var targets: [OffsetEvidence.Target] = []
        for (rank, entity) in entities.enumerated() where found[rank] != nil {
            for (target, own) in zip(entity.targets, moves[rank]) {
                guard let own else { continue }
                targets.append(Self.target(entity, target, own, since))
            }
        }
        return OffsetEvidence(
            atoms: cells,
            rows: shown.map { rank in row(rows[rank], history.rows[rows[rank].code]) },
            targets: targets,
            release: earlier.releases
        )
    }

    private static func target(
        _ entity: TargetEntity,
        _ target: Target,
        _ moves: [OffsetEvidence.Move],
        _ since: [Int]
    ) -> OffsetEvidence.Target {
        let group: Int?
        let step: Int
        switch target.goal {
        case .count(let own, let by): (group, step) = (own, by)
        case .sum(let by): (group, step) = (nil, by)
        }
        var isExact = false
        if case .recoded = entity.kind { isExact = true }
        var ages: [Int32: Int] = [:]
        for move in moves { ages[move.atom] = since[Int(move.atom)] }
        return OffsetEvidence.Target(
            name: entity.name,
            atoms: entity.scope,
            variable: target.variable,
            group: group,
            step: step,
            isExact: isExact,
            since: ages,
            moves: moves
        )
    }

    private func row(_ row: OffsetRow, _ kept: OffsetHistory.Row?) -> OffsetEvidence.Row {
        let values = published(row, row.layout).values
        let figures = values.sorted { $0.key < $1.key }.map { figure, value in
            let state = value.hasOffset ? kept?.states[figure] : nil
            return OffsetEvidence.Figure(
                measure: figure.measure,
                value: value.value,
                unit: value.unit,
                offset: value.hasOffset ? state.map { $0.low...max($0.low, $0.high) } ?? 0...0 : nil,
                fewest: model.countBase == nil ? state?.fewest ?? row.counts.units : 1,
                anchor: state?.anchor ?? 0
            )
        }
        return OffsetEvidence.Row(
            code: row.code,
            atoms: row.atoms,
            figures: figures,
            merged: row.layout.variables.map(\.merged),
            isRecoded: row.layout.variables.map(\.isRecoded)
        )
    }
}

extension RowFigure {
    /// What it measures, for whoever audits.
    var measure: OffsetEvidence.Measure {
        switch self {
        case .share(let variable, let groups): .share(variable: variable, groups: groups)
        case .score(let rank): .score(rank)
        case .deviation(let rank): .deviation(rank)
        case .difference(let rank): .difference(rank)
        }
    }
}
