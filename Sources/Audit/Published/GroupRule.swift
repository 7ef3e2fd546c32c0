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
            switch topics[column].measure {
            case .share(let variable, let group):
                let units = groups[variable].reduce(0, +)
                return isEnough(groups[variable][group])
                    && (rule.groupDisclosure == .publish || units - groups[variable][group] >= rule.minimum)
            case .mergedShare(let variable, let merged):
                return isEnough(merged.reduce(0) { $0 + groups[variable][$1] })
            default: return true
            }
        }
    }

    private func isEnough(_ units: Int64) -> Bool { units == 0 || units >= rule.minimum }
}
