import Statistics
import Workflow

/// The page of a receipt: the verdict first, then the next steps, then everything else.
///
/// One self-contained file without scripts, so it opens from a file server, in a mail and on paper alike.
struct ReceiptPage {
    let receipt: Receipt
    let words: ReceiptWords
    let verdict: Verdict

    /// The outcome of a delivery, as people ask for it.
    enum Verdict: String {
        case accepted, rejected, seen, reverted
    }

    init(_ receipt: Receipt) {
        self.receipt = receipt
        words = ReceiptWords(Language(rawValue: receipt.language) ?? .nl)
        verdict =
            receipt.isReverted
            ? .reverted
            : receipt.duplicateOf != nil ? .seen : receipt.state == .accepted ? .accepted : .rejected
    }

    /// The page.
    var html: String {
        let page: ReceiptMarkup = """
            <!doctype html>
            <html lang="\(text: receipt.language)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>\(text: words.heading(verdict)): \(text: receipt.file)</title>
            <style>
            \(ReceiptStyle.sheet)
            </style>
            </head>
            <body>
            <main>
            <header class="\(text: tone)">
            <p class="kicker">\(text: words.receipt) \(text: receipt.delivery)</p>
            <h1>\(text: words.heading(verdict))</h1>
            \(cause)<p class="lead">\(lead)</p>
            </header>
            \(nextSteps)\(findings)\(changes)\(ReceiptAccounting(receipt: receipt, words: words).markup)\(delivery)\
            <footer><p>\(text: words.footer)</p></footer>
            </main>
            </body>
            </html>

            """
        return page.html
    }

    /// The colour of the verdict.
    private var tone: String { receipt.state == .rejected ? "rejected" : verdict.rawValue }

    /// Findings that explain others, so that they are told first.
    private static let causes: Set = [
        "other-dataset", "encoding", "header-misspelt", "id-shortened", "thousands-grouped", "field-count",
        "note-in-table",
    ]

    /// The first rejection with its place, and what to do about it; empty where nothing was rejected.
    private var cause: ReceiptMarkup {
        let rejections = receipt.findings.filter { $0.severity == .rejection }
        guard verdict == .rejected,
            let first = rejections.first(where: { Self.causes.contains($0.code) }) ?? rejections.first
        else {
            return ""
        }
        let place = words.place(of: first)
        let locus = place.isEmpty ? "" : " (\(place))"
        let message = first.message.hasSuffix(".") ? String(first.message.dropLast()) : first.message
        return "<p class=\"cause\"><strong>\(text: message + locus).</strong> \(text: first.repair)</p>\n"
    }

    private var lead: ReceiptMarkup {
        let file: ReceiptMarkup = "<strong class=\"file\">\(text: receipt.file)</strong>"
        let rejections = receipt.summary.filter { $0.severity == .rejection }.reduce(0) { $0 + $1.total }
        return switch verdict {
        case .accepted:
            words.accepted(file, receipt)
        case .reverted: words.reverted(file, receipt)
        case .rejected: words.rejected(file, rejections: rejections)
        case .seen: words.seen(file, first: receipt.duplicateOf ?? "", state: receipt.state)
        }
    }

    private var nextSteps: ReceiptMarkup {
        let kinds = receipt.summary.filter { $0.severity == .rejection }
        let list = kinds.map { kind -> ReceiptMarkup in
            let findings = receipt.findings.filter { $0.code == kind.code && $0.severity == kind.severity }
            return "<li>\(ReceiptGroup.title(kind, findings, words, link: true))</li>\n"
        }
        let contents: ReceiptMarkup =
            kinds.count > 1 ? "<ul class=\"kinds\">\n\(ReceiptMarkup(list))</ul>\n" : ""
        let hasWarnings = receipt.summary.contains { $0.severity == .warning }
        let steps = words.steps(verdict, receipt, hasWarnings: hasWarnings).map { step -> ReceiptMarkup in
            "<li>\(step)</li>\n"
        }
        return """
            <section>
            <h2>\(text: words.whatNow)</h2>
            <ol class="steps">
            \(ReceiptMarkup(steps))</ol>
            \(contents)\
            </section>

            """
    }

    private var findings: ReceiptMarkup {
        guard receipt.findingsTotal > 0 else {
            return verdict == .seen
                ? ""
                : "<section>\n<h2>\(text: words.findings)</h2>\n<p>\(text: words.noFindings)</p>\n</section>\n"
        }
        let groups = receipt.summary.map { kind in
            ReceiptGroup(
                kind: kind,
                findings: receipt.findings.filter { $0.code == kind.code && $0.severity == kind.severity },
                words: words
            )
            .markup
        }
        return """
            <section>
            <h2>\(text: words.findings) <span class="times">\(text: words.number(receipt.findingsTotal))</span></h2>
            \(ReceiptMarkup(groups))</section>

            """
    }

    private var changes: ReceiptMarkup {
        guard verdict == .accepted else { return "" }
        let release = receipt.release.map { number -> ReceiptMarkup in
            "<dt>\(text: words.release)</dt><dd>\(text: words.number(number, grouped: false))</dd>\n"
        }
        let rows = receipt.visible.map { visible -> ReceiptMarkup in
            let lines = words.rows(visible).map { name, count -> ReceiptMarkup in
                "<dt>\(text: name)</dt><dd>\(text: words.number(count))</dd>\n"
            }
            return ReceiptMarkup(lines)
        }
        let protection = words.protection(receipt.protection).map { paragraph -> ReceiptMarkup in
            "<p>\(text: paragraph)</p>\n"
        }
        return """
            <section>
            <h2>\(text: words.whatChanged)</h2>
            <dl>
            <dt>\(text: words.changedRegions)</dt><dd>\(text: words.number(receipt.changed.regions))</dd>
            \(release ?? "")\(rows ?? "")</dl>
            \(ReceiptMarkup(protection))</section>

            """
    }

    private var delivery: ReceiptMarkup {
        let rows = words.facts(of: receipt).map { name, value -> ReceiptMarkup in
            "<dt>\(text: name)</dt><dd>\(value)</dd>\n"
        }
        return """
            <section>
            <h2>\(text: words.theDelivery)</h2>
            <dl>
            \(ReceiptMarkup(rows))</dl>
            </section>

            """
    }
}
