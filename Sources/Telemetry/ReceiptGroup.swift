import Statistics

/// The findings of one kind on the page: what is the matter, how to put it right, and where.
///
/// Sentences that all findings of the kind share stand once above the list, so a list says only what differs.
struct ReceiptGroup {
    let kind: Receipt.Kind
    let findings: [Receipt.Listed]
    let words: ReceiptWords

    /// The group as a part of the page.
    var markup: ReceiptMarkup {
        let message = shared(\.message)
        let repair = shared(\.repair)
        let rest = kind.total - findings.count
        let places =
            findings.contains { $0.line != nil || $0.region != nil } || message == nil || repair == nil
        let list = !places ? nil : table(withMessage: message == nil, withRepair: repair == nil)
        return """
            <article id="\(kind.code)-\(kind.severity.rawValue)" class="\(kind.severity.rawValue)">
            <h3><span class="badge">\(words.severity(kind.severity))</span> \(title(message))</h3>
            \(repair.map { "<p class=\"repair\"><strong>\(words.repair)</strong> \($0)</p>\n" } ?? "")\
            \(list ?? "")\
            \(rest > 0 ? "<p class=\"rest\">\(words.more(rest))</p>\n" : "")\
            <p class="code">\(words.code) <code>\(kind.code)</code></p>
            </article>

            """
    }

    private func title(_ message: String?) -> ReceiptMarkup {
        guard kind.total > 1 else { return "\(message ?? kind.code)" }
        return
            "\(message ?? words.several(kind.total)) <span class=\"times\">\(words.times(kind.total))</span>"
    }

    private func shared(_ sentence: KeyPath<Receipt.Listed, String>) -> String? {
        guard let first = findings.first?[keyPath: sentence] else { return nil }
        return findings.allSatisfy { $0[keyPath: sentence] == first } ? first : nil
    }

    private func table(withMessage: Bool, withRepair: Bool) -> ReceiptMarkup {
        let hasLines = findings.contains { $0.line != nil }
        let hasRegions = findings.contains { $0.region != nil }
        let heads = [
            hasLines ? words.line : nil, hasLines ? words.column : nil, hasRegions ? words.region : nil,
            withMessage ? words.message : nil, withRepair ? words.repairColumn : nil,
        ]
        let head = heads.compactMap(\.self).map { name -> ReceiptMarkup in "<th scope=\"col\">\(name)</th>" }
        let rows = findings.map { finding -> ReceiptMarkup in
            let cells: [ReceiptMarkup?] = [
                hasLines ? number(finding.line) : nil, hasLines ? number(finding.column) : nil,
                hasRegions ? "<td><code>\(finding.region ?? "")</code></td>" : nil,
                withMessage ? "<td>\(finding.message)</td>" : nil,
                withRepair ? "<td>\(finding.repair)</td>" : nil,
            ]
            return "<tr>\(ReceiptMarkup(cells.compactMap(\.self)))</tr>\n"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(words.places): \(kind.code)">
            <table>
            <thead><tr>\(ReceiptMarkup(head))</tr></thead>
            <tbody>
            \(ReceiptMarkup(rows))</tbody>
            </table>
            </div>

            """
    }

    private func number(_ number: Int?) -> ReceiptMarkup {
        "<td class=\"number\">\(number.map { words.number($0) } ?? "–")</td>"
    }
}
