import Classification
import Codebook
import Scoring
import Statistics

/// The way of one stored period from tallies to exact figures of postcodes.
struct PostcodeFigures: Sendable {
    /// The codebook of postcodes, and their edition.
    let codebook: Codebook
    let edition: Edition
    private let sums: PostcodeSums

    /// Prepares for a period; nil where its form tells no postcodes, or the data set publishes none.
    ///
    /// `wanted` are the ranks of the topics that are asked for, nil for all.
    init?(_ stored: PeriodOutline, in data: StoredDataSet, wanted: Set<Int>? = nil) {
        guard let edition = data.postcodes, let codebook = data.codebook.ofPostcodes,
            let form = codebook.form(stored.form),
            let sums = PostcodeSums(
                codebook: codebook,
                form: form,
                period: stored.period,
                status: stored.status,
                isImputed: stored.isImputed,
                wanted: wanted
            )
        else { return nil }
        self.codebook = codebook
        self.edition = edition
        self.sums = sums
    }

    /// The columns of the table.
    var columns: [Int] { sums.columns }

    /// The figures of every postcode that any unit is of.
    func figures(of reading: PeriodReading) -> FiguresTable {
        var sums = sums
        for stored in reading.tallies { sums.add(stored.tally) }
        return sums.table()
    }

    /// The head of the table.
    func head(_ stored: PeriodOutline) -> TableHead {
        TableHead(
            period: stored.period,
            status: stored.status,
            columns: columns,
            subject: .postcodes(codebook, edition: edition)
        )
    }
}
