import Statistics

extension OffsetRelease {
    /// How far worlds move the measures of spread of one row, in 2^-40 of a step of the coefficients.
    struct SpreadHull: Sendable {
        /// By measure, the furthest down.
        var low: [Double]
        /// By measure, the furthest up.
        var high: [Double]
    }

    /// The measures of a row: standard deviations by variable and of the total, then mean differences.
    func measures() -> [RowFigure] {
        (0...model.variables.count).map { .deviation($0) }
            + (0...model.variables.count).map { .difference($0) }
    }

    /// Publishes the spreads of rows above what is withheld, and hides those that a world would change.
    mutating func settleSpreads() {
        guard model.hasSpreads else { return }
        let places = places
        let cells = versions.country.atoms
        let changed = changedRows
        let wanted = self.rows.indices.filter { rank in
            ground.rows[rank].isShown
                && (self.rows[rank].isAboveSmall.contains(true) || changed.contains(rank))
                && self.rows[rank].layout.scoreUnit != nil
                && self.rows[rank].needsSpreads
        }
        let rows = rows
        let model = model
        let figures = spreading.results(of: wanted.count) {
            SpreadFigures(rows[wanted[$0]], cells, model, places)
        }
        var place = [Int](repeating: -1, count: rows.count)
        for (position, rank) in wanted.enumerated() { place[rank] = position }
        let hulls = hulls(figures, place, places)
        for (position, rank) in wanted.enumerated() {
            settle(rank, figures[position], hulls[position])
        }
    }

    /// The rows that are above nothing small and whose measures of spread some world may change all the same: where a part
    /// that another geography cuts off changes, and no other takes exactly the opposite.
    private var changedRows: Set<Int> {
        var changed: Set<Int> = []
        func isOpen(_ row: Int) -> Bool {
            rows[row].needsSpreads && !rows[row].isAboveSmall.contains(true) && !changed.contains(row)
        }
        /// Whether a measure of spread of a variable, or of the total behind the last, is published.
        func isShown(_ rank: Int, _ row: Int) -> Bool {
            let hidden = rows[row].layout.hiddenSpreads
            return !hidden[rank] || !hidden[model.variables.count + 1 + rank]
        }
        for rank in entities.indices where found[rank] != nil {
            let own = entities[rank].atoms.contains { ground.shownOf[$0].contains(where: isOpen) }
            guard own else { continue }
            for world in Set(moves[rank].compactMap(\.self)) {
                for row in Set(world.flatMap { ground.shownOf[Int($0.atom)] }) where isOpen(row) {
                    let inside = world.filter { ground.shownOf[Int($0.atom)].contains(row) }
                    let measures = model.steps(inside, places).keys
                    if measures.contains(where: { isShown($0, row) }) { changed.insert(row) }
                }
            }
        }
        return changed
    }

    private mutating func settle(_ rank: Int, _ spreads: SpreadFigures, _ hull: SpreadHull) {
        let measures = measures()
        for (measure, figure) in measures.enumerated() {
            guard measure % (model.variables.count + 1) < spreads.distributions.count else {
                hideSpread(rank, measure)
                continue
            }
            guard let unit = figures.unit(of: figure, rows[rank].layout) else { continue }
            let own =
                measure < model.variables.count + 1
                ? measure : measure - model.variables.count - 1 + spreads.distributions.count
            let scale = Double(model.scoreScale) / Double(model.scoreUnit * unit) * Double(Fixed.one)
            let exact = Int(spreads.truth[own] * scale)
            let (down, up) = (Int(hull.low[own] * scale), Int(hull.high[own] * scale))
            guard figures.hasOffset(figure, rows[rank]) else {
                // Rounded half up, no world may change it.
                let half = Fixed.one / 2
                if (exact + down + half) >> 40 != (exact + up + half) >> 40 { hideSpread(rank, measure) }
                continue
            }
            let kept = rows[rank].states[figure]
            let offset = figures.offset(
                rows[rank].code,
                figure,
                unit: unit,
                draw: rows[rank].states[figure]?.draw ?? 0
            )
            var state = FigureState(unit: unit, spread: exact, units: spreads.units, offset: offset)
            /// A first publication that leaves the worlds their room, by the first offset from a draw on that does.
            func first(from start: Int) -> FigureState? {
                for draw in start..<(start + RowFigures.mostDraws) {
                    let other = figures.offset(rows[rank].code, figure, unit: unit, draw: draw)
                    var state = FigureState(unit: unit, spread: exact, units: spreads.units, offset: other)
                    state.draw = draw
                    state.anchor = earlier.releases
                    if state.holds(down, up, figures.margin) { return state }
                }
                return nil
            }
            if let kept {
                let next = kept.moved(to: state)
                // Where nothing was corrected nothing moves, so that a release of everything is that of a part.
                let isFarBehind =
                    rows[rank].isTouched && abs(state.published - kept.published) >= RowRelease.farBehind
                let mayMove =
                    rows[rank].isTouched && state.published != kept.published && !kept.isFrozen
                    && next.low < next.high
                    && (isFarBehind || figures.mayMove(rows[rank]))
                state =
                    mayMove && next.holds(5 * kept.reserveLow / 4, 5 * kept.reserveHigh / 4, figures.margin)
                    ? next : kept
                if mayMove, state != kept, !state.holds(down, up, figures.margin) { state = kept }
                if state == kept, isFarBehind, let draw = RowFigures.draw(after: kept.draw),
                    let another = first(from: draw)
                {
                    state = another
                } else {
                    if !state.holds(down, up, figures.margin) { state.isFrozen = true }
                    state.anchor = state.published != kept.published ? earlier.releases : kept.anchor
                }
            } else {
                guard let own = first(from: 0) else {
                    hideSpread(rank, measure)
                    continue
                }
                state = own
            }
            if !state.isFrozen {
                state.rely(on: down)
                state.rely(on: up)
            }
            setState(rank, figure, state)
        }
    }

    /// How far the worlds of this release move the spreads of every row.
    private func hulls(_ figures: [SpreadFigures], _ place: [Int], _ places: OffsetModel.ScorePlaces)
        -> [SpreadHull]
    {
        let ranks = found.indices.filter { found[$0] != nil }
        let chunk = 64
        let (model, moves, ground) = (model, moves, ground)
        let parts = spreading.results(of: (ranks.count + chunk - 1) / chunk) { part -> [Int: SpreadHull] in
            var hulls: [Int: SpreadHull] = [:]
            for rank in ranks[(part * chunk)..<min(ranks.count, (part + 1) * chunk)] {
                for own in Set(moves[rank].compactMap(\.self)) {
                    for row in Set(own.flatMap { ground.shownOf[Int($0.atom)] }) where place[row] >= 0 {
                        let steps = model.steps(
                            own.filter { ground.shownOf[Int($0.atom)].contains(row) },
                            places
                        )
                        let spreads = figures[place[row]]
                        var hull =
                            hulls[place[row]]
                            ?? SpreadHull(
                                low: spreads.truth.map { _ in 0 },
                                high: spreads.truth.map { _ in 0 }
                            )
                        for (measure, value) in spreads.changed(steps).enumerated() {
                            guard let value else { continue }
                            hull.low[measure] = min(hull.low[measure], value - spreads.truth[measure])
                            hull.high[measure] = max(hull.high[measure], value - spreads.truth[measure])
                        }
                        hulls[place[row]] = hull
                    }
                }
            }
            return hulls
        }
        var all = figures.map { SpreadHull(low: $0.truth.map { _ in 0 }, high: $0.truth.map { _ in 0 }) }
        for part in parts {
            for (position, hull) in part {
                for measure in hull.low.indices {
                    all[position].low[measure] = min(all[position].low[measure], hull.low[measure])
                    all[position].high[measure] = max(all[position].high[measure], hull.high[measure])
                }
            }
        }
        return all
    }
}

extension OffsetModel {
    /// By distribution and place, how many units more after moves.
    func steps(_ moves: [OffsetEvidence.Move], _ places: ScorePlaces) -> [Int: [Int: Int]] {
        var steps: [Int: [Int: Int]] = [:]
        func add(_ cell: Int, _ units: Int) {
            if isJoint {
                let width = variables.count
                for variable in 0..<width {
                    let category = Int(cellCategories[cell * width + variable])
                    steps[variable, default: [:]][places.places[variable][category], default: 0] += units
                }
                steps[width, default: [:]][places.places[width][cell], default: 0] += units
            } else if let variable = variables.indices.last(where: { categoryBase[$0] <= cell }) {
                steps[variable, default: [:]][
                    places.places[variable][cell - categoryBase[variable]],
                    default: 0
                ] += units
            }
        }
        for move in moves {
            add(Int(move.from), -Int(move.units))
            add(Int(move.to), Int(move.units))
        }
        return steps.compactMapValues { own in
            let changed = own.filter { $0.value != 0 }
            return changed.isEmpty ? nil : changed
        }
    }
}
