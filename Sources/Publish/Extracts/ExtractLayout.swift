import Classification
import Codebook
import Extracts
import Statistics

/// The properties that the extracts of one table of a period have in common.
struct ExtractLayout: Sendable {
    let codebook: Codebook
    let edition: Edition
    let period: Period
    let status: PeriodStatus
    let topics: [Topic]
    let regions: RegionTexts
    /// The part of file names behind data set and period, empty or beginning with `_`.
    let suffix: String

    init(
        codebook: Codebook,
        edition: Edition,
        regions: RegionTexts,
        period: Period,
        status: PeriodStatus,
        columns: [Int],
        suffix: String = ""
    ) {
        self.suffix = suffix
        self.codebook = codebook
        self.edition = edition
        self.period = period
        self.status = status
        topics = columns.map { codebook.topics[$0] }
        self.regions = regions
    }

    /// The file name without the ending of the form.
    var name: String { "\(codebook.dataset)_\(period.name)\(suffix)" }

    /// The table of these rows.
    func table(of rows: PublishedRows) -> ExtractTable {
        ExtractTable(
            codebook: codebook,
            edition: edition,
            period: period,
            status: status,
            suffix: suffix,
            topics: topics,
            rows: rows
        )
    }

    /// The table as descriptions tell of it; topics of these keys have no figures.
    func described(without absent: Set<String>) -> ReleaseDescription.Table {
        ReleaseDescription.Table(
            name: name,
            codebook: codebook,
            edition: edition,
            period: period,
            status: status,
            columns: topics,
            topics: topics.filter { !absent.contains($0.key) }
        )
    }

    /// The files of the table: those of StatLine first, the largest before the others.
    var files: [ExtractFile] {
        let formats = codebook.extracts
        var forms: [any ExtractForm] = []
        if formats.contains(.atom) {
            forms += [AtomExtract(self, kind: .untyped), AtomExtract(self, kind: .typed)]
        }
        if formats.contains(.statlineCSV) { forms.append(CSVExtract(self)) }
        let packed: [AtomExtract] =
            formats.contains(.atomGzip)
            ? [AtomExtract(self, kind: .untyped), AtomExtract(self, kind: .typed)] : []
        return forms.map { ExtractFile($0, name: name) }
            + packed.map { ExtractFile($0, name: name, isPacked: true) }
            + ExtractFormat.allCases.filter(formats.contains).flatMap { $0.files(of: name, codebook) }
            .map { ExtractFile($0, self) }
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
