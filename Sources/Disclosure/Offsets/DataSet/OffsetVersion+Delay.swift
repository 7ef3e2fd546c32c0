/// Why what is published of a region is not of the counts that are stored: confidential.
package struct PublicationDelay: Hashable, Sendable {
    /// Whether corrections wait: the row is made of counts of which too few units are others by now.
    package var waits = false
    /// Whether some figure with offset stays as it was, though other counts would be published otherwise.
    package var isBehind = false
    /// Whether what is stored are as many units as figures may be published about.
    package var isLarge = false

    /// No delay.
    package init() {}
}

extension OffsetVersion {
    /// Compares what is published of a region with what is stored.
    ///
    /// - Parameters:
    ///   - parts: What is kept of the smallest regions in it, or of itself.
    ///   - counts: What is stored of it, by cell; more than the cells is passed over.
    ///   - model: The data set as protection sees it.
    /// - Returns: Whether anything waits.
    package func delay(parts: [OffsetVersion], counts: [Int64], model: OffsetModel) -> PublicationDelay {
        var cells = [Int32](repeating: 0, count: model.cellCount)
        for atom in parts.flatMap({ $0.atoms.values }) {
            for (rank, count) in atom.cells.enumerated() where rank < cells.count { cells[rank] += count }
        }
        var delay = PublicationDelay()
        delay.waits = !zip(cells, counts).allSatisfy { Int64($0) == $1 }
        delay.isLarge =
            counts.prefix(model.unitCells).reduce(0, +) >= Int64(model.settings.threshold)
        let own = RowCounts(cells, model)
        let figures = row?.states.filter { !$0.key.isSpread } ?? [:]
        delay.isBehind =
            own.units > 0
            && figures.contains { figure, state in
                let scale =
                    if case .share = figure { model.shareScale(state.unit) } else {
                        model.scoreScale(state.unit)
                    }
                let told = FigureState.interval(
                    state.published,
                    count: model.count(figure, own),
                    units: own.units,
                    scale: scale
                )
                return max(told.low, state.low) >= min(told.high, state.high)
            }
        return delay
    }
}

extension OffsetModel {
    /// The count behind a share or score.
    func count(_ figure: RowFigure, _ counts: RowCounts) -> Int {
        switch figure {
        case .share(let variable, let groups):
            return (0..<variables[variable].groupCount).reduce(0) { sum, group in
                groups >> UInt32(group) & 1 == 1 ? sum + counts.groups[groupBase[variable] + group] : sum
            }
        case .score(let rank):
            return rank < variables.count ? counts.sums[rank] : counts.sums.reduce(0, +)
        case .deviation, .difference: return 0
        }
    }
}
