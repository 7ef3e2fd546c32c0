import Codebook
import Scoring
import Statistics

/// Areas ranked on a relative scale by classes of indicators, and unions of areas by the mean of their indices.
struct IndexKind: DataSetKind {
    let codebook: Codebook
    /// The indicators and their classes.
    let scheme: ClassScheme

    /// Classes are relative: a count of one area may move others.
    var movesOtherRegions: Bool { true }

    func rankedYears(of stored: StoredDataSet) -> [IndexFiguresOfYear]? {
        IndexFiguresOfYear.made(of: stored)
    }

    func nodes(of stored: StoredDataSet) throws(UnknownStoredForm) -> [any TableNode] {
        var nodes: [any TableNode] = []
        for period in stored.periods where !stored.holdsTopicsApart(period) {
            nodes += try stored.plainNodes(of: period)
        }
        nodes += IndexFiguresOfYear.made(of: stored)
        return nodes
    }
}

extension StoredDataSet {
    /// Whether the topics of a period are stored each by itself, so that they may be counts of several years.
    func holdsTopicsApart(_ period: PeriodOutline) -> Bool { form(of: period)?.holdsTopicsApart == true }
}
