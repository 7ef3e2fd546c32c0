import Classification
import Codebook
import Statistics

/// What the extracts of one period have in common.
struct ExtractLayout: Sendable {
    let codebook: Codebook
    let period: Period
    let status: PeriodStatus
    let topics: [Topic]
    let regions: RegionTexts
    /// What stands behind data set and period in names, empty or beginning with `_`.
    let suffix: String

    init(
        codebook: Codebook,
        regions: RegionTexts,
        period: Period,
        status: PeriodStatus,
        columns: [Int],
        suffix: String = ""
    ) {
        self.suffix = suffix
        self.codebook = codebook
        self.period = period
        self.status = status
        topics = columns.map { codebook.topics[$0] }
        self.regions = regions
    }

    /// What files are called before the ending of their form.
    var name: String { "\(codebook.dataset)_\(period.name)\(suffix)" }

    /// The forms that every period is published in, the largest first.
    var forms: [any ExtractForm] {
        [AtomExtract(self, kind: .untyped), AtomExtract(self, kind: .typed), CSVExtract(self)]
    }
}

extension ExtractForm {
    /// The digest of a layout: of the bytes around the rows, of the bytes around figures, and of the regions.
    func digest(of columns: Int, _ regions: RegionTexts) -> String {
        var bytes = head + tail
        if regions.count > 0 {
            for value in [Value.number(0), .number(-1_000_000), .missing(.unknown)] {
                append(RegionIndex(0), Array(repeating: value, count: columns), to: &bytes)
            }
        }
        bytes += Array(regions.digest.utf8)
        return sha256(bytes)
    }
}
