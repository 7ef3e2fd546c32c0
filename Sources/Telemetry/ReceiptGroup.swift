import Statistics

/// The findings of one code and severity on the page: problem, repair and places.
///
/// Sentences that all findings of the group share stand once above the list, so the list shows only the
/// differences.
struct ReceiptGroup {
    let kind: Receipt.FindingCount
    let findings: [Receipt.Listed]
    let words: ReceiptWords

    /// The anchor of the group, for links from other parts of the page.
    static func anchor(_ kind: Receipt.FindingCount) -> String { "\(kind.code)-\(kind.severity.rawValue)" }

    /// The problem in one sentence, and the number of further findings.
    static func title(
        _ kind: Receipt.FindingCount,
        _ findings: [Receipt.Listed],
        _ words: ReceiptWords,
        link: Bool
    )
        -> ReceiptMarkup
    {
        let text: ReceiptMarkup = "\(text: findings.first?.message ?? kind.code)"
        let message: ReceiptMarkup = link ? "<a href=\"#\(text: anchor(kind))\">\(text)</a>" : text
        let sharesMessage = findings.allSatisfy { $0.message == findings.first?.message }
        guard kind.total > 1 else { return message }
        let times = sharesMessage ? words.times(kind.total) : words.moreLikeThis(kind.total - 1)
        return "\(message) <span class=\"times\">\(text: times)</span>"
    }

    /// The group as a part of the page.
    var markup: ReceiptMarkup {
        let repair = shared(\.repair).map { repair -> ReceiptMarkup in
            "<p class=\"repair\"><strong>\(text: words.repair(kind.severity))</strong> \(text: repair)</p>\n"
        }
        let rest = kind.total - findings.count
        let more: ReceiptMarkup = rest > 0 ? "<p class=\"rest\">\(text: words.more(rest))</p>\n" : ""
        let title = Self.title(kind, findings, words, link: false)
        return """
            <article id="\(text: Self.anchor(kind))" class="\(text: kind.severity.rawValue)">
            <h3><span class="badge">\(text: words.severity(kind.severity))</span> \(title)</h3>
            \(repair ?? "")\(places)\(more)\
            <p class="code">\(text: words.code) <code>\(text: kind.code)</code></p>
            </article>

            """
    }

    /// The places of the findings: a sentence for one, a table for several.
    private var places: ReceiptMarkup {
        if findings.count == 1, let only = findings.first {
            let parts = [
                only.line.map { "\(words.line) \($0)" },
                Self.column(only).map { "\(words.column) \($0)" }
                    ?? only.column.map { "\(words.position) \($0)" },
                only.region.map { "\(words.region) \($0)" },
            ]
            // Only the first part begins with a capital.
            let place = parts.compactMap(\.self).enumerated()
                .map { $0 == 0 ? $1 : $1.prefix(1).lowercased() + $1.dropFirst() }
                .joined(separator: ", ")
            return place.isEmpty ? "" : "<p class=\"place\">\(text: place)</p>\n"
        }
        let columns = columns
        guard !columns.isEmpty else { return "" }
        let head = columns.map { column -> ReceiptMarkup in
            "<th scope=\"col\"\(column.isNumber ? " class=\"number\"" : "")>\(text: column.title)</th>"
        }
        let rows = findings.map { finding -> ReceiptMarkup in
            let cells = columns.map { column -> ReceiptMarkup in
                """
                <td data-label="\(text: column.title)"\(column.isNumber ? " class=\"number\"" : "")>\
                \(column.cell(finding))</td>
                """
            }
            return "<tr>\(ReceiptMarkup(cells))</tr>\n"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(text: words.places): \(text: kind.code)">
            <table>
            <thead><tr>\(ReceiptMarkup(head))</tr></thead>
            <tbody>
            \(ReceiptMarkup(rows))</tbody>
            </table>
            </div>

            """
    }

    /// A column of the table of places.
    private struct Column {
        let title: String
        var isNumber = false
        let cell: (Receipt.Listed) -> ReceiptMarkup
    }

    private var columns: [Column] {
        var columns: [Column] = []
        // Not grouped by thousands: an editor is asked for the line number as shown here.
        if findings.contains(where: { $0.line != nil }) {
            columns.append(
                Column(title: words.line, isNumber: true) { "\(text: $0.line.map(String.init) ?? "–")" }
            )
            if findings.contains(where: { $0.field != nil }) {
                columns.append(Column(title: words.column) { "\(text: Self.column($0) ?? "–")" })
            } else {
                columns.append(
                    Column(title: words.position, isNumber: true) {
                        "\(text: $0.column.map(String.init) ?? "–")"
                    }
                )
            }
        }
        if findings.contains(where: { $0.region != nil }) {
            columns.append(Column(title: words.region) { "<code>\(text: $0.region ?? "–")</code>" })
        }
        if shared(\.message) == nil { columns.append(Column(title: words.message) { "\(text: $0.message)" }) }
        if shared(\.repair) == nil {
            columns.append(Column(title: words.repairColumn) { "\(text: $0.repair)" })
        }
        return columns
    }

    /// The column of a finding by its letter and header.
    private static func column(_ finding: Receipt.Listed) -> String? {
        finding.field.map { field in field.header.map { "\(field.letter) (\($0))" } ?? field.letter }
    }

    private func shared(_ sentence: KeyPath<Receipt.Listed, String>) -> String? {
        guard let first = findings.first?[keyPath: sentence] else { return nil }
        return findings.allSatisfy { $0[keyPath: sentence] == first } ? first : nil
    }
}
