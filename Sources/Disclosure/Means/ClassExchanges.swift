public import Statistics

/// Areas that withhold their classes for the sake of smaller ones, and the exchanges that leave these open.
///
/// Classes are relative: exchange the ratios of one indicator between two areas that both withhold theirs, and every other
/// area keeps its own. So what an area can be is what the others that withhold are. Source: docs/decisions/0046.
public struct ClassExchanges: Sendable {
    /// An area under the minimum frequency, and one that it may exchange a ratio with.
    public struct Exchange: Hashable, Sendable {
        /// The small area.
        public let small: RegionIndex
        /// The other, which withholds as well.
        public let other: RegionIndex
        /// The rank of the indicator.
        public let indicator: Int
        /// How much the index of the small area rises by it.
        public let gain: Double
        /// How much that of the other rises.
        public let otherGain: Double
    }

    /// An area with its exact figures.
    public struct Area: Sendable {
        /// The region.
        public let region: RegionIndex
        /// Its inhabitants: what it costs to withhold it.
        public let units: Int64
        /// True under the minimum frequency.
        public let isSmall: Bool
        /// By indicator, the class; nil if it has none.
        public let classes: [Int64?]
        /// The index; nil if it has none.
        public let index: Double?

        /// Creates an area.
        public init(region: RegionIndex, units: Int64, isSmall: Bool, classes: [Int64?], index: Double?) {
            self.region = region
            self.units = units
            self.isSmall = isSmall
            self.classes = classes
            self.index = index
        }
    }

    /// The areas that withhold for others.
    public private(set) var complements: Set<RegionIndex> = []
    /// The exchanges that leave every small area open.
    public private(set) var exchanges: [Exchange] = []
    /// Small areas of which some figure no exchange leaves open.
    public private(set) var unproven: Set<RegionIndex> = []

    /// The means that some exchange would change, so that they are withheld.
    public private(set) var lostMeans: Set<RegionIndex> = []

    /// No areas.
    public init() {}

    /// Chooses areas that withhold, those whose exchanges and absence cost the fewest units first, until every small area can be exchanged with others so
    /// that each class is another, and the index is off by the interval both ways, as far as any area is.
    ///
    /// - Parameters:
    ///   - areas: All areas.
    ///   - weights: The weight of each indicator.
    ///   - interval: How far an index is to be off, either way.
    ///   - means: What is published of larger regions.
    public init(of areas: [Area], weights: [Double], interval: Double, means: RoundedMeans = RoundedMeans()) {
        let small = areas.filter(\.isSmall)
        var hidden = small
        let shown = areas.filter { !$0.isSmall }.sorted { ($0.units, $0.region) < ($1.units, $1.region) }
        let ranges = weights.indices.map { indicator in
            let classes = areas.compactMap { $0.classes[indicator] }
            return (least: classes.min() ?? 0, most: classes.max() ?? 0)
        }
        for area in small {
            let all = area.weight(weights)
            func gain(_ indicator: Int, _ own: Int64?, _ other: Int64?, _ all: Double) -> Double? {
                Self.gain(weights, indicator, own, other, all)
            }
            func exchange(_ other: Area, _ indicator: Int) -> Exchange? {
                let (own, others) = (area.classes[indicator], other.classes[indicator])
                guard other.region != area.region, (other.index == nil) == (area.index == nil),
                    let gain = gain(indicator, own, others, all),
                    let loss = Self.gain(weights, indicator, others, own, other.weight(weights))
                else { return nil }
                return Exchange(
                    small: area.region,
                    other: other.region,
                    indicator: indicator,
                    gain: gain,
                    otherGain: area.index == nil ? 0 : loss
                )
            }
            /// Meets a need with the area whose withholding, and that of the means that change, costs the fewest units.
            func meet(_ indicators: [Int], _ isMet: (Double) -> Bool) -> Bool {
                var best: (area: Area, exchange: Exchange, cost: Int64)?
                for (areas, isHidden) in [(hidden, true), (shown, false)] {
                    for other in areas where isHidden || !complements.contains(other.region) {
                        for indicator in indicators {
                            guard let exchange = exchange(other, indicator), isMet(exchange.gain) else {
                                continue
                            }
                            let lost = means.changed(by: exchange).reduce(isHidden ? 0 : other.units) {
                                $0 + (lostMeans.contains($1.region) ? 0 : $1.units)
                            }
                            if best.map({ lost < $0.cost }) ?? true { best = (other, exchange, lost) }
                        }
                    }
                }
                guard let best else { return false }
                if !best.area.isSmall, complements.insert(best.area.region).inserted {
                    hidden.append(best.area)
                }
                lostMeans.formUnion(means.changed(by: best.exchange).map(\.region))
                if !exchanges.contains(best.exchange) { exchanges.append(best.exchange) }
                return true
            }
            for (indicator, own) in area.classes.enumerated() where own != nil {
                // Where all areas have one class there is nothing to tell.
                guard ranges[indicator].least < ranges[indicator].most else { continue }
                if !meet([indicator], { $0 != 0 }) { unproven.insert(area.region) }
            }
            guard area.index != nil else { continue }
            let known = weights.indices.filter { area.classes[$0] != nil }
            for side in [1.0, -1.0] {
                let room = known.reduce(0.0) { sum, indicator in
                    let end = side > 0 ? ranges[indicator].most : ranges[indicator].least
                    return sum + (gain(indicator, area.classes[indicator], end, all) ?? 0) * side
                }
                guard room > 1e-9 else { continue }
                let wanted = min(interval, room) - 1e-9
                let last = exchanges.filter { $0.small == area.region }
                if last.contains(where: { $0.gain * side >= wanted }) { continue }
                if !meet(known, { $0 * side >= wanted }) { unproven.insert(area.region) }
            }
        }
    }
}

extension ClassExchanges {
    /// How much an index rises when one class becomes that of another area; nil where a class is missing.
    private static func gain(
        _ weights: [Double],
        _ indicator: Int,
        _ own: Int64?,
        _ other: Int64?,
        _ all: Double
    ) -> Double? {
        guard let own, let other, all > 0 else { return nil }
        return weights[indicator] * Double(other - own) / all
    }
}

extension ClassExchanges.Area {
    /// The weight of the indicators that it has a class of.
    fileprivate func weight(_ weights: [Double]) -> Double {
        zip(classes, weights).reduce(0) { $0 + ($1.0 == nil ? 0 : $1.1) }
    }
}
