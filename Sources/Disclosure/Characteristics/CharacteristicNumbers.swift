import Codebook
import Statistics

/// Writes the numbers and percentages of one variable in a row as protection by offsets publishes them.
///
/// A row without offsets has its numbers and percentages rounded half up. In one with offsets percentages follow from the
/// published numbers, in the finest unit that these allow; and of two groups the second is what the first leaves of the
/// published units. So nothing is told but the numbers with their offsets.
struct CharacteristicNumbers: Sendable {
    /// The positions of its columns among those of the table.
    let places: [Int]
    /// The topics of these, with the variable as the only one.
    let topics: [Topic]
    private let rounding: [PublishedRounding]
    private let rule: ProtectionRule
    private let model: OffsetModel
    /// The rank of the variable in the model.
    private let rank: Int

    init(_ variable: Int, of codebook: Codebook, columns: [Int], model: OffsetModel, rank: Int = 0) {
        self.rank = rank
        let own = columns.indices.filter { codebook.topics[columns[$0]].measure.isNumber(of: variable) }
        places = own
        topics = own.map { codebook.topics[columns[$0]] }
        rule = codebook.protection
        rounding = topics.map { [rule] in PublishedRounding($0, by: rule) }
        self.model = model
    }

    /// The values of a row, one for each column; nil for a region that is withheld.
    func values(_ row: OffsetOutcome.Row?) -> [Value] {
        guard let row, let step = row.layout.variables[rank].unit else {
            return topics.map { _ in .missing(.unknown) }
        }
        let unit = model.shareLadder[step]
        let numbers = row.hasOffset(of: rank) ? numbers(row) : nil
        let isCoarse = rule.hasWholePercents(Int64(row.units))
        return zip(topics, rounding).map { topic, rounding in
            if case .unit = topic.measure { return .number(Int64(unit)) }
            guard let figure = topic.measure.groupFigure, let group = figure.groups?.first,
                figure.groups?.count == 1
            else { return .missing(.unknown) }
            guard let numbers else {
                let exact: Figure =
                    figure.quantity == .count
                    ? .count(Int64(row.groups[model.groupBase[rank] + group]))
                    : .ratio(Fraction(Int128(row.groups[model.groupBase[rank] + group]), Int128(row.units)))
                return rounding.published(exact, mayShow: true, wholePercents: isCoarse)
            }
            return figure.quantity == .count
                ? .number(Int64(numbers[group])) : share(numbers[group], unit, row, topic)
        }
    }

    /// The published numbers of all groups of a row with offsets.
    private func numbers(_ row: OffsetOutcome.Row) -> [Int] {
        var numbers = (0..<model.variables[rank].groupCount).map { group in
            row.values[.share(variable: rank, groups: 1 << UInt32(group))].map { $0.value * $0.unit } ?? 0
        }
        if model.figureCount(rank) < numbers.count { numbers[1] = max(0, units(row) - numbers[0]) }
        return numbers
    }

    /// The units of a row as they are published.
    private func units(_ row: OffsetOutcome.Row) -> Int {
        let base = Int(rule.rounding)
        return (2 * row.units + base) / (2 * base) * base
    }

    /// The percentage that a published number is of the published units, in the finest unit that is no finer.
    private func share(_ number: Int, _ unit: Int, _ row: OffsetOutcome.Row, _ topic: Topic) -> Value {
        let percent = (0..<topic.decimals).reduce(1) { scale, _ in scale * 10 }
        let (whole, units) = (100 * percent, units(row))
        let steps = [1, 2, 5, 10].map { $0 * percent }
        guard let step = (percent > 1 ? [1] + steps : steps).first(where: { $0 * units >= whole * unit })
        else {
            return .missing(.unknown)
        }
        let part = min(number, units)
        return .number(Int64((2 * part * whole + units * step) / (2 * units * step) * step))
    }
}

extension Measure {
    /// Whether it tells numbers or percentages of a variable's groups, or the unit of these.
    fileprivate func isNumber(of wanted: Int) -> Bool {
        if case .unit(.shares(let variable)) = self { return variable == wanted }
        return groupFigure?.variable == wanted
    }
}
