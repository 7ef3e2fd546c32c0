import Codebook
import Statistics

/// The minimum frequency rule for groups: no group of few units and, if the codebook demands it, none of all
/// but a few.
struct GroupRule {
    let rule: ProtectionRule

    /// True if every group that a row shows may be shown.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - topics: The topics of the data set.
    ///   - groups: By variable, the exact units of every group.
    /// - Returns: True if the row meets the rule.
    func keeps(_ row: SafetyCertificate.Row, topics: [Topic], groups: [[Int64]]) -> Bool {
        zip(row.columns, row.values).allSatisfy { column, value in
            guard value.number != nil else { return true }
            guard let figure = topics[column].measure.groupFigure, figure.quantity == .share,
                let shown = figure.groups
            else { return true }
            let units = shown.reduce(0) { $0 + groups[figure.variable][$1] }
            guard isEnough(units) else { return false }
            // Groups that are merged are never all but a few.
            return shown.count > 1 || rule.groupDisclosure == .publish
                || groups[figure.variable].reduce(0, +) - units >= rule.minimum
        }
    }

    private func isEnough(_ units: Int64) -> Bool { units == 0 || units >= rule.minimum }
}
