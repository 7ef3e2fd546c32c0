public import Codebook
public import Statistics

/// Writes what protection by offsets makes of a period as a table that may be published.
public struct OffsetTable: Sendable {
    private let codebook: Codebook
    private let outcome: OffsetOutcome
    /// By region of the table, its rank in the country.
    private let ranks: [RegionIndex: Int]
    private let model: OffsetModel
    /// Version of a region in the release before.
    private let standing: @Sendable (RegionIndex) -> OffsetVersion?

    /// Prepares a table.
    ///
    /// - Parameters:
    ///   - codebook: The data set.
    ///   - outcome: What protection made.
    ///   - model: The data set as protection sees it.
    ///   - keys: By region of the country, which it is.
    ///   - geography: Which geography the table is of: 0 the classification, 1 the postcodes.
    ///   - standing: What the release before says of a region; nil for nothing.
    public init(
        _ codebook: Codebook,
        _ outcome: OffsetOutcome,
        model: OffsetModel,
        keys: [LinkedRegions.Key?],
        geography: Int,
        standing: @escaping @Sendable (RegionIndex) -> OffsetVersion? = { _ in nil }
    ) {
        self.standing = standing
        self.model = model
        self.codebook = codebook
        self.outcome = outcome
        var ranks: [RegionIndex: Int] = [:]
        for (rank, key) in keys.enumerated() {
            if let key, key.geography == geography { ranks[key.region] = rank }
        }
        self.ranks = ranks
    }

    /// The published table of exact figures; of these only the units of regions are used that are too small.
    public func table(_ exact: FiguresTable) -> ProtectedTable {
        if model.countBase != nil { return numbers(exact) }
        let topics = exact.columns.map { codebook.topics[$0] }
        let rounding = topics.map { PublishedRounding($0, by: codebook.protection) }
        let rows = exact.rows.map { row in
            let shown = ranks[row.region].flatMap { outcome.rowOf[$0] }.map { outcome.rows[$0] }
            // What is told beside the figures of a row that stays stays with them, or it would tell of counts that wait.
            let last = shown?.isStanding == true ? standing(row.region) : nil
            let values = topics.indices.map { place -> Value in
                let figure = row.figures.figures[place]
                if topics[place].measure == .population {
                    return rounding[place].published(units(of: row.region) ?? figure, mayShow: true)
                }
                if case .delivered = figure { return rounding[place].published(figure, mayShow: true) }
                guard let shown else { return .missing(.unknown) }
                if case .unit(let figures) = topics[place].measure {
                    return unit(of: figures, shown.layout, topics[place]) ?? .missing(.unknown)
                }
                if topics[place].measure == .imputedShare {
                    return imputed(figure, shown.layout, topics[place], after: last?.value(place, exact))
                        ?? .missing(.unknown)
                }
                if case .bound(let side, let bounded) = topics[place].measure {
                    let own = topics.firstIndex { $0.measure == bounded.measure }
                    let published = self.figure(of: bounded.measure).flatMap { shown.values[$0] }
                    let before = own.flatMap { last?.value($0, exact)?.number }
                    if let published, before == Int64(published.value * published.unit),
                        let end = last?.value(place, exact),
                        end.number.map({ ($0 - (before ?? 0)) % Int64(published.unit) == 0 }) ?? true
                    {
                        return end
                    }
                    return bound(
                        side,
                        figure,
                        around: own.map { row.figures.figures[$0] },
                        published,
                        topics[place]
                    ) ?? .missing(.unknown)
                }
                guard let own = self.figure(of: topics[place].measure).flatMap({ shown.values[$0] }) else {
                    return .missing(.unknown)
                }
                return .number(Int64(own.value * own.unit))
            }
            return ProtectedTable.Row(region: row.region, values: values)
        }
        return ProtectedTable(period: exact.period, status: exact.status, columns: exact.columns, rows: rows)
    }

    /// The table of a data set whose figures are numbers of units.
    private func numbers(_ exact: FiguresTable) -> ProtectedTable {
        let topics = exact.columns.map { codebook.topics[$0] }
        let rounding = topics.map { PublishedRounding($0, by: codebook.protection) }
        let writers = codebook.variables.indices.map {
            CharacteristicNumbers($0, of: codebook, columns: exact.columns, model: model, rank: $0)
        }
        let rows = exact.rows.map { row in
            let shown = ranks[row.region].flatMap { outcome.rowOf[$0] }.map { outcome.rows[$0] }
            var values = topics.indices.map { place -> Value in
                let figure = row.figures.figures[place]
                if topics[place].measure == .population {
                    return rounding[place].published(units(of: row.region) ?? figure, mayShow: true)
                }
                if case .delivered = figure { return rounding[place].published(figure, mayShow: true) }
                return .missing(.unknown)
            }
            for writer in writers {
                for (place, value) in zip(writer.places, writer.values(shown)) { values[place] = value }
            }
            return ProtectedTable.Row(region: row.region, values: values)
        }
        return ProtectedTable(period: exact.period, status: exact.status, columns: exact.columns, rows: rows)
    }

    /// The figure of protection that a measure is; nil for another.
    private func figure(of measure: Measure) -> RowFigure? {
        let all = codebook.variables.count
        return switch measure {
        case .share(let variable, let group): .share(variable: variable, groups: 1 << UInt32(group))
        case .mergedShare(let variable, let groups):
            .share(variable: variable, groups: groups.reduce(0) { $0 | 1 << UInt32($1) })
        case .score(let variable): .score(variable ?? all)
        case .standardDeviation(let variable): .deviation(variable ?? all)
        case .meanDifference(let variable): .difference(variable ?? all)
        default: nil
        }
    }

    /// The unit of figures of a row, in the last decimal of its own topic; nil where none are shown.
    private func unit(of figures: PublishedFigure, _ layout: RowLayout, _ topic: Topic) -> Value? {
        switch figures {
        case .scores:
            return model.scoreDecimals == nil
                ? nil : layout.scoreUnit.map { .number(Int64(model.scoreLadder[$0])) }
        case .shares(let variable):
            return layout.variables[variable].unit.map { .number(Int64(model.shareLadder[$0])) }
        }
    }

    /// The units of a region as published versions have them; nil for one that protection does not look at.
    private func units(of region: RegionIndex) -> Figure? {
        ranks[region].map { .count(Int64(outcome.unitsOf[$0])) }
    }

    /// How many units were imputed, in the coarsest unit of the row's percentages.
    ///
    /// - Parameters:
    ///   - figure: The exact share.
    ///   - layout: How the row is published.
    ///   - topic: The topic.
    ///   - last: What is said of it already, where that stays.
    /// - Returns: The share; nil where it may not be shown.
    private func imputed(_ figure: Figure, _ layout: RowLayout, _ topic: Topic, after last: Value?) -> Value?
    {
        let units = layout.variables.compactMap(\.unit)
        guard case .ratio(let ratio) = figure, units.count == layout.variables.count,
            let unit = units.max().map({ model.shareLadder[$0] })
        else { return nil }
        if let last, last.number.map({ $0 % Int64(unit) == 0 }) ?? true { return last }
        let scale = (0..<topic.decimals).reduce(Int128(100)) { scale, _ in scale * 10 }
        let step = Int128(unit)
        return .number(Rounding.halfUp(ratio.numerator * scale, ratio.denominator * step) * Int64(step))
    }

    /// An end of an interval around a figure: so many whole units off what is published that the interval around the
    /// exact figure lies within it; nothing of the figure shows in it but how wide the interval is.
    private func bound(
        _ side: BoundSide,
        _ end: Figure,
        around middle: Figure?,
        _ published: OffsetOutcome.Published?,
        _ topic: Topic
    ) -> Value? {
        guard let published, case .ratio(let end) = end, case .ratio(let middle)? = middle else { return nil }
        let scale = (0..<topic.decimals).reduce(topic.kind == .percentage ? 100 : 1) { scale, _ in scale * 10
        }
        let apart = (middle.numerator * end.denominator - end.numerator * middle.denominator).magnitude
        let over = (middle.denominator * end.denominator).magnitude * UInt128(published.unit)
        let width = Int((apart * UInt128(scale) + over - 1) / over) + 1
        let units = side == .lower ? published.value - width : published.value + width
        return .number(Int64(units * published.unit))
    }
}

extension OffsetVersion {
    /// Value in a column of a table; nil where it was made of other columns.
    fileprivate func value(_ place: Int, _ table: FiguresTable) -> Value? {
        columns == table.columns ? values[place] : nil
    }
}
