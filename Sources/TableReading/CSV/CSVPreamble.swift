import Bytes
import Codebook
package import Statistics

/// A field of a record above the figures.
package struct CSVCell: Hashable, Sendable {
    /// Its text without padding.
    package var text: String
    /// The place of the field.
    package var place: Place
}

/// The records above the figures of a CSV file: titles, blank lines, and the headers, which identify the
/// layout.
struct CSVPreamble {
    /// The layout of the figures.
    enum Layout {
        /// One row a region and period, under a row of headers.
        case flat([CSVCell])
        /// One row a topic, under the members of the other dimensions.
        case pivot(PivotHeader)
        /// One row for each figure, which names its measure.
        case observations([CSVCell])
    }

    /// The facts in the titles.
    private(set) var facts = TitleFacts()
    /// The first record that is neither title nor header.
    private(set) var strange: Place?

    /// The lines that are titles.
    private(set) var above = LinesAbove()

    private let names: HeaderNames
    private var labels: [[CSVCell]] = []
    private var read = 0

    /// The maximum number of records above the figures.
    private static let longest = 100

    /// Starts at the top of a file.
    init(names: HeaderNames) { self.names = names }

    /// True if the headers are overdue.
    var isTooLong: Bool { read > Self.longest }

    /// Examines the next record; returns the layout if it completes the headers.
    mutating func consider(_ records: CSVRecords) -> Layout? {
        read += 1
        if records.isBlank || CSVFooter.isFooter(records) { return nil }
        let record = records.fields.indices.map(records.cell)
        let filled = record.filter { !$0.text.isEmpty }
        let known = filled.count { names.knows($0.text) }
        let texts = Set(record.map { HeaderNames.normal($0.text) })
        if texts.isSuperset(of: ["measure", "value"]), known > 0 { return .observations(record) }
        if record.count > 1, PivotHeader.isTopicLabel(record) {
            return .pivot(PivotHeader(labels: labels, members: record, names: names))
        }
        if record.count > 1, record[0].text.isEmpty, known == 1 || (known == 0 && !labels.isEmpty) {
            labels.append(record)
            return nil
        }
        if known >= 2 || (known == 1 && filled.count > 1) { return .flat(record) }
        if let first = filled.first { above.note(first.text.utf8, line: first.place.line) }
        for cell in filled { facts.note(cell.text, at: cell.place) }
        if filled.count > 1, strange == nil { strange = filled[0].place }
        return nil
    }
}

/// The lines below a table that name its source.
enum CSVFooter {
    private static let starts = ["bron:", "source:", "bron ", "source ", "©", "(c)", "bron;"]

    /// True if a record is such a line.
    static func isFooter(_ records: CSVRecords) -> Bool {
        guard let first = records.fields.first else { return false }
        let text = unsafe records.bytes(of: first)
        guard text.count < 1_000 else { return false }
        let start = unsafe String(decoding: text.unpadded.prefix(16), as: UTF8.self).lowercased()
        return starts.contains { start.hasPrefix($0) }
            && records.fields.dropFirst().allSatisfy { unsafe records.bytes(of: $0).unpadded.isEmpty }
    }
}
