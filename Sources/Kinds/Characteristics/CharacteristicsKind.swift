import Codebook
import Statistics

/// Characteristics of units, each by itself: numbers and shares of the units that it is known of.
struct CharacteristicsKind: DataSetKind {
    let codebook: Codebook

    /// Versions of characteristics by themselves are noted from the first release on.
    var notesReleases: Bool { codebook.protection.method == .proved || codebook.countsApart }

    /// Counts of all units together have one way; characteristics of units of their own one a gemeente.
    func protection(of stored: PeriodOutline) -> PeriodProtection? {
        codebook.form(stored.form)?.holdsCounts == true ? codebook.protection(ofNew: stored.period) : nil
    }

    func nodes(of stored: StoredDataSet) throws(UnknownStoredForm) -> [any TableNode] {
        var nodes: [any TableNode] = []
        for period in stored.periods {
            if stored.form(of: period)?.traits.units == .fullestVariable {
                nodes.append(try CharacteristicFigures(period, of: stored))
            } else if let proved = try OffsetFigures(period, of: stored) {
                nodes.append(proved)
            } else {
                nodes += try stored.plainNodes(of: period)
            }
        }
        return nodes
    }
}
