import Codebook
import Statistics

/// What the published figures of one region say of its whole numbers.
public struct PublishedRow: Sendable {
    /// The range of the units; nil where no units are published.
    public var units: WholeRange?
    /// The published shares.
    var shares: [Share] = []
    /// The published scores.
    var scores: [Score] = []
    /// Whether anything but the units is published.
    public var isShown: Bool { !shares.isEmpty || !scores.isEmpty || hasOthers }
    /// Whether figures are shown that the attack makes no use of.
    private var hasOthers = false

    /// The share of some groups of one variable.
    struct Share: Sendable {
        /// The variable.
        let variable: Int
        /// The groups, rising.
        let groups: [Int]
        /// The published number, in units of the topic's last decimal.
        let value: Int64
        /// The number that a share of one would have.
        let whole: Int64
        /// What the number is rounded to multiples of.
        var step: Int64 = 1

        /// Whether the number has no decimals in percent.
        var isWhole: Bool { value % (whole / 100) == 0 }

        /// The whole numbers of units in the groups that publish as this share of `units`.
        func range(of units: Int64) -> WholeRange {
            // (2 value - step) n <= 2 whole y < (2 value + step) n
            let lower = max(0, (2 * value - step) * units)
            let upper = (2 * value + step) * units - 1
            return WholeRange((lower + 2 * whole - 1) / (2 * whole), upper < 0 ? -1 : upper / (2 * whole))
                .intersection(WholeRange(0, units))
        }
    }

    /// A mean score.
    struct Score: Sendable {
        /// The variable; nil for all together.
        let variable: Int?
        /// The published number, in units of the topic's last decimal.
        let value: Int64
        /// Ten to the power of the topic's decimals.
        let scale: Int64
    }

    /// Reads values, one for each topic.
    init(topics: [Topic], values: [Value], knowledge: OutsiderKnowledge) {
        for (topic, value) in zip(topics, values) {
            guard let number = value.number else { continue }
            let scale = (0..<topic.decimals).reduce(Int64(1)) { scale, _ in scale * 10 }
            switch topic.measure {
            case .population: units = .rounded(number, base: knowledge.rounding)
            case .share(let variable, let group):
                shares.append(Share(variable: variable, groups: [group], value: number, whole: 100 * scale))
            case .score(let variable) where !knowledge.coefficients.isEmpty:
                scores.append(Score(variable: variable, value: number, scale: scale))
            default: hasOthers = true
            }
        }
        if isShown {
            units = (units ?? .natural).intersection(WholeRange(knowledge.threshold, WholeRange.open))
        }
    }

    /// Takes the shares to be rounded to whole percents.
    mutating func coarsen() {
        for place in shares.indices { shares[place].step = shares[place].whole / 100 }
    }
}
