public import Codebook
public import Statistics

/// Published means of areas, and which of them an exchange between two areas would change.
public struct RoundedMeans: Sendable {
    private struct Mean {
        let region: RegionIndex
        /// The exact mean, and all weights.
        let value: Double
        let all: Double
    }

    private let means: [Mean]
    private let digit: Double
    /// By area, the means that it is part of, with its weight.
    private let holders: [RegionIndex: [(mean: Int, weight: Double)]]

    /// No means.
    public init() {
        means = []
        digit = 1
        holders = [:]
    }

    /// Takes the means of a table.
    public init(_ table: FiguresTable, means: [WeightedMean], codebook: Codebook) {
        let column = table.columns.firstIndex { codebook.topics[$0].measure == .index }
        var exact: [RegionIndex: Double] = [:]
        var digit = 1.0
        if let column {
            digit = (0..<codebook.topics[table.columns[column]].decimals).reduce(1.0) { digit, _ in digit / 10
            }
            for row in table.rows {
                if case .ratio(let figure) = row.figures.figures[column] {
                    exact[row.region] = Double(figure.numerator) / Double(figure.denominator)
                }
            }
        }
        var own: [Mean] = []
        var holders: [RegionIndex: [(mean: Int, weight: Double)]] = [:]
        for mean in means {
            guard let value = exact[mean.region] else { continue }
            for part in mean.parts {
                holders[part.area, default: []].append((own.count, Double(part.weight)))
            }
            own.append(
                Mean(
                    region: mean.region,
                    value: value,
                    all: mean.parts.reduce(0) { $0 + Double($1.weight) }
                )
            )
        }
        self.means = own
        self.digit = digit
        self.holders = holders
    }

    /// The means that would be published otherwise, with the units behind each.
    func changed(by exchange: ClassExchanges.Exchange) -> [(region: RegionIndex, units: Int64)] {
        var change: [Int: Double] = [:]
        for holder in holders[exchange.small] ?? [] {
            change[holder.mean, default: 0] += holder.weight * exchange.gain
        }
        for holder in holders[exchange.other] ?? [] {
            change[holder.mean, default: 0] += holder.weight * exchange.otherGain
        }
        return change.sorted { $0.key < $1.key }.compactMap { number, change in
            let mean = means[number]
            let now = (mean.value / digit + 0.5).rounded(.down)
            let other = (mean.value + change / mean.all) / digit + 0.5
            // At the edge of rounding floating point cannot tell; such a mean counts as changed.
            let isSame = (other - 1e-6).rounded(.down) == now && (other + 1e-6).rounded(.down) == now
            return isSame ? nil : (mean.region, Int64(mean.all))
        }
    }
}
