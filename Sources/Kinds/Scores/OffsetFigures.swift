import Classification
import Codebook
import Disclosure
import Scoring
import Statistics

/// The figures of one period of counts that are rounded with secret offsets above withheld ones, given what is out
/// already: of the regions, and of postcodes where there are any.
struct OffsetFigures: ProvedTable {
    let figures: PeriodFigures
    let form: Form
    let space: CellSpace
    let model: OffsetModel
    /// The figures of postcodes; nil where there are none.
    let postcodes: PostcodeFigures?
    let data: StoredDataSet

    /// Prepares for a period; nil for one of which nothing can be proved, such as one that was delivered as
    /// published: it is public already.
    init?(_ stored: PeriodOutline, of data: StoredDataSet) throws(UnknownStoredForm) {
        guard data.codebook.protection.method == .proved, let form = data.form(of: stored),
            let space = CellSpace(codebook: data.codebook, form: form, period: stored.period)
        else { return nil }
        figures = try PeriodFigures(stored, codebook: data.codebook, edition: data.edition)
        let model =
            if case .unscored = data.codebook.scheme {
                OffsetModel(unscored: data.codebook, period: stored.period, isJoint: space.isJoint)
            } else {
                OffsetModel(
                    codebook: data.codebook,
                    period: stored.period,
                    columns: figures.columns,
                    isJoint: space.isJoint
                )
            }
        guard let model else { return nil }
        self.form = form
        self.space = space
        self.model = model
        self.data = data
        postcodes = PostcodeFigures(stored, in: data)
    }

    /// Versions of its rows in releases.
    var said: OffsetRows {
        OffsetRows(
            period: period,
            layout: VersionLayout(data.codebook, columns: figures.columns),
            model: model,
            editions: [data.edition] + (postcodes.map { [$0.edition] } ?? [])
        )
    }

    func work(on extent: Extent) -> any TableWork { OffsetWork(of: self, in: data, extent: extent) }

    func published(on extent: Extent) -> any TableWork {
        StandingWork(of: self, extent: extent) { exact, versions in
            figures.codebook.published(exact, standing: said.standing(versions, after: []))
        }
    }
}
