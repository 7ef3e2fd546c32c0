/// The repair of a target that no world reaches: the row above that loses least by becoming coarser, so that one does.
struct Repair {
    let figures: RowFigures
    let options: RepairOptions

    init(_ figures: RowFigures) {
        self.figures = figures
        options = RepairOptions(model: figures.model)
    }

    /// Offsets of rows above, drawn again, that let a world reach the target; nil where none do.
    ///
    /// Only figures that were never published draw again. What is published in a unit then tells that its figure was
    /// not at the edge, exactly as the choice not to repair the unit does.
    func draws(for target: Target, of entity: TargetEntity, rows: [OffsetRow], search: WorldSearch)
        -> [(row: Int, draws: [RowFigure: Int])]?
    {
        guard figures.model.settings.rounding == .offset else { return nil }
        var above: Set<Int> = []
        for atom in entity.changed { above.formUnion(search.ground.rowsOf[atom]) }
        var places: [(row: Int, figure: RowFigure)] = []
        for row in above.sorted(by: {
            (rows[$0].counts.units, rows[$0].code) < (rows[$1].counts.units, rows[$1].code)
        }) {
            for figure in drawn(target.variable, rows[row]) { places.append((row, figure)) }
        }
        var search = search
        search.prefersSwaps = false
        /// Sets the window of a figure in what stands instead.
        func set(_ row: Int, _ figure: RowFigure, _ piece: RowWindows.Piece) {
            let place = search.instead.firstIndex { $0.row == row }
            var windows = place.map { search.instead[$0].windows } ?? search.windows[row]
            windows.set(figure, piece)
            if let place {
                search.instead[place].windows = windows
            } else {
                search.instead.append((row, windows))
            }
        }
        func reaches() -> Bool { search.world(of: entity, reaching: target) != nil }
        for place in places {
            var piece = search.windows(of: place.row).piece(place.figure)
            piece?.window = .open
            piece?.isOffset = false
            if let piece { set(place.row, place.figure, piece) }
        }
        guard reaches() else { return nil }
        var chosen: [Int: [RowFigure: Int]] = [:]
        for (row, figure) in places {
            guard let now = search.windows[row].piece(figure) else { continue }
            set(row, figure, now)
            if reaches() { continue }
            var tried = rows[row]
            var draw = tried.draws[figure] ?? 0
            var found = false
            while (draw + 1) % RowFigures.mostDraws != 0 {
                draw += 1
                tried.draws[figure] = draw
                let piece = figures.piece(figure, now.groups, tried, tried.layout)
                guard piece.window != now.window else { continue }
                set(row, figure, piece)
                if reaches() {
                    found = true
                    break
                }
            }
            guard found else { return nil }
            chosen[row, default: [:]][figure] = draw
        }
        return chosen.keys.sorted().map { ($0, chosen[$0] ?? [:]) }
    }

    /// The figures of a row that a change of a variable touches and whose offsets may still be drawn again.
    private func drawn(_ variable: Int, _ row: OffsetRow) -> [RowFigure] {
        let model = figures.model
        var all: [RowFigure] = []
        if variable < model.variables.count {
            all += row.layout.variables[variable].pieces(of: model.figureCount(variable))
                .map { .share(variable: variable, groups: $0) }
        }
        if model.scoreDecimals != nil, row.layout.scoreUnit != nil {
            all +=
                variable < model.variables.count
                ? [.score(variable), .score(model.variables.count)]
                : (0...model.variables.count).map { .score($0) }
        }
        return all.filter { figures.hasOffset($0, row) && row.states[$0] == nil }
    }

    /// The layouts that let a world reach the target, with the least loss; empty where none do.
    ///
    /// - Parameters:
    ///   - target: The target.
    ///   - entity: What it is of.
    ///   - rows: All rows.
    ///   - search: The search, with the windows of all rows.
    /// - Returns: The rows and their new layouts.
    func layouts(for target: Target, of entity: TargetEntity, rows: [OffsetRow], search: WorldSearch)
        -> [(row: Int, layout: RowLayout)]
    {
        var above: Set<Int> = []
        for atom in entity.changed { above.formUnion(search.ground.rowsOf[atom]) }
        let order = above.sorted {
            (rows[$0].counts.units, rows[$0].code) < (rows[$1].counts.units, rows[$1].code)
        }
        var best: (row: Int, option: RepairOptions.Option)?
        for row in order {
            guard reaches(target, entity, search, rows, [(row, nil)]) else { continue }
            if let option = first(row, target, entity, search, rows, []),
                option.loss < best?.option.loss ?? .infinity
            {
                best = (row, option)
            }
        }
        if let best { return [(best.row, best.option.layout)] }
        // No row alone: each in turn, with those after it open.
        guard reaches(target, entity, search, rows, order.map { ($0, nil) }) else { return [] }
        var chosen: [(Int, RowLayout?)] = []
        for (place, row) in order.enumerated() {
            let later = order[(place + 1)...].map { ($0, RowLayout?.none) }
            if reaches(target, entity, search, rows, chosen + later) { continue }
            guard let option = first(row, target, entity, search, rows, chosen + later) else { return [] }
            chosen.append((row, option.layout))
        }
        return chosen.compactMap { row, layout in layout.map { (row, $0) } }
    }

    private func first(
        _ row: Int,
        _ target: Target,
        _ entity: TargetEntity,
        _ search: WorldSearch,
        _ rows: [OffsetRow],
        _ others: [(Int, RowLayout?)]
    ) -> RepairOptions.Option? {
        // What must stay shown goes last.
        let all = options.options(
            rows[row].layout,
            variable: target.variable,
            isPlainRow: rows[row].kind == .smallest && figures.model.countBase == nil
        )
        func hides(_ option: RepairOptions.Option) -> Bool {
            rows[row].wish.shown.contains { option.layout.variables[$0].unit == nil }
        }
        return (all.filter { !hides($0) } + all.filter(hides)).first {
            reaches(target, entity, search, rows, others + [(row, $0.layout)])
        }
    }

    /// Whether a world reaches the target with some rows in other layouts, or open for nil.
    private func reaches(
        _ target: Target,
        _ entity: TargetEntity,
        _ search: WorldSearch,
        _ rows: [OffsetRow],
        _ others: [(row: Int, layout: RowLayout?)]
    ) -> Bool {
        var search = search
        search.prefersSwaps = false
        search.instead = others.map { row, layout in
            (row, layout.map { figures.windows(rows[row], $0) } ?? .open(figures.model.variables.count))
        }
        return search.world(of: entity, reaching: target) != nil
    }
}
