/// The figures of rows: what is published of each, and how far that lets counts change.
struct RowFigures: Sendable {
    let model: OffsetModel
    let key: OffsetKey
    /// Period for which the offsets are fresh.
    let period: String

    /// A unit as a part of 2^-40 that worlds leave free at either end.
    var margin: Int { Fixed.one / 1000 * model.settings.margin }

    /// How often an offset is drawn again, at most.
    static let mostDraws = 8

    /// How often a figure is begun anew within a period, at most: each time is one more rounding of the region.
    private static let mostTurns = 4

    /// The first draw of a figure that is begun anew; nil where it was often enough.
    static func draw(after draw: Int) -> Int? {
        let next = turn(of: draw) + 1
        return next < mostTurns ? next * mostDraws : nil
    }

    /// How often the figure of a draw was begun anew.
    static func turn(of draw: Int) -> Int { draw / mostDraws }

    /// The secret of a figure in a unit, the same in every release.
    ///
    /// - Parameters:
    ///   - code: The code of the region.
    ///   - figure: The figure.
    ///   - unit: Its unit.
    ///   - draw: How often it was drawn again before the figure was first published.
    /// - Returns: The secret, in 2^-40 of the unit.
    func offset(_ code: String, _ figure: RowFigure, unit: Int, draw: Int) -> Int {
        guard model.settings.rounding == .offset else { return Fixed.one / 2 }
        let (turn, again) = draw.quotientAndRemainder(dividingBy: Self.mostDraws)
        let question = [code, name(of: figure), period] + (turn == 0 ? [] : ["\(turn)"])
        return Int(key.draw("offset", question, unit * Self.mostDraws + again) >> 24)
    }

    /// Whether a row may follow corrections in this release: one in four stays as it is, so that to stay tells nothing.
    func mayMove(_ row: OffsetRow) -> Bool { key.draw("coin", [row.code, period], row.events) >> 62 != 0 }

    /// The scale of a figure in a unit.
    func scale(_ figure: RowFigure, unit: Int) -> Scale {
        switch figure {
        case .share: model.shareScale(unit)
        case .score, .deviation, .difference: model.scoreScale(unit)
        }
    }

    /// The unit of a figure of a row, in its last decimal; nil where it is not shown.
    func unit(of figure: RowFigure, _ layout: RowLayout) -> Int? {
        switch figure {
        case .share(let variable, let groups):
            let shares = layout.variables[variable]
            guard shares.pieces(of: model.figureCount(variable)).contains(groups) else { return nil }
            return shares.unit.map { model.shareLadder[$0] }
        case .score: return layout.scoreUnit.map { model.scoreLadder[$0] }
        case .deviation(let rank):
            guard layout.scoreUnit != nil, !layout.hiddenSpreads[rank] else { return nil }
            return model.scoreLadder[layout.spreadUnits[rank]]
        case .difference(let rank):
            guard layout.scoreUnit != nil, !layout.hiddenSpreads[model.variables.count + 1 + rank] else {
                return nil
            }
            return model.scoreLadder[layout.spreadUnits[rank]]
        }
    }

    /// The count behind a share or score.
    func count(_ figure: RowFigure, _ counts: RowCounts) -> Int { model.count(figure, counts) }

    /// Whether a figure of a row has a secret offset.
    func hasOffset(_ figure: RowFigure, _ row: OffsetRow) -> Bool {
        guard model.settings.rounding == .offset else { return false }
        let rank: Int
        switch figure {
        case .share(let variable, _): rank = variable
        case .score(let own), .deviation(let own), .difference(let own): rank = own
        }
        return rank < row.isAboveSmall.count ? row.isAboveSmall[rank] : row.isAboveSmall.contains(true)
    }

    /// The state of a figure with offset: the one that is kept of this unit, else a first publication.
    func state(_ figure: RowFigure, _ row: OffsetRow, unit: Int) -> FigureState {
        if let kept = row.states[figure], kept.unit == unit { return kept }
        let draw = row.draws[figure] ?? 0
        var state = FigureState(
            unit: unit,
            count: count(figure, row.counts),
            units: row.counts.units,
            scale: scale(figure, unit: unit),
            offset: offset(row.code, figure, unit: unit, draw: draw)
        )
        state.draw = draw
        return state
    }

    /// How far what is published of a row lets its counts change.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - layout: Its layout.
    ///   - hasPattern: Whether what the choice of recodings says is kept too.
    /// - Returns: The windows of its figures.
    func windows(_ row: OffsetRow, _ layout: RowLayout, hasPattern: Bool = true) -> RowWindows {
        var windows = RowWindows.open(model.variables.count)
        for variable in model.variables.indices {
            windows.pieces[variable] = sharePieces(variable, row, layout)
            guard hasPattern else { continue }
            windows.pieces[variable] += patternPieces(variable, row, layout)
            windows.coarse[variable] = coarse(variable, row, layout)
        }
        if model.scoreDecimals != nil, layout.scoreUnit != nil {
            for rank in 0...model.variables.count { windows.sums[rank] = piece(.score(rank), 0, row, layout) }
        }
        bury(&windows, row)
        return windows
    }

    /// Adds what figures in other units, of earlier releases, allow.
    private func bury(_ windows: inout RowWindows, _ row: OffsetRow) {
        for dead in row.dead {
            let window = dead.state.window(scale(dead.figure, unit: dead.state.unit), margin: margin)
            switch dead.figure {
            case .share(let variable, let groups):
                windows.pieces[variable].append(
                    RowWindows.Piece(
                        groups: groups,
                        window: window,
                        off: 0,
                        unit: 1,
                        isOffset: false,
                        isFigure: false,
                        anchor: dead.state.anchor
                    )
                )
            case .score(let rank):
                windows.buried.append((rank, window, dead.state.anchor))
            case .deviation, .difference: break
            }
        }
    }

    /// The same where only one variable's shares or the scores are others.
    func sharePieces(_ variable: Int, _ row: OffsetRow, _ layout: RowLayout) -> [RowWindows.Piece] {
        layout.variables[variable].pieces(of: model.figureCount(variable))
            .map { piece(.share(variable: variable, groups: $0), $0, row, layout) }
    }

    /// How far one figure lets its count change.
    func piece(_ figure: RowFigure, _ groups: UInt32, _ row: OffsetRow, _ layout: RowLayout)
        -> RowWindows.Piece
    {
        guard let unit = unit(of: figure, layout) else {
            return RowWindows.Piece(groups: groups, window: .open, off: 0, unit: 1, isOffset: false)
        }
        let scale = scale(figure, unit: unit)
        let count = count(figure, row.counts)
        let size = Double(scale.unit(of: row.counts.units)) / Double(scale.times)
        guard hasOffset(figure, row) else {
            let published = FigureState.published(
                count: count,
                units: row.counts.units,
                scale: scale,
                offset: Fixed.one / 2
            )
            let window = FigureWindow.plain(published, count: count, units: row.counts.units, scale: scale)
            return RowWindows.Piece(groups: groups, window: window, off: 0, unit: size, isOffset: false)
        }
        let state = state(figure, row, unit: unit)
        return RowWindows.Piece(
            groups: groups,
            window: state.window(scale, margin: margin),
            off: Double(state.published) - Double(count) / size,
            unit: size,
            isOffset: true,
            anchor: row.states[figure]?.unit == unit && !row.moving.contains(figure) ? state.anchor : .max
        )
    }

    /// Constraints on single groups that follow, by the rule, from what is recoded and what is not.
    private func patternPieces(_ variable: Int, _ row: OffsetRow, _ layout: RowLayout) -> [RowWindows.Piece] {
        let shares = layout.variables[variable]
        guard shares.unit != nil, model.countBase == nil else { return [] }
        let minimum = model.settings.minimum
        // What is published as one is not small itself: a reader who knows the rule knows that too.
        let merged = count(.share(variable: variable, groups: shares.merged), row.counts)
        let ofMerged: [RowWindows.Piece] =
            shares.merged == 0 || merged < minimum
            ? []
            : [
                RowWindows.Piece(
                    groups: shares.merged,
                    window: FigureWindow(low: minimum - merged, high: FigureWindow.open.high),
                    off: 0,
                    unit: 1,
                    isOffset: false,
                    isFigure: false
                )
            ]
        return ofMerged
            + (0..<model.variables[variable].groupCount).compactMap { group in
                let count = row.counts.groups[model.groupBase[variable] + group]
                let bit = UInt32(1) << UInt32(group)
                let window: FigureWindow
                if shares.small & bit != 0, count < minimum {
                    window = FigureWindow(low: 1 - count, high: minimum - 1 - count)
                } else if shares.merged & bit != 0 {
                    return nil
                } else if count == 0 {
                    window = FigureWindow(low: 0, high: 0)
                } else {
                    window = FigureWindow(low: min(0, minimum - count), high: FigureWindow.open.high)
                }
                return RowWindows.Piece(
                    groups: bit,
                    window: window,
                    off: 0,
                    unit: 1,
                    isOffset: false,
                    isFigure: false
                )
            }
    }

    /// Constraint from coarse numbers of a smallest row: that some group of it is small, or that one has all.
    ///
    /// A row that shows no numbers of the variable tells as little as one that is too small, but where the rule has them go.
    private func coarse(_ variable: Int, _ row: OffsetRow, _ layout: RowLayout) -> CoarsePattern? {
        let shares = layout.variables[variable]
        guard model.countBase != nil, row.kind == .smallest, shares.isRecoded, shares.small != 0,
            // One that an office wants withheld would be so whatever is small.
            !row.wish.withheld.contains(variable)
        else { return nil }
        let base = model.groupBase[variable]
        let groups = Array(row.counts.groups[base..<(base + model.variables[variable].groupCount)])
        let pattern = CoarsePattern(
            groups: groups,
            minimum: model.settings.minimum,
            oneGroup: model.settings.oneGroup
        )
        return shares.unit != nil || pattern.isWithheldByRule ? pattern : nil
    }

    /// The name of a figure in questions to the key.
    func name(of figure: RowFigure) -> String {
        func variable(_ rank: Int) -> String {
            rank < model.variables.count ? model.variables[rank].key : "total"
        }
        return switch figure {
        case .share(let rank, let groups): "share/\(variable(rank))/\(groups)"
        case .score(let rank): "score/\(variable(rank))"
        case .deviation(let rank): "deviation/\(variable(rank))"
        case .difference(let rank): "difference/\(variable(rank))"
        }
    }
}
