public import Classification
public import Codebook
public import Statistics

/// The attack on areas without classes: what the classes of the others and the published means leave for them.
///
/// Under quantiles the number of areas in each class follows from their number, where all ratios differ. Who counts how
/// many each class shows knows the classes of the areas that show none, though not which has which.
public struct IndexAttack: Sendable {
    /// Values of one area that the published figures leave possible.
    public struct Finding: Hashable, Sendable {
        /// The area.
        public let area: RegionIndex
        /// By indicator, the least and the greatest class.
        public let classes: [ClosedRange<Int>]
        /// The bounds of its index.
        public let index: ClosedRange<Double>
    }

    private let codebook: Codebook
    private let scheme: ClassScheme
    private let edition: Edition

    /// Prepares the attack; nil where there are no classes.
    public init?(codebook: Codebook, edition: Edition) {
        guard let scheme = codebook.scheme.classes else { return nil }
        self.codebook = codebook
        self.scheme = scheme
        self.edition = edition
    }

    /// Attacks the published values of one year.
    ///
    /// - Parameter values: By region, one value for each topic of the codebook.
    /// - Returns: What is left for each area that withholds its classes; none where figures contradict each other.
    public func run(_ values: [RegionIndex: [Value]]) -> [Finding] {
        let hidden = withheld(values)
        guard !hidden.isEmpty else { return [] }
        let classes = scheme.indicators.indices.map { indicator in
            self.classes(of: indicator, values, hidden: hidden.count)
        }
        let weights = scheme.indicators.map { Double($0.weight) }
        let all = weights.reduce(0, +)
        let least = zip(classes, weights).reduce(0) { $0 + Double($1.0.lowerBound) * $1.1 } / all
        let most = zip(classes, weights).reduce(0) { $0 + Double($1.0.upperBound) * $1.1 } / all
        let bounds = bounds(hidden, values, within: least...most) ?? hidden.map { _ in least...most }
        return zip(hidden, bounds).map { Finding(area: $0, classes: classes, index: $1) }
    }

    /// The findings that leave an index open by less than the rule asks.
    public func leaks(_ findings: [Finding]) -> [ReleaseLeak] {
        let interval = Double(codebook.protection.scoreInterval) / 1000
        let highest = Double(scheme.classes - 1)
        return findings.compactMap { finding in
            let atLeast = finding.index.lowerBound <= 1e-6
            let atMost = finding.index.upperBound >= highest - 1e-6
            let width = finding.index.upperBound - finding.index.lowerBound + 1e-6
            guard !(atLeast && atMost), width < (atLeast || atMost ? interval : 2 * interval) else {
                return nil
            }
            return ReleaseLeak(.index, of: finding.area, within: finding.index)
        }
    }

    /// The areas with inhabitants of which no class is shown, where others show theirs.
    public func withheld(_ values: [RegionIndex: [Value]]) -> [RegionIndex] {
        guard values.values.contains(where: { shown($0, .indicatorClass(0)) != nil }) else { return [] }
        return edition.smallest.filter { area in
            guard let row = values[area], shown(row, .population) ?? 1 > 0 else { return false }
            return shown(row, .index) == nil
                && scheme.indicators.indices.allSatisfy { shown(row, .indicatorClass($0)) == nil }
        }
    }

    private func shown(_ row: [Value], _ measure: Measure) -> Int64? {
        codebook.topics.firstIndex { $0.measure == measure }.flatMap {
            row.indices.contains($0) ? row[$0].number : nil
        }
    }

    /// The classes of an indicator that areas without classes can have.
    private func classes(of indicator: Int, _ values: [RegionIndex: [Value]], hidden: Int) -> ClosedRange<Int>
    {
        let open = 0...scheme.classes - 1
        guard scheme.method == .quantile else { return open }
        var missing = [Int](repeating: 0, count: scheme.classes)
        var shownAreas = 0
        for area in edition.smallest {
            guard let row = values[area], let own = shown(row, .indicatorClass(indicator)),
                missing.indices.contains(Int(own))
            else { continue }
            missing[Int(own)] -= 1
            shownAreas += 1
        }
        let all = shownAreas + hidden
        for below in 0..<all { missing[below * scheme.classes / all] += 1 }
        // Ties move areas to lower classes; then nothing is certain.
        guard missing.allSatisfy({ $0 >= 0 }), let first = missing.firstIndex(where: { $0 > 0 }),
            let last = missing.lastIndex(where: { $0 > 0 })
        else { return open }
        return first...last
    }

    /// By area, the bounds of its index by all published means together; nil where these contradict each other.
    private func bounds(
        _ hidden: [RegionIndex],
        _ values: [RegionIndex: [Value]],
        within range: ClosedRange<Double>
    ) -> [ClosedRange<Double>]? {
        guard codebook.protection.rounding == 1,
            let topic = codebook.topics.first(where: { $0.measure == .index })
        else { return nil }
        let digit = (0..<topic.decimals).reduce(1.0) { digit, _ in digit / 10 }
        var programme = LinearProgramme()
        var columns: [RegionIndex: Int] = [:]
        for area in hidden { columns[area] = programme.addUnknown(range.lowerBound, range.upperBound) }
        for (region, row) in values.sorted(by: { $0.key < $1.key }) {
            let members = edition.smallest(of: region)
            guard members != [region], let mean = shown(row, .index),
                members.contains(where: { columns[$0] != nil })
            else { continue }
            var terms: [(column: Int, weight: Double)] = []
            var known = (least: 0.0, most: 0.0)
            var all = 0.0
            var isKnown = true
            for member in members {
                guard let row = values[member] else { continue }
                guard let weight = shown(row, .population).map(Double.init) else {
                    isKnown = false
                    continue
                }
                if let column = columns[member] {
                    terms.append((column, weight))
                } else if let own = shown(row, .index) {
                    // The index of an area is rounded too.
                    known.least += weight * (Double(own) - 0.5) * digit
                    known.most += weight * (Double(own) + 0.5) * digit
                } else {
                    continue
                }
                all += weight
            }
            guard isKnown, all > 0 else { continue }
            programme.add(
                terms.map { ($0.column, $0.weight / all) },
                (Double(mean) - 0.5) * digit - known.most / all,
                (Double(mean) + 0.5) * digit - known.least / all
            )
        }
        let simplex = Simplex(programme)
        var bounds: [ClosedRange<Double>] = []
        for area in hidden {
            let column = [(column: columns[area] ?? 0, weight: 1.0)]
            guard case .extreme(let least) = simplex.least(column),
                case .extreme(let most) = simplex.greatest(column)
            else { return nil }
            bounds.append(min(least, most)...max(least, most))
        }
        return bounds
    }
}
