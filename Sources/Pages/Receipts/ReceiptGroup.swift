import Statistics
import Telemetry

/// The findings of one code and severity on the page: problem, repair and places.
///
/// Sentences that all findings of the group share stand once above the list, so the list shows only the
/// differences.
struct ReceiptGroup {
    let kind: Receipt.FindingCount
    let findings: [Receipt.Listed]
    let words: ReceiptWords

    /// Names in the template of a group.
    struct View {
        struct Column { let title: String, isNumber: Bool }
        struct Cell { let label: String, text: String, isNumber: Bool, isCode: Bool }
        struct Row { let cells: [Cell] }
        struct Table { let columns: [Column], rows: [Row] }

        let anchor: String
        let severity: String
        let badge: String
        let message: String
        let times: String?
        let remedyTitle: String
        let remedy: String?
        let onePlace: String?
        let table: Table?
        let more: String?
        let code: String
    }

    /// The anchor of the group, for links from other parts of the page.
    var anchor: String { "\(kind.code)-\(kind.severity.rawValue)" }

    /// The problem in one sentence.
    var title: String { findings.first?.message ?? kind.code }

    /// The number of further findings; nil for one alone.
    var times: String? {
        guard kind.total > 1 else { return nil }
        return shared(\.message) != nil ? words.times(kind.total) : words.moreLikeThis(kind.total - 1)
    }

    /// The group as a part of the page.
    var view: View {
        let rest = kind.total - findings.count
        return View(
            anchor: anchor,
            severity: kind.severity.rawValue,
            badge: words.severity(kind.severity),
            message: title,
            times: times,
            remedyTitle: words.repair(kind.severity),
            remedy: shared(\.repair),
            onePlace: onePlace,
            table: table,
            more: rest > 0 ? words.more(rest) : nil,
            code: kind.code
        )
    }

    /// The place of a single finding, as a sentence; nil for none or several.
    private var onePlace: String? {
        guard findings.count == 1, let only = findings.first else { return nil }
        let place = words.place(of: only)
        return place.isEmpty ? nil : place.prefix(1).uppercased() + place.dropFirst()
    }

    /// The places of several findings.
    private var table: View.Table? {
        let columns = columns
        guard findings.count > 1, !columns.isEmpty else { return nil }
        return View.Table(
            columns: columns.map { View.Column(title: $0.title, isNumber: $0.isNumber) },
            rows: findings.map { finding in
                View.Row(
                    cells: columns.map {
                        View.Cell(
                            label: $0.title,
                            text: $0.cell(finding) ?? "–",
                            isNumber: $0.isNumber,
                            isCode: $0.isCode
                        )
                    }
                )
            }
        )
    }

    /// A column of the table of places.
    private struct Column {
        let title: String
        var isNumber = false
        var isCode = false
        let cell: (Receipt.Listed) -> String?
    }

    private var columns: [Column] {
        var columns: [Column] = []
        // Not grouped by thousands: an editor is asked for the line number as shown here.
        if findings.contains(where: { $0.line != nil }) {
            columns.append(Column(title: words.line, isNumber: true) { $0.line.map(String.init) })
            if findings.contains(where: { $0.field != nil }) {
                columns.append(
                    Column(title: words.column) {
                        $0.field.map { field in field.header.map { "\(field.letter) (\($0))" } ?? field.letter
                        }
                    }
                )
            } else {
                columns.append(Column(title: words.position, isNumber: true) { $0.column.map(String.init) })
            }
        }
        if findings.contains(where: { $0.region != nil }) {
            columns.append(Column(title: words.region, isCode: true) { $0.region })
        }
        if shared(\.message) == nil { columns.append(Column(title: words.message) { $0.message }) }
        if shared(\.repair) == nil { columns.append(Column(title: words.repairColumn) { $0.repair }) }
        return columns
    }

    private func shared(_ sentence: KeyPath<Receipt.Listed, String>) -> String? {
        guard let first = findings.first?[keyPath: sentence] else { return nil }
        return findings.allSatisfy { $0[keyPath: sentence] == first } ? first : nil
    }
}
