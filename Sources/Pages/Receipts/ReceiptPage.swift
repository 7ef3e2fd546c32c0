import Statistics
package import Telemetry
import Workflow

/// The page of a receipt: the verdict first, then the next steps, then everything else.
///
/// One self-contained file without scripts, so it opens from a file server, in a mail and on paper alike.
struct ReceiptPage {
    let receipt: Receipt
    let words: ReceiptWords
    let verdict: Verdict
    let effects: ReceiptEffects?

    /// The outcome of a delivery, as people ask for it.
    enum Verdict: String {
        case accepted, rejected, seen, reverted, checked
    }

    init(_ receipt: Receipt, language: Language? = nil, effects: ReceiptEffects? = nil) {
        self.receipt = receipt
        self.effects = effects
        words = ReceiptWords(language ?? Language(rawValue: receipt.language) ?? .nl)
        verdict =
            receipt.isCheck
            ? .checked
            : receipt.isReverted
                ? .reverted
                : receipt.duplicateOf != nil ? .seen : receipt.state == .accepted ? .accepted : .rejected
    }

    /// Names in the template of a receipt.
    struct View {
        struct Cause { let problem: String, remedy: String }
        struct Content { let anchor: String, message: String, times: String? }
        struct Changes {
            let regions: String
            let releaseNumber: String?
            let rows: [Count]
            let protection: [String]
            let effects: Effects?
        }
        struct Count { let name: String, count: String }
        struct Effects { let summary: String, rows: [Row] }
        struct Row {
            let name: String, code: String, period: String, figure: String, before: String, after: String
        }
        struct LeftOut { let reason: String, count: String }
        struct Accounting { let taken: String, leftOut: [LeftOut], total: String }
        struct Fact { let name: String, value: Markup }

        let language: String
        let style: Markup
        let file: String
        let number: String
        let tone: String
        let isCheck: Bool
        let heading: String
        let cause: Cause?
        let lead: Markup
        let steps: [Markup]
        let hasContents: Bool
        let contents: [Content]
        let hasFindings: Bool
        let findingsTotal: String?
        let groups: [ReceiptGroup.View]
        let changes: Changes?
        let accounting: Accounting?
        let facts: [Fact]
    }

    /// The page.
    var html: String { PageTemplates.render("receipt", view, words.language) }

    var view: View {
        let rejections = receipt.summary.filter { $0.severity == .rejection }
        let hasWarnings = receipt.summary.contains { $0.severity == .warning }
        return View(
            language: words.language.rawValue,
            style: PageStyle.sheet,
            file: receipt.file,
            number: receipt.delivery,
            tone: tone,
            isCheck: receipt.isCheck,
            heading: words.heading(verdict, receipt.state),
            cause: cause,
            lead: lead,
            steps: words.steps(verdict, receipt, hasWarnings: hasWarnings),
            hasContents: rejections.count > 1,
            contents: rejections.map { kind in
                let group = group(kind)
                return View.Content(anchor: group.anchor, message: group.title, times: group.times)
            },
            hasFindings: receipt.findingsTotal > 0 || verdict != .seen,
            findingsTotal: receipt.findingsTotal > 0 ? words.number(receipt.findingsTotal) : nil,
            groups: receipt.summary.map { group($0).view },
            changes: changes,
            accounting: accounting,
            facts: words.facts(of: receipt).map { View.Fact(name: $0.name, value: $0.value) }
        )
    }

    private var tone: String {
        switch (verdict, receipt.state) {
        case (_, .rejected): "rejected"
        case (.checked, .accepted): "accepted"
        default: verdict.rawValue
        }
    }

    private func group(_ kind: Receipt.FindingCount) -> ReceiptGroup {
        ReceiptGroup(
            kind: kind,
            findings: receipt.findings.filter { $0.code == kind.code && $0.severity == kind.severity },
            words: words
        )
    }

    /// Findings that explain others, so that they are told first.
    private static let causes: Set = [
        "other-dataset", "encoding", "header-misspelt", "id-shortened", "thousands-grouped", "field-count",
        "note-in-table",
    ]

    /// The first rejection with its place, and what to do about it; nil where nothing was rejected.
    private var cause: View.Cause? {
        let rejections = receipt.findings.filter { $0.severity == .rejection }
        guard verdict == .rejected || verdict == .checked,
            let first = rejections.first(where: { Self.causes.contains($0.code) }) ?? rejections.first
        else { return nil }
        let place = words.place(of: first)
        let message = first.message.hasSuffix(".") ? String(first.message.dropLast()) : first.message
        return View.Cause(
            problem: message + (place.isEmpty ? "" : " (\(place))") + ".",
            remedy: first.repair
        )
    }

    private var lead: Markup {
        let file: Markup = "<strong class=\"file\">\(text: receipt.file)</strong>"
        let rejections = receipt.summary.filter { $0.severity == .rejection }.reduce(0) { $0 + $1.total }
        return switch verdict {
        case .accepted:
            words.accepted(file, receipt)
        case .reverted: words.reverted(file, receipt)
        case .rejected: words.rejected(file, rejections: rejections)
        case .checked: words.checked(file, receipt, rejections: rejections)
        case .seen: words.seen(file, first: receipt.duplicateOf ?? "", state: receipt.state)
        }
    }

    private var changes: View.Changes? {
        guard verdict == .accepted else { return nil }
        return View.Changes(
            regions: words.number(receipt.regionsChanged),
            releaseNumber: receipt.release.map { words.number($0, grouped: false) },
            rows: (receipt.visible.map { words.rows($0) } ?? []).map {
                View.Count(name: $0.name, count: words.number($0.count))
            },
            protection: words.protection(receipt.protection),
            effects: effects.map { effects in
                View.Effects(
                    summary: words.effects(effects),
                    rows: effects.changes.map {
                        View.Row(
                            name: $0.name,
                            code: $0.region,
                            period: $0.period,
                            figure: $0.figure,
                            before: words.figure($0.before),
                            after: words.figure($0.after)
                        )
                    }
                )
            }
        )
    }

    /// The accounting of a delivery's rows: taken, left out by reason, and their sum; nil for one without rows.
    private var accounting: View.Accounting? {
        guard receipt.rows > 0 else { return nil }
        let leftOut = receipt.counts.leftOut.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        return View.Accounting(
            taken: words.number(receipt.counts.taken),
            leftOut: leftOut.map { reason, rows in
                View.LeftOut(reason: words.reason(reason, of: receipt.reasons), count: words.number(rows))
            },
            total: words.number(receipt.rows)
        )
    }
}

extension Receipt {
    /// The receipt as a page for people, in one self-contained file.
    ///
    /// - Parameter effects: What the delivery changed in the published figures; nil where that is not known.
    /// - Returns: The page, in UTF-8.
    package func page(effects: ReceiptEffects? = nil) -> [UInt8] {
        Array(ReceiptPage(self, effects: effects).html.utf8)
    }
}

extension Receipt {
    /// Names in the template `receipt-body`, for a receipt within a page.
    package func view(effects: ReceiptEffects?) -> Any { ReceiptPage(self, effects: effects).view }
}
