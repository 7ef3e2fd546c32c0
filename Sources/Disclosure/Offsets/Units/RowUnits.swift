/// The units that rows above withheld and recoded regions have before any repair: functions of public numbers and of
/// what is seen to be recoded.
struct RowUnits {
    let model: OffsetModel
    let key: OffsetKey
    let period: String

    /// By row, what must stay open of the largest withheld part, in units as published.
    func needs(_ ground: OffsetGround) -> [Int] {
        var needs = [Int](repeating: 0, count: ground.rows.count)
        // Withheld rows, the largest of those in one another, and slivers of rows that share units.
        var largest = [Int](repeating: 0, count: ground.atoms.count)
        for row in ground.rows where !row.isShown {
            for atom in row.atoms {
                largest[atom] = max(largest[atom], OffsetModel.published(row.counts.units))
            }
        }
        let threshold = model.settings.threshold
        for (rank, row) in ground.rows.enumerated() where row.isShown && row.kind != .smallest {
            var most = 0
            var sum = 0
            for atom in row.atoms {
                let units = ground.atoms[atom].units
                let isSliver = row.kind == .other && units < threshold
                guard ground.isWithheld[atom] || isSliver else { continue }
                sum += OffsetModel.published(units)
                most = max(most, row.kind == .other ? OffsetModel.published(units) : largest[atom])
            }
            needs[rank] = sum < threshold ? max(sum, most) : most
        }
        // The widest regions leave open what those in them do.
        for (rank, row) in ground.rows.enumerated() where row.isShown && row.kind == .widest {
            for atom in row.atoms {
                for other in ground.shownOf[atom] where ground.rows[other].kind == .made {
                    needs[rank] = max(needs[rank], needs[other])
                }
            }
        }
        return needs
    }

    /// The layout of a row that nothing was recoded or repaired in.
    func layout(_ row: OffsetRow) -> RowLayout {
        let units = OffsetModel.published(row.counts.units)
        let factor = row.kind == .widest ? model.settings.widestFactor : model.settings.factor
        let native = model.nativeShareUnit(of: row.counts.units)
        let isPlain = model.settings.rounding == .plain
        let shares = model.variables.indices.map { variable in
            var shares = RowLayout.Shares(unit: native)
            if row.isAboveSmall[variable], !isPlain {
                let need = row.isAboveWithheld ? row.need : model.settings.interval
                shares.unit = model.shareUnit(need: need, of: units, factor: factor).map { unit in
                    blurred(max(native, unit), row, model.variables[variable].key, model.shareLadder.count)
                }
            }
            return shares
        }
        var score: Int?
        if model.scoreDecimals != nil {
            score =
                row.isAboveWithheld && !isPlain
                ? model.scoreUnit(need: row.need, of: units, factor: factor) : 0
            if row.isAboveWithheld, !isPlain {
                score = score.map { blurred($0, row, "score", model.scoreLadder.count) }
            }
        }
        // Above what is small spreads have the unit of the scores, and two decimals at most.
        let two = model.scoreLadder.count > 1 && model.scoreLadder[0] == 1 ? 1 : 0
        let spreads = (0...model.variables.count).map { rank in
            let isAbove =
                rank < row.isAboveSmall.count ? row.isAboveSmall[rank] : row.isAboveSmall.contains(true)
            return isAbove ? max(two, score ?? 0) : 0
        }
        return RowLayout(
            variables: shares,
            scoreUnit: score,
            hasOffset: [Bool](repeating: false, count: model.variables.count + 1),
            hiddenSpreads: [Bool](repeating: !model.hasSpreads, count: 2 * (model.variables.count + 1)),
            spreadUnits: spreads
        )
    }

    /// A unit that the key makes coarser by a step in one row of many, so that a repair is not seen to be one.
    private func blurred(_ unit: Int, _ row: OffsetRow, _ topic: String, _ count: Int) -> Int {
        guard model.settings.blur > 0, unit + 1 < count else { return unit }
        let draw = key.draw("blur", [row.code, topic, period])
        return draw % UInt64(model.settings.blur) == 0 ? unit + 1 : unit
    }
}
