import Codebook
import Statistics

/// Which figures of a region its published row withholds, and so have to be left open.
struct WithheldFigures: Hashable, Sendable {
    /// By variable, groups that are published together or not at all, where the row tells none of them alone.
    let blocks: [[[Int]]]
    /// Whether the whole row is withheld, so that its scores have to be left open as well.
    ///
    /// The scores of a merged variable are withheld for the sake of its groups only.
    let isRow: Bool

    /// Reads what a row withholds.
    ///
    /// - Parameters:
    ///   - topics: The topics of its columns.
    ///   - values: One value for each; nil for a part that nobody publishes.
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

    /// Whether the row shows everything.
    var isNothing: Bool { !isRow && blocks.allSatisfy(\.isEmpty) }
}
