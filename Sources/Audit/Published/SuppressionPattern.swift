import Codebook
import Statistics

/// The suppression pattern of a region's published row: the figures that need protection intervals.
struct SuppressionPattern: Hashable, Sendable {
    /// By variable, sets of groups that are recoded together or suppressed, so that the row shows none of
    /// them alone.
    let blocks: [[[Int]]]
    /// True if the whole row is suppressed, so that its scores need protection intervals as well.
    ///
    /// The scores of a variable with recoded groups are suppressed only to protect its groups.
    let isRow: Bool

    /// Reads the suppression pattern of a row.
    ///
    /// - Parameters:
    ///   - topics: The topics of its columns.
    ///   - values: One value for each; nil for a rest that is not published.
    ///   - groups: The number of groups of each variable.
    init(topics: [Topic], values: [Value]?, groups: [Int]) {
        let shown = zip(topics, values ?? []).filter { $1.number != nil }.map(\.0.measure)
        isRow = shown.allSatisfy { $0 == .population }
        blocks = groups.indices.map { variable in
            let alone = shown.compactMap {
                if case .share(variable, let group) = $0 { group } else { nil }
            }
            var left = Set(0..<groups[variable]).subtracting(alone)
            var blocks: [[Int]] = []
            for measure in shown {
                guard case .mergedShare(variable, let merged) = measure, left.isSuperset(of: merged) else {
                    continue
                }
                blocks.append(merged)
                left.subtract(merged)
            }
            return left.isEmpty ? blocks : blocks + [left.sorted()]
        }
    }

    /// True if the row shows everything.
    var isNothing: Bool { !isRow && blocks.allSatisfy(\.isEmpty) }
}
