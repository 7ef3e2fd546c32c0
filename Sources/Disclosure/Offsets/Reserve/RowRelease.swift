/// Effect of a release on the figures of one row: which move, which are new, and which stay as they are, silently.
struct RowRelease {
    let figures: RowFigures

    /// A row with what is kept of it, its layout no finer than it was.
    ///
    /// - Parameters:
    ///   - row: The row as a first release would have it.
    ///   - kept: What is kept of it.
    ///   - isTouched: Whether any of its counts changed.
    /// - Returns: The row with its states.
    func reconciled(_ row: OffsetRow, _ kept: OffsetHistory.Row, isTouched: Bool) -> OffsetRow {
        var row = row
        row.isTouched = isTouched
        row.events = kept.events + (isTouched ? 1 : 0)
        row.dead = kept.dead
        row.states = kept.states
        if isTouched {
            row.layout = joined(row.layout, kept.layout, row)
        } else {
            row.layout = kept.layout
        }
        if figures.model.countBase != nil { buryPlain(&row) }
        row.kept = row.states
        return row
    }

    /// Puts figures away that have no offset any more.
    private func buryPlain(_ row: inout OffsetRow) {
        for (figure, state) in row.states.sorted(by: { $0.key < $1.key })
        where !figures.hasOffset(figure, row) {
            row.bury(figure, state)
        }
    }

    /// Takes figures up again that were put away and are shown as they were then, each with its offset and all that was
    /// told of it.
    ///
    /// With a fresh one, a region that comes and goes would be rounded once more each time, and all of these together tell
    /// what none of them does. Source: docs/decisions/0103-what-stays-stays-whole.md.
    private func revive(_ row: inout OffsetRow) {
        for figure in shown(row) where row.states[figure] == nil {
            guard let unit = figures.unit(of: figure, row.layout),
                let place = row.dead.indices.filter({
                    row.dead[$0].figure == figure && row.dead[$0].state.unit == unit
                }).max(by: { row.dead[$0].state.draw < row.dead[$1].state.draw }),
                // One that is begun anew in this release is another figure.
                RowFigures.turn(of: row.draws[figure] ?? 0) <= RowFigures.turn(of: row.dead[place].state.draw)
            else { continue }
            let state = row.dead.remove(at: place).state
            row.states[figure] = state
            row.kept[figure] = state
            row.draws[figure] = nil
        }
    }

    /// The coarser of two layouts.
    private func joined(_ fresh: RowLayout, _ kept: RowLayout, _ row: OffsetRow) -> RowLayout {
        var layout = fresh
        guard row.kind != .smallest || figures.model.countBase != nil else { return layout }
        for rank in layout.variables.indices where row.isAboveSmall[rank] {
            let (new, old) = (layout.variables[rank], kept.variables[rank])
            if let own = new.unit, let before = old.unit { layout.variables[rank].unit = max(own, before) }
            // What an office withheld comes back once enough units differ; what the rule or a repair did, does not.
            if old.unit == nil, !old.isWished { layout.variables[rank].unit = nil }
            // A repair that merged stays, and so does a merge that serves the same small groups, unless it is small itself by now.
            let units = figures.count(.share(variable: rank, groups: old.merged), row.counts)
            if old.merged != 0, old.merged & new.small == new.small,
                new.merged == 0 || old.small == new.small,
                !(1..<figures.model.settings.minimum).contains(units)
            {
                layout.variables[rank].merged = old.merged
            }
        }
        if row.isAboveSmall.contains(true) {
            layout.scoreUnit = layout.scoreUnit.flatMap { own in kept.scoreUnit.map { max(own, $0) } }
            for rank in layout.spreadUnits.indices {
                layout.spreadUnits[rank] = max(
                    layout.spreadUnits[rank],
                    kept.spreadUnits[rank],
                    layout.scoreUnit ?? 0
                )
            }
        }
        for rank in layout.hiddenSpreads.indices where kept.hiddenSpreads[rank] {
            layout.hiddenSpreads[rank] = true
        }
        return layout
    }

    /// Every figure that the row shows with an offset.
    func shown(_ row: OffsetRow) -> [RowFigure] {
        let model = figures.model
        var all: [RowFigure] = []
        for rank in model.variables.indices {
            all += row.layout.variables[rank].pieces(of: model.figureCount(rank)).map {
                .share(variable: rank, groups: $0)
            }
        }
        if row.layout.scoreUnit != nil, model.scoreDecimals != nil {
            for rank in 0...model.variables.count {
                all += [.score(rank), .deviation(rank), .difference(rank)]
            }
        }
        return all.filter { figures.hasOffset($0, row) && figures.unit(of: $0, row.layout) != nil }
    }

    /// Lets figures of a touched row move where nothing forbids it.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - isBound: Whether a region in it was corrected of which a target has no world of its own.
    func move(_ row: inout OffsetRow, isBound: Bool) {
        let mayMove = figures.mayMove(row)
        // A new unit is a new figure; the old one binds what was counted then.
        bury(&row)
        for figure in shown(row) {
            guard let unit = figures.unit(of: figure, row.layout) else { continue }
            guard let state = row.states[figure] else { continue }
            if case .deviation = figure { continue }
            if case .difference = figure { continue }
            let scale = figures.scale(figure, unit: unit)
            let offset = figures.offset(row.code, figure, unit: unit, draw: state.draw)
            let next = state.anchored(
                count: figures.count(figure, row.counts),
                units: row.counts.units,
                scale: scale,
                offset: offset
            )
            let isFarBehind = abs(next.published - state.published) >= Self.farBehind
            guard next.published != state.published, !isBound, mayMove || isFarBehind else { continue }
            if !state.isFrozen, next.low < next.high, next.keepsReserve(scale, margin: figures.margin) {
                row.states[figure] = next
                row.moving.insert(figure)
            } else if isFarBehind, let draw = RowFigures.draw(after: state.draw) {
                // Of counts so different it is another figure; the old one binds what was counted then.
                row.bury(figure, state)
                row.draws[figure] = draw
                row.renewed.insert(figure)
            }
        }
    }

    /// From how many units on a figure does not wait for a coin, and is drawn anew where it cannot move.
    ///
    /// Source: docs/decisions/0077-no-figure-stays-two-units-behind.md.
    static let farBehind = 2

    /// Puts figures that the layout shows no more, or in another unit, with those that bind earlier counts only, and takes
    /// those up again that it shows as they were before.
    func bury(_ row: inout OffsetRow) {
        for (figure, state) in row.states.sorted(by: { $0.key < $1.key })
        where figures.unit(of: figure, row.layout) != state.unit {
            row.bury(figure, row.kept[figure] ?? state)
            row.moving.remove(figure)
        }
        revive(&row)
    }
}
