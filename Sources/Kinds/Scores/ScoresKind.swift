import Codebook
import Disclosure
import Statistics

/// Units scored by coefficients of their categories: means, spread and shares of regions, of postcodes where units
/// are delivered with them, and the development of scores.
struct ScoresKind: DataSetKind {
    let codebook: Codebook
    /// The coefficients, and the years that each set serves.
    let scheme: CoefficientScheme

    var notesReleases: Bool { codebook.protection.method.isProved }

    /// Published rows stay protected as they were released; what was never released is protected by offsets.
    func protection(of stored: PeriodOutline) -> PeriodProtection? {
        guard codebook.protection.method == .proved, codebook.form(stored.form)?.holdsCounts == true
        else { return nil }
        return stored.protection ?? codebook.protection(ofNew: stored.period)
    }

    func coefficientSet(of stored: PeriodOutline) -> String? {
        codebook.form(stored.form)?.holdsCounts == true ? scheme.set(for: stored.period)?.key : nil
    }

    func nodes(of stored: StoredDataSet) throws(UnknownStoredForm) -> [any TableNode] {
        var nodes: [any TableNode] = []
        let topics = DevelopmentTopics(codebook)
        for period in stored.periods {
            if let proved = try Self.proved(period, of: stored) {
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

    /// The figures of a period that are proved safe, in the way that belongs to it; nil where nothing is proved.
    static func proved(_ period: PeriodOutline, of data: StoredDataSet) throws(UnknownStoredForm)
        -> (any ProvedTable)?
    {
        switch data.codebook.kind.protection(of: period) {
        case nil: return nil
        case .suppression: return try ProvedFigures(period, of: data)
        case .offsets:
            if let figures = try OffsetFigures(period, of: data) { return figures }
            return try ProvedFigures(period, of: data)
        }
    }
}

/// A table of which every withheld figure is proved safe, and what releases said of it.
protocol ProvedTable: TableNode {
    associatedtype Said: SaidScores
    /// Versions of its rows in releases.
    var said: Said { get }
    /// The exact figures of its regions.
    var figures: PeriodFigures { get }
    /// The form that its counts are stored in.
    var form: Form { get }
    /// The cells of its counts.
    var space: CellSpace { get }
    /// The figures of postcodes; nil where there are none.
    var postcodes: PostcodeFigures? { get }
    /// All that is stored of the data set.
    var data: StoredDataSet { get }
}

/// Versions of scores in releases.
protocol SaidScores: Sendable {
    /// Figures of regions of the classification, after some changes.
    func figures(_ versions: [PeriodReading.SaidVersion], after changes: [SaidChange]) -> [RegionIndex:
        SaidFigures]
}
