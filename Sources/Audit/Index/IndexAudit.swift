public import Codebook
public import Scoring
import Statistics

/// Checks by publishing that areas which withhold their classes are left open.
///
/// It knows nothing of how they were protected: it takes the ratios of all areas, exchanges one ratio of two, works the
/// year out again, and compares every figure that is shown.
public struct IndexAudit: Sendable {
    /// A region that shows the mean of areas.
    public struct Mean: Sendable {
        /// The areas, by position.
        public let areas: [Int]
        /// The published value; nil where none is published.
        public let published: Int64?

        /// Creates a mean.
        public init(areas: [Int], published: Int64?) {
            self.areas = areas
            self.published = published
        }
    }

    private let codebook: Codebook
    private let scheme: ClassScheme
    private let areas: [IndexTable.Area]
    private let truth: IndexTable
    private let isShown: [Bool]
    private let means: [Mean]

    /// Prepares the audit of a year.
    ///
    /// - Parameters:
    ///   - codebook: The data set.
    ///   - scheme: Its classes.
    ///   - areas: The ratios and inhabitants of every area.
    ///   - isShown: By area, whether its classes and index are shown.
    ///   - means: The regions above.
    public init(
        codebook: Codebook,
        scheme: ClassScheme,
        areas: [IndexTable.Area],
        isShown: [Bool],
        means: [Mean]
    ) {
        self.codebook = codebook
        self.scheme = scheme
        self.areas = areas
        self.isShown = isShown
        self.means = means
        truth = IndexTable(scheme: scheme, areas: areas)
    }

    /// True if a small area can be something else in every figure that it withholds.
    ///
    /// - Parameters:
    ///   - area: Its position.
    ///   - others: The areas that it exchanges the ratio of an indicator with.
    /// - Returns: False where an exchange changes anything that is shown, or too little of what is not.
    public func isOpen(_ area: Int, exchanging others: [(area: Int, indicator: Int)]) -> Bool {
        var classes = truth.scores[area].map { Set([$0]) }
        var indices = truth.indices[area].map { [$0.number] } ?? []
        for other in others {
            guard let world = world(exchanging: other.indicator, of: area, other.area) else { return false }
            for indicator in classes.indices { classes[indicator].insert(world.scores[area][indicator]) }
            if let index = world.indices[area] { indices.append(index.number) }
        }
        var ends = (least: truth.scores[area], most: truth.scores[area])
        for (indicator, found) in classes.enumerated() where truth.scores[area][indicator] != nil {
            let all = truth.scores.compactMap { $0[indicator] }
            ends.least[indicator] = all.min()
            ends.most[indicator] = all.max()
            // Where all areas have one class there is nothing to tell.
            if found.count < 2, all.min() != all.max() { return false }
        }
        guard let own = truth.indices[area]?.number, let least = indices.min(), let most = indices.max(),
            let lowest = AreaIndex.index(of: ends.least, in: scheme)?.number,
            let highest = AreaIndex.index(of: ends.most, in: scheme)?.number
        else { return true }
        let interval = Double(codebook.protection.scoreInterval) / 1000
        return least <= max(lowest, own - interval) + 1e-9 && most >= min(highest, own + interval) - 1e-9
    }

    /// The year with one ratio of two areas exchanged; nil where it shows anything else.
    private func world(exchanging indicator: Int, of one: Int, _ other: Int) -> IndexTable? {
        guard one != other, !isShown[one], !isShown[other] else { return nil }
        var changed = areas
        changed[one].rates[indicator] = areas[other].rates[indicator]
        changed[other].rates[indicator] = areas[one].rates[indicator]
        let world = IndexTable(scheme: scheme, areas: changed)
        for area in areas.indices where isShown[area] {
            guard world.scores[area] == truth.scores[area], world.indices[area] == truth.indices[area] else {
                return nil
            }
        }
        guard let topic = codebook.topics.first(where: { $0.measure == .index }) else { return world }
        let rounding = PublishedRounding(topic, by: codebook.protection)
        for mean in means {
            guard let published = mean.published else { continue }
            guard let index = world.union(mean.areas),
                rounding.published(.ratio(index), mayShow: true) == .number(published)
            else { return nil }
        }
        return world
    }
}

extension Fraction {
    fileprivate var number: Double { Double(numerator) / Double(denominator) }
}
