public import Statistics

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
            release: earlier.releases,
            regions: versions.country.regions.map(Self.region)
        )
    }

    private static func region(_ region: OffsetCountry.Region) -> OffsetEvidence.Region {
        let place: OffsetEvidence.Region.Place =
            switch region.kind {
            case .smallest: .smallest
            case .made, .widest: .made
            case .other: .other
            }
        return OffsetEvidence.Region(code: region.code, atoms: region.atoms, place: place)
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
        let figures = values.sorted { $0.key < $1.key }.map { figure, value -> OffsetEvidence.Figure in
            let state = value.hasOffset ? kept?.states[figure] : nil
            if let state {
                var kept = OffsetEvidence.Figure(state, of: figure)
                if model.countBase != nil { kept.fewest = 1 }
                return kept
            }
            return OffsetEvidence.Figure(
                measure: figure.measure,
                value: value.value,
                unit: value.unit,
                offset: value.hasOffset ? 0...0 : nil,
                fewest: model.countBase == nil ? row.counts.units : 1,
                anchor: 0
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

extension OffsetEvidence.Figure {
    /// A figure with offset as it is kept.
    init(_ state: FigureState, of figure: RowFigure) {
        self.init(
            measure: figure.measure,
            value: state.published,
            unit: state.unit,
            offset: state.low...max(state.low, state.high),
            fewest: state.fewest,
            anchor: state.anchor
        )
        draw = state.draw
        reserve = min(0, state.reserveLow)...max(0, state.reserveHigh)
    }
}

extension OffsetStanding {
    /// Record of the releases before, for the atoms of a country.
    ///
    /// - Parameters:
    ///   - kept: What is kept.
    ///   - country: What is counted now.
    public init(_ kept: OffsetHistory, of country: OffsetCountry) {
        self.init(
            figures: kept.rows.mapValues { row in
                row.states.sorted { $0.key < $1.key }.map { OffsetEvidence.Figure($1, of: $0) }
            },
            buried: kept.rows.mapValues { row in
                row.dead.map { OffsetEvidence.Figure($0.state, of: $0.figure) }
            },
            atoms: country.names.map { kept.atoms[$0]?.cells }
        )
    }
}

extension RowFigure {
    /// Measured quantity, for the audit.
    var measure: OffsetEvidence.Measure {
        switch self {
        case .share(let variable, let groups): .share(variable: variable, groups: groups)
        case .score(let rank): .score(rank)
        case .deviation(let rank): .deviation(rank)
        case .difference(let rank): .difference(rank)
        }
    }
}
