import Codebook
import Statistics

/// Units scored by coefficients of their categories: means, spread and shares of regions, of postcodes where units
/// are delivered with them, and the development of scores.
struct ScoresKind: DataSetKind {
    let codebook: Codebook
    /// The coefficients, and the years that each set serves.
    let scheme: CoefficientScheme

    func coefficientSet(of stored: PeriodOutline) -> String? {
        codebook.form(stored.form)?.holdsCounts == true ? scheme.set(for: stored.period)?.key : nil
    }

    func nodes(of stored: StoredDataSet) throws(UnknownStoredForm) -> [any TableNode] {
        var nodes: [any TableNode] = []
        let topics = DevelopmentTopics(codebook)
        for period in stored.periods {
            if let proved = try ProvedFigures(period, of: stored) {
                nodes.append(proved)
            } else {
                nodes += try stored.plainNodes(of: period)
            }
            if let topics, let development = try Development(of: period, topics, stored) {
                nodes.append(development)
            }
        }
        return nodes
    }
}
