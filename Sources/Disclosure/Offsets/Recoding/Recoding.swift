/// The choice of the groups that are published as one, by what the figures allow: a row that recodes tells that a
/// group is small, and no more.
struct Recoding: Sendable {
    let model: OffsetModel
    let figures: RowFigures
    let changes: [ChangeSearch]

    init(_ figures: RowFigures) {
        model = figures.model
        self.figures = figures
        changes = figures.model.variables.indices.map { ChangeSearch(figures.model, variable: $0) }
    }

    /// The layout of one variable's percentages in a row, where any of its groups is too small.
    ///
    /// The first set of groups for which what is published leaves the small count open from none to the interval beyond
    /// the small ones; else the first that leaves every small count open; else none of the variable's percentages. A group
    /// is small, and each other small count of it must be possible, also where no percentages are shown for what is
    /// withheld in the region.
    ///
    /// - Parameters:
    ///   - variable: The variable.
    ///   - row: The row, with its units.
    /// - Returns: The percentages as they are published.
    func shares(_ variable: Int, _ row: OffsetRow) -> RowLayout.Shares {
        var shares = row.layout.variables[variable]
        let base = model.groupBase[variable]
        let count = model.variables[variable].groupCount
        let minimum = model.settings.minimum
        var small: UInt32 = 0
        var wanted: UInt32 = 0
        for group in 0..<count {
            let units = row.counts.groups[base + group]
            if units > 0, units < minimum { small |= 1 << UInt32(group) }
            if row.counts.units - units < minimum { wanted |= 1 << UInt32(group) }
        }
        guard small != 0 || wanted != 0 else { return shares }
        shares.isRecoded = true
        shares.small = small
        guard shares.unit != nil else { return shares }
        wanted |= small
        // What is published as one must not be small itself.
        let merges = model.variables[variable].merges.filter {
            $0 & wanted == wanted
                && figures.count(.share(variable: variable, groups: $0), row.counts) >= minimum
        }
        // The widest at last; among sets of one size the key decides, so that the choice tells nothing.
        let order = merges.map {
            ($0, figures.key.draw("recode", [row.code, model.variables[variable].key], Int($0)))
        }
        .sorted { a, b in
            (a.0.nonzeroBitCount, a.1) < (b.0.nonzeroBitCount, b.1)
        }.map(\.0)
        for least in [true, false] {
            for merged in order {
                var tried = shares
                tried.merged = merged
                if isOpen(variable, row, tried, wide: least) { return tried }
            }
        }
        shares.unit = nil
        return shares
    }

    /// The layout of one variable's numbers in a row: where a group is small, or all but a few units are in one, they have
    /// an offset in the unit that holds what must stay open.
    ///
    /// - Parameters:
    ///   - variable: The variable.
    ///   - row: The row, with its units.
    /// - Returns: The numbers as they are published.
    func numbers(_ variable: Int, _ row: OffsetRow) -> RowLayout.Shares {
        var shares = row.layout.variables[variable]
        let minimum = model.settings.minimum
        let base = model.groupBase[variable]
        let counts = row.counts.groups[base..<(base + model.variables[variable].groupCount)]
        for (group, units) in counts.enumerated() where (1..<minimum).contains(units) {
            shares.small |= 1 << UInt32(group)
        }
        let hasOne = counts.contains { row.counts.units - $0 < minimum } && model.settings.oneGroup != .shown
        if hasOne, shares.small == 0 {
            for (group, units) in counts.enumerated() where units == row.counts.units {
                shares.small = 1 << UInt32(group)
            }
        }
        guard shares.small != 0 else { return shares }
        shares.isRecoded = true
        if row.kind == .smallest, let unit = shares.unit {
            let factor = model.settings.factor
            shares.unit = model.shareUnit(need: model.settings.interval, of: row.counts.units, factor: factor)
                .map { max(unit, $0) }
        }
        if hasOne, model.settings.oneGroup == .withheld { shares.unit = nil }
        return shares
    }

    /// Whether the figures of the row alone allow every small count, or every one from none to beyond them.
    func isOpen(_ variable: Int, _ row: OffsetRow, _ shares: RowLayout.Shares, wide: Bool) -> Bool {
        var layout = row.layout
        layout.variables[variable] = shares
        var windows = RowWindows.open(model.variables.count)
        windows.pieces[variable] = figures.sharePieces(variable, row, layout)
        windows.sums = figures.windows(row, layout, hasPattern: false).sums
        var room = ChangeRoom()
        room.meet(windows, variable: variable, borne: { _ in 0 }, bornePart: 0, borneTotal: 0)
        let minimum = model.settings.minimum
        let range = wide ? 0...(minimum - 1 + model.settings.interval) : 1...(minimum - 1)
        for group in 0..<model.variables[variable].groupCount where shares.small >> UInt32(group) & 1 == 1 {
            let count = row.counts.groups[model.groupBase[variable] + group]
            for other in range where other != count {
                guard
                    changes[variable].change(
                        of: group,
                        by: other - count,
                        counts: row.counts.groups,
                        sum: row.counts.sums[variable],
                        room: room,
                        take: { _ in true }
                    ) != nil
                else { return false }
            }
        }
        return true
    }
}
