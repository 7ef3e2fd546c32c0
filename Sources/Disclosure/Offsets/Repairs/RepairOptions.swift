/// The ways in which a row can be made coarser for one variable, the least loss first.
struct RepairOptions {
    let model: OffsetModel

    /// A layout and what is lost with it.
    struct Option {
        var layout: RowLayout
        var loss: Double
    }

    /// Loss of information by the unit of scores.
    static let scoreLoss = [0.0, 2, 3, 6, 10, 24]
    /// Loss of information by the unit of percentages.
    static let shareLoss = [0.0, 0.3, 0.6, 1.2, 2, 3.5]

    /// The loss of a rank in a ladder; nil for nothing shown.
    static func loss(_ rank: Int?, _ table: [Double], of count: Int) -> Double {
        guard let rank else { return table[table.count - 1] }
        return table[min(table.count - 2, rank + max(0, table.count - 1 - count))]
    }

    /// All ways that are worse than the layout, the least loss first.
    func options(_ layout: RowLayout, variable: Int, isPlainRow: Bool) -> [Option] {
        let settings = model.settings
        var options: [Option] = []
        let shareRanks: [Int?] =
            variable < model.variables.count
            ? steps(layout.variables[variable].unit, model.shareLadder.count, isPlainRow: isPlainRow) : [nil]
        let scoreRanks = steps(layout.scoreUnit, model.scoreLadder.count, isPlainRow: false)
        for share in shareRanks {
            for score in scoreRanks {
                var tried = layout
                var loss = 0.0
                if variable < model.variables.count, share != layout.variables[variable].unit {
                    loss +=
                        settings.losses.shares / 0.25
                        * (Self.loss(share, Self.shareLoss, of: model.shareLadder.count)
                            - Self.loss(
                                layout.variables[variable].unit,
                                Self.shareLoss,
                                of: model.shareLadder.count
                            ))
                    tried.variables[variable].unit = share
                    if share == nil { tried.variables[variable].merged = 0 }
                }
                if score != layout.scoreUnit {
                    loss +=
                        (settings.losses.total + settings.losses.part) / 1.5
                        * (Self.loss(score, Self.scoreLoss, of: model.scoreLadder.count)
                            - Self.loss(layout.scoreUnit, Self.scoreLoss, of: model.scoreLadder.count))
                    if isPlainRow { loss += 10 }
                    tried.scoreUnit = score
                    for rank in tried.spreadUnits.indices {
                        tried.spreadUnits[rank] = max(tried.spreadUnits[rank], score ?? 0)
                    }
                }
                guard loss > 0 else { continue }
                options.append(Option(layout: tried, loss: loss))
            }
        }
        if variable < model.variables.count, let unit = layout.variables[variable].unit, !isPlainRow {
            let now = layout.variables[variable]
            for merged in model.variables[variable].merges
            where merged & now.merged == now.merged && merged != now.merged {
                var tried = layout
                tried.variables[variable] = RowLayout.Shares(
                    merged: merged,
                    unit: unit,
                    isRecoded: now.isRecoded,
                    small: now.small
                )
                if now.isRecoded { tried.hideSpreads(of: variable) }
                let loss = settings.losses.shares / 0.25 * (0.5 + 0.5 * Double(merged.nonzeroBitCount))
                options.append(Option(layout: tried, loss: loss))
            }
        }
        return options.sorted { $0.loss < $1.loss }
    }

    private func steps(_ rank: Int?, _ count: Int, isPlainRow: Bool) -> [Int?] {
        guard let rank else { return [nil] }
        return isPlainRow ? [rank, nil] : (rank..<count).map { $0 } + [nil]
    }
}
