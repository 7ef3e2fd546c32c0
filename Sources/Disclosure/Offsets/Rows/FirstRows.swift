/// Makes rows with the units that public numbers give them, recoded where a group is too small.
struct FirstRows: Sendable {
    let figures: RowFigures
    let ground: OffsetGround
    /// By row, what must stay open of the largest withheld part.
    let needs: [Int]
    /// By variable and atom, whether its counts are withheld or recoded.
    let small: [[Bool]]
    /// By row, what is wanted of it.
    let wishes: [Int: OffsetWish]

    /// The row of that rank, as it is wanted.
    func row(_ rank: Int) -> OffsetRow {
        var row = unwished(rank)
        guard let wish = wishes[rank] else { return row }
        row.wish = wish
        for variable in wish.withheld {
            // A group that is small stays so, and every other small count of it must be possible all the same.
            row.layout.variables[variable] = RowLayout.Shares(
                unit: nil,
                isRecoded: true,
                small: row.layout.variables[variable].small,
                isWished: true
            )
            row.layout.hideSpreads(of: variable)
        }
        if !wish.withheld.isEmpty { row.windows = figures.windows(row, row.layout) }
        return row
    }

    private func unwished(_ rank: Int) -> OffsetRow {
        let count = figures.model.variables.count
        let own = ground.rows[rank]
        let isAbove = own.kind != .smallest
        let sharesUnits = own.kind == .other && own.atoms.contains { ground.isShared($0) }
        var row = OffsetRow(
            code: own.code,
            atoms: own.atoms,
            kind: own.kind,
            counts: own.counts,
            layout: .undecided,
            isAboveWithheld: isAbove && needs[rank] > 0,
            isAboveSmall: small.map { atoms in isAbove && (sharesUnits || own.atoms.contains { atoms[$0] }) },
            need: needs[rank],
            windows: .open(count)
        )
        row.layout = RowUnits(model: figures.model, key: figures.key, period: figures.period).layout(row)
        if figures.model.countBase != nil, own.isShown { return coarse(row) }
        for rank in 0...count { row.layout.hasOffset[rank] = figures.hasOffset(.score(rank), row) }
        return own.isShown ? recoded(row) : row
    }

    /// A row of numbers: of a variable with a small group all have an offset.
    private func coarse(_ row: OffsetRow) -> OffsetRow {
        let (model, recoding) = (figures.model, Recoding(figures))
        var row = row
        for variable in model.variables.indices {
            row.layout.variables[variable] = recoding.numbers(variable, row)
            guard row.layout.variables[variable].isRecoded else { continue }
            row.isAboveSmall[variable] = true
        }
        row.windows = figures.windows(row, row.layout)
        return row
    }

    private func recoded(_ row: OffsetRow) -> OffsetRow {
        let count = figures.model.variables.count
        let recoding = Recoding(figures)
        var row = row
        for variable in 0..<count { row.layout.variables[variable] = recoding.shares(variable, row) }
        for variable in 0..<count where row.layout.variables[variable].isRecoded {
            row.layout.hideSpreads(of: variable)
        }
        row.windows = figures.windows(row, row.layout)
        return row
    }
}
