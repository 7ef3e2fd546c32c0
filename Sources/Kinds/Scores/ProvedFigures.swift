import Classification
import Codebook
import Disclosure
import Scoring
import Statistics

/// The figures of one period of counts of which every withheld one is proved safe, given what is out already: of the
/// regions, and of postcodes where there are any.
struct ProvedFigures: ProvedTable {
    let figures: PeriodFigures
    let form: Form
    let space: CellSpace
    /// The figures of postcodes; nil where there are none.
    let postcodes: PostcodeFigures?
    let data: StoredDataSet

    /// Prepares for a period; nil for one of which nothing can be proved, such as one that was delivered as
    /// published: it is public already.
    init?(_ stored: PeriodOutline, of data: StoredDataSet) throws(UnknownStoredForm) {
        guard data.codebook.protection.method == .proved, let form = data.form(of: stored),
            let space = CellSpace(codebook: data.codebook, form: form, period: stored.period)
        else { return nil }
        // Its figures all have the unit of their last decimal or whole percentages, as in every release of it before.
        figures = try PeriodFigures(
            stored,
            codebook: data.codebook,
            edition: data.edition,
            wanted: data.codebook.ranksWithoutUnits
        )
        self.form = form
        self.space = space
        self.data = data
        postcodes = PostcodeFigures(stored, in: data, wanted: data.codebook.ranksWithoutUnits)
    }

    /// Versions of its rows in releases.
    var said: SaidRows {
        SaidRows(
            period: period,
            codebook: data.codebook,
            columns: figures.columns,
            editions: [data.edition] + (postcodes.map { [$0.edition] } ?? [])
        )
    }

    func work(on extent: Extent) -> any TableWork { ProvedWork(of: self, in: data, extent: extent) }

    func published(on extent: Extent) -> any TableWork {
        StandingWork(of: self, extent: extent) { exact, versions in
            Protection(figures.codebook).published(exact, standing: said.standing(versions, after: []))
        }
    }
}
