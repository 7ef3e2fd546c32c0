import Classification
import Codebook
import Statistics

/// Two profiles of the same regions side by side: the delivered period and what it is compared with.
package struct ProfileComparison: Sendable {
    /// One region in both profiles.
    package struct Pair: Sendable {
        /// Its position in the edition.
        package let position: Int
        /// The delivered values, in the order of ``ProfileComparison/features``.
        package let now: [Double]
        /// The values of the reference.
        package let before: [Double]
        /// The smaller number of units; 1 where it is not known.
        package let units: Double
        /// True if the units are the same in both.
        let hasSameUnits: Bool
    }

    /// The features of both profiles.
    package let features: [Feature]
    /// Regions that lie in no other one of them, so that no unit counts twice.
    package let pairs: [Pair]
    /// The places of features that are drawn anew in each period, where units lack them; they are never quite the same.
    private let drawn: Set<Int>
    /// The size of changes that are nothing but chance and time, by scale.
    private let noise: [Feature.Scale: Double]

    /// Compares two profiles.
    ///
    /// - Parameters:
    ///   - now: The delivered period.
    ///   - before: The reference.
    ///   - table: The delivered period, for the regions.
    ///   - threshold: The fewest units of a region that is compared.
    ///   - floor: The least noise that is supposed.
    package init(
        _ now: Profile,
        with before: Profile,
        in table: PeriodTable,
        threshold: Int64,
        floor: Double = Self.floor
    ) {
        let codebook = table.delivery.context.codebook
        let shares = { (profile: Profile) in
            profile.features.contains { if case .category = $0 { true } else { false } }
        }
        let (a, b) =
            shares(now) == shares(before) ? (now, before) : (now.grouped(codebook), before.grouped(codebook))
        let places = a.features.enumerated().compactMap { place, feature in
            b.features.firstIndex(of: feature).map { (now: place, before: $0, feature: feature) }
        }
        let features = places.map(\.feature)
        let least = Double(max(threshold, 1))
        var pairs: [Pair] = []
        for position in a.entries.keys.sorted(by: >) {
            guard let mine = a.entries[position], let theirs = b.entries[position] else { continue }
            let isCounted = mine.units > 0 && theirs.units > 0
            if isCounted, min(mine.units, theirs.units) < least { continue }
            // Positions come from the last: what lies in this region has been seen.
            if let last = pairs.last?.position, table.subtree(position).contains(last) { continue }
            pairs.append(
                Pair(
                    position: position,
                    now: places.map { mine.values[$0.now] },
                    before: places.map { theirs.values[$0.before] },
                    units: isCounted ? min(mine.units, theirs.units) : 1,
                    hasSameUnits: mine.units == theirs.units
                )
            )
        }
        let imputed = table.delivery.context.form.records?.imputation?.variable
        drawn = Set(
            features.indices.filter { place in
                switch features[place] {
                case .category(let variable, _), .group(let variable, _): variable == imputed
                default: false
                }
            }
        )
        self.features = features
        self.pairs = pairs.reversed()
        var noise: [Feature.Scale: Double] = [:]
        for scale in Set(features.map(\.scale)) {
            noise[scale] = Self.noise(
                pairs,
                features.indices.filter { features[$0].scale == scale },
                features,
                floor
            )
        }
        self.noise = noise
    }

    /// The usual change of features, in units of what chance alone would do to a sample of the region's size.
    private static func noise(_ pairs: [Pair], _ places: [Int], _ features: [Feature], _ floor: Double)
        -> Double
    {
        var changes: [Double] = []
        for pair in pairs {
            for place in places {
                let variance = chance(pair, place, features[place].scale)
                let change = (pair.now[place] - pair.before[place]).magnitude
                if variance > 0, change.isFinite { changes.append(change / variance.squareRoot()) }
            }
        }
        // With few figures nothing better is known than two independent samples.
        guard changes.count >= 4 else { return 2 }
        let usual = median(changes) * 1.4826
        return max(usual * usual, floor)
    }

    /// The least noise, as figures of two years never agree better than this but by accident.
    package static let floor = 0.02
    /// The least noise of versions of one period: most figures of a correction stay, and the others are those that
    /// were wrong, so that their changes say nothing of each other.
    package static let floorOfVersions = 0.5

    /// The variance of a feature in one sample of a region's units; 0 where there is nothing to go by.
    private static func chance(_ pair: Pair, _ place: Int, _ scale: Feature.Scale) -> Double {
        let mean = (pair.now[place] + pair.before[place]) / 2
        guard mean.isFinite else { return 0 }
        switch scale {
        case .share:
            let variance = mean * (1 - mean)
            return variance * pair.units >= 1 ? variance / pair.units : 0
        case .score, .spread: return 0.1 / pair.units
        case .root: return mean > 0 ? 0.25 : 0
        }
    }

    /// The middle of numbers; 0 of none.
    package static func median(_ numbers: [Double]) -> Double {
        guard !numbers.isEmpty else { return 0 }
        return numbers.sorted()[numbers.count / 2]
    }

    /// The variance of a change of a feature in a region.
    private func variance(_ pair: Pair, _ place: Int, atLeast noise: Double, isAlone: Bool) -> Double {
        let scale = features[place].scale
        // Of two features that are the only ones of their scale, the usual change is that of the exchange itself.
        let usual = isAlone ? max(noise, Self.floor) : max(self.noise[scale] ?? 2, noise)
        let chance = Self.chance(pair, place, scale)
        let least: Double = scale == .root ? 0.25 : 1e-6
        return max(chance, least / 10) * usual + (scale == .share ? 2e-7 : 1e-7)
    }

    /// How much more likely the delivered figures are with two features exchanged than as they are, as a natural
    /// logarithm, and the number of regions that it rests on.
    package func evidence(exchanged i: Int, _ j: Int) -> (logarithm: Double, regions: Int, isCloser: Bool) {
        // What both features are together does not change when they are exchanged, and tells of their noise.
        var sums: [Double] = []
        for pair in pairs {
            let (now, before) = (pair.now[i] + pair.now[j], pair.before[i] + pair.before[j])
            let variance = Self.chance(pair, i, features[i].scale) + Self.chance(pair, j, features[j].scale)
            if variance > 0, (now - before).isFinite {
                sums.append((now - before).magnitude / variance.squareRoot())
            }
        }
        let usual = sums.count >= 4 ? Self.median(sums) * 1.4826 : 0
        let isAlone = sums.count >= 4 && features.count { $0.scale == features[i].scale } == 2
        var evidence = 0.0
        var regions = 0
        var (straight, crossed) = (0.0, 0.0)
        for pair in pairs {
            let (a, c, b, d) = (pair.now[i], pair.now[j], pair.before[i], pair.before[j])
            guard a.isFinite, b.isFinite, c.isFinite, d.isFinite else { continue }
            let noise = min(usual * usual, 4)
            let variance = max(
                variance(pair, i, atLeast: noise, isAlone: isAlone),
                variance(pair, j, atLeast: noise, isAlone: isAlone)
            )
            evidence += (a - c) * (d - b) / variance
            straight += (a - b).magnitude + (c - d).magnitude
            crossed += (a - d).magnitude + (c - b).magnitude
            regions += 1
        }
        return (evidence, regions, crossed * 2 < straight)
    }

    /// How much more likely the delivered scores are with their signs turned, as a natural logarithm, and the number
    /// of regions that it rests on.
    package func evidence(turned place: Int) -> (logarithm: Double, regions: Int) {
        var evidence = 0.0
        var regions = 0
        for pair in pairs where pair.now[place].isFinite && pair.before[place].isFinite {
            // Turned scores say nothing of the usual change, so that of two independent samples is taken.
            evidence -= 2 * pair.now[place] * pair.before[place] / (1.1 / pair.units + 1e-6)
            regions += 1
        }
        return (evidence, regions)
    }

    /// The number of compared regions whose figures are all the same, of those with figures, and the number of figures.
    package var same: (regions: Int, compared: Int, figures: Int) {
        var (regions, compared, figures) = (0, 0, 0)
        for pair in pairs {
            let known = features.indices.filter {
                !drawn.contains($0) && pair.now[$0].isFinite && pair.before[$0].isFinite && pair.now[$0] != 0
            }
            guard !known.isEmpty else { continue }
            compared += 1
            guard pair.hasSameUnits, known.allSatisfy({ pair.now[$0] == pair.before[$0] }) else { continue }
            regions += 1
            figures += known.count
        }
        return (regions, compared, figures)
    }

    /// The middle change of a feature, the share of regions that move that way, and the number of regions.
    package func shift(of place: Int) -> (median: Double, share: Double, regions: Int) {
        let changes = pairs.map { $0.now[place] - $0.before[place] }.filter(\.isFinite)
        guard !changes.isEmpty else { return (0, 0, 0) }
        let middle = Self.median(changes)
        let same = changes.count { middle > 0 ? $0 > 0 : $0 < 0 }
        return (middle, Double(same) / Double(changes.count), changes.count)
    }

    /// The power of ten by which a feature is larger or smaller in nearly all regions; nil where it is not.
    package func powerOfTen(of place: Int) -> Int? {
        let isRoot = features[place].scale == .root
        let ratios = pairs.compactMap { pair -> Double? in
            let (a, b) = (pair.now[place].magnitude, pair.before[place].magnitude)
            guard a.isFinite, b.isFinite, a > 0, b > 0 else { return nil }
            let ratio = a / b
            return isRoot ? ratio * ratio : ratio
        }
        guard ratios.count >= 3 else { return nil }
        for (power, factor) in [(1, 10.0), (2, 100.0), (3, 1000.0), (-1, 0.1), (-2, 0.01), (-3, 0.001)] {
            let near = ratios.count { $0 > factor * 0.7 && $0 < factor * 1.4 }
            if near * 10 >= ratios.count * 9 { return power }
        }
        return nil
    }
}
