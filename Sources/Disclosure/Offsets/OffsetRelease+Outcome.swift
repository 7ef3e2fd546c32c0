extension OffsetRelease {
    /// Publishable figures and their proof.
    func outcome() -> OffsetOutcome {
        var shown: [Int?] = ground.rows.map { _ in nil }
        var results: [OffsetOutcome.Row] = []
        for (rank, row) in rows.enumerated() where ground.rows[rank].isShown {
            shown[rank] = results.count
            results.append(published(row, before[rank]))
        }
        let certificates = zip(entities, found).compactMap { entity, found in
            found.map { found in
                OffsetCertificate(
                    name: entity.name,
                    atoms: entity.atoms,
                    worlds: zip(entity.targets, found.worlds).compactMap { target, world in
                        world.map { (target, $0) }
                    }
                )
            }
        }
        var outcome = OffsetOutcome(
            rowOf: ground.rowOf.map { $0 < 0 ? nil : shown[$0] },
            unitsOf: versions.country.regions.map { region in
                region.atoms.reduce(0) { $0 + ground.atoms[$1].units }
            },
            withheld: ground.rowOf.count { $0 >= 0 && shown[$0] == nil },
            rows: results,
            certificates: certificates,
            unproved: unproved.sorted { $0.lexicographicallyPrecedes($1) }.map {
                "\(entities[$0[0]].name)/\($0[1])"
            },
            waiting: versions.waiting
        )
        outcome.refused = refused(outcome)
        return outcome
    }

    /// Wishes for regions that were not granted.
    private func refused(_ outcome: OffsetOutcome) -> [OffsetOutcome.Refused] {
        guard !model.settings.wishes.isEmpty else { return [] }
        return versions.country.regions.enumerated().flatMap { rank, region -> [OffsetOutcome.Refused] in
            guard let wish = model.settings.wishes[region.code] else { return [] }
            let row = outcome.rowOf[rank].map { outcome.rows[$0] }
            let isShown = { (variable: Int) in row.map { $0.layout.variables[variable].unit != nil } ?? false
            }
            return (wish.shown.filter { !isShown($0) } + wish.withheld.filter(isShown)).sorted().map {
                OffsetOutcome.Refused(code: region.code, variable: $0, isShown: wish.shown.contains($0))
            }
        }
    }

    func published(_ row: OffsetRow, _ before: RowLayout) -> OffsetOutcome.Row {
        var values: [RowFigure: OffsetOutcome.Published] = [:]
        var all: [RowFigure] = []
        var plainSpreads: [RowFigure] = []
        for rank in model.variables.indices {
            all += row.layout.variables[rank].pieces(of: model.figureCount(rank)).map {
                .share(variable: rank, groups: $0)
            }
        }
        if row.layout.scoreUnit != nil, model.scoreDecimals != nil {
            all += (0...model.variables.count).map { .score($0) }
        }
        if row.layout.scoreUnit != nil {
            for figure in measures() {
                guard let unit = figures.unit(of: figure, row.layout) else { continue }
                if let state = row.states[figure], figures.hasOffset(figure, row) {
                    values[figure] = OffsetOutcome.Published(
                        value: state.published,
                        unit: unit,
                        hasOffset: true,
                        turn: RowFigures.turn(of: state.draw)
                    )
                } else if !figures.hasOffset(figure, row) {
                    plainSpreads.append(figure)
                }
            }
        }
        for (figure, unit, value) in plain(plainSpreads, row) {
            values[figure] = OffsetOutcome.Published(value: value, unit: unit, hasOffset: false)
        }
        for figure in all {
            guard let unit = figures.unit(of: figure, row.layout) else { continue }
            let hasOffset = figures.hasOffset(figure, row)
            let state = hasOffset ? figures.state(figure, row, unit: unit) : nil
            let value =
                state?.published
                ?? FigureState.published(
                    count: figures.count(figure, row.counts),
                    units: row.counts.units,
                    scale: figures.scale(figure, unit: unit),
                    offset: Fixed.one / 2
                )
            values[figure] = OffsetOutcome.Published(
                value: value,
                unit: unit,
                hasOffset: hasOffset,
                turn: RowFigures.turn(of: state?.draw ?? 0)
            )
        }
        return OffsetOutcome.Row(
            code: row.code,
            units: row.counts.units,
            layout: row.layout,
            before: before,
            values: values,
            isAboveWithheld: row.isAboveWithheld,
            groups: row.counts.groups,
            isStanding: earlier.rows[row.code] != nil && !row.isTouched
        )
    }

    /// Measures of spread that are rounded half up, each with its unit.
    private func plain(_ measures: [RowFigure], _ row: OffsetRow) -> [(RowFigure, Int, Int)] {
        guard !measures.isEmpty else { return [] }
        let spreads = SpreadFigures(row, versions.country.atoms, model, places)
        return measures.compactMap { figure in
            guard let unit = figures.unit(of: figure, row.layout) else { return nil }
            let scale = (model.scoreScale, model.scoreUnit * unit)
            switch figure {
            case .deviation(let rank) where rank < spreads.distributions.count:
                return (
                    figure, unit,
                    spreads.distributions[rank].rounded(row.counts.units, scale: scale).deviation
                )
            case .difference(let rank) where rank < spreads.distributions.count:
                return (
                    figure, unit,
                    spreads.distributions[rank].rounded(row.counts.units, scale: scale).difference
                )
            default: return nil
            }
        }
    }

    /// Record for later releases: the states with what worlds rely on, and one table an atom.
    func history() -> OffsetHistory {
        var rows = rows
        let release = RowRelease(figures: figures)
        for rank in rows.indices where ground.rows[rank].isShown {
            for figure in release.shown(rows[rank]) where rows[rank].states[figure] == nil && !figure.isSpread
            {
                guard let unit = figures.unit(of: figure, rows[rank].layout) else { continue }
                rows[rank].states[figure] = figures.state(figure, rows[rank], unit: unit)
                rows[rank].states[figure]?.anchor = earlier.releases
            }
            for figure in rows[rank].moving { rows[rank].states[figure]?.anchor = earlier.releases }
        }
        for (rank, found) in found.enumerated() {
            guard let found else { continue }
            for world in Set(found.worlds.compactMap(\.self)) {
                rely(on: world, &rows, Self.above(entities[rank], ground))
            }
        }
        var history = OffsetHistory()
        history.releases = earlier.releases + 1
        for (rank, row) in rows.enumerated() where ground.rows[rank].isShown {
            history.rows[row.code] = OffsetHistory.Row(
                layout: row.layout,
                states: row.states,
                dead: row.dead,
                events: row.events,
                atoms: row.atoms.count
            )
        }
        // What is shown no more still binds what was counted then.
        for (code, row) in earlier.rows where history.rows[code] == nil { history.rows[code] = row }
        var flagged = Set<Int>()
        for entry in unproved { flagged.formUnion(entities[entry[0]].atoms) }
        for (atom, name) in versions.country.names.enumerated() {
            let kept = earlier.atoms[name]
            history.atoms[name] = OffsetHistory.Atom(
                cells: versions.country.atoms[atom],
                isWithheld: ground.isWithheld[atom],
                since: since[atom],
                isFlagged: flagged.contains(atom) || kept?.isFlagged ?? false,
                isCorrected: kept.map { $0.isCorrected || versions.isTouched[atom] } ?? false
            )
        }
        // What is not delivered any more may come back, and is compared with what was out then.
        for (name, atom) in earlier.atoms where history.atoms[name] == nil { history.atoms[name] = atom }
        return history
    }

    /// Takes what a world changes into the reserve of every figure above it.
    private func rely(on world: OffsetWorld, _ rows: inout [OffsetRow], _ above: [Int]) {
        for row in above {
            let parts = world.parts.filter { ground.shownOf[$0.atom].contains(row) }
            guard !parts.isEmpty else { continue }
            for (figure, var state) in rows[row].states {
                let change: Int
                switch figure {
                case .share(let variable, let groups):
                    change = parts.reduce(0) { $1.variable == variable ? $0 + $1.step(of: groups) : $0 }
                case .score(let rank):
                    change = parts.reduce(0) {
                        rank == model.variables.count || $1.variable == rank ? $0 + $1.sum : $0
                    }
                case .deviation, .difference: continue
                }
                guard change != 0 else { continue }
                let window = state.window(figures.scale(figure, unit: state.unit), margin: figures.margin)
                if change < window.low || change > window.high {
                    state.isFrozen = true
                } else {
                    state.rely(on: change)
                }
                rows[row].states[figure] = state
            }
        }
    }
}
