public import Statistics

/// The rounding of one topic's figures for publication.
///
/// Releases and the alternative tables that prove them safe are rounded here and nowhere else, so that equal
/// publication means equal bytes.
public struct PublishedRounding: Sendable {
    /// True for the number of units, which is published of every region.
    public let isUnits: Bool

    /// The multiplier of a figure before it is rounded to a whole number.
    private let scale: Int128
    /// The base of rounding of counts.
    private let rounding: Int64
    /// The value of one percent for a topic in percent; 1 for others.
    private let percent: Int64

    /// Prepares the rounding of a topic.
    public init(_ topic: Topic, by rule: ProtectionRule) {
        isUnits = topic.measure == .population
        // Shares are ratios of one; their topic is in percent.
        scale = (0..<topic.decimals).reduce(topic.kind == .percentage ? 100 : 1) { scale, _ in scale * 10 }
        rounding = rule.rounding
        percent = topic.kind == .percentage ? (0..<topic.decimals).reduce(1) { scale, _ in scale * 10 } : 1
    }

    /// The figure as it may be published.
    ///
    /// - Parameters:
    ///   - figure: The exact figure.
    ///   - mayShow: True if computed figures of the region may be shown at all.
    ///   - wholePercents: True to round percentages to whole ones.
    /// - Returns: A number in units of the topic's last decimal, or a symbol.
    public func published(_ figure: Figure, mayShow: Bool, wholePercents: Bool = false) -> Value {
        switch figure {
        case .count(let count) where mayShow:
            .number(Rounding.halfUp(Int128(count), Int128(rounding)) * rounding)
        case .ratio(let ratio) where mayShow && wholePercents && percent > 1:
            .number(Rounding.halfUp(ratio.numerator * 100, ratio.denominator) * percent)
        case .ratio(let ratio) where mayShow:
            .number(Rounding.halfUp(ratio.numerator * scale, ratio.denominator))
        case .root(let fraction) where mayShow:
            .number(Rounding.halfUpRoot(of: fraction, times: scale))
        case .delivered(.number(let number)): .number(number)
        case .delivered(.missing(let symbol)) where symbol != .null: .missing(symbol)
        case .count, .ratio, .root, .delivered, .unavailable: .missing(.unknown)
        }
    }
}

extension ProtectionRule {
    /// True if percentages of a region are rounded to whole ones, by its published number of units.
    ///
    /// - Parameter units: The exact units; nil if unknown.
    /// - Returns: True if decimals are left out.
    public func hasWholePercents(_ units: Int64?) -> Bool {
        switch percentages {
        case .oneDecimal: false
        case .wholeBelow(let limit):
            units.map { Rounding.halfUp(Int128($0), Int128(rounding)) * rounding < limit } ?? true
        }
    }
}
