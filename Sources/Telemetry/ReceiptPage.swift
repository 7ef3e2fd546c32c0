import Statistics
import Workflow

/// The page of a receipt: the verdict first, then what to do, then everything else.
///
/// One file without scripts and without anything from elsewhere, so it opens from a file server, in a mail
/// and on paper alike.
struct ReceiptPage {
    let receipt: Receipt
    let words: ReceiptWords
    let verdict: Verdict

    /// What became of a delivery, as people ask for it.
    enum Verdict: String {
        case accepted, rejected, seen
    }

    init(_ receipt: Receipt) {
        self.receipt = receipt
        words = ReceiptWords(Language(rawValue: receipt.language) ?? .nl)
        verdict = receipt.duplicateOf != nil ? .seen : receipt.state == .accepted ? .accepted : .rejected
    }

    /// The page.
    var html: String {
        let page: ReceiptMarkup = """
            <!doctype html>
            <html lang="\(receipt.language)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>\(words.heading(verdict)): \(receipt.file)</title>
            <style>
            \(ReceiptStyle.sheet)
            </style>
            </head>
            <body>
            <main>
            <header class="\(verdict.rawValue)">
            <p class="kicker">\(words.receipt) \(receipt.delivery)</p>
            <h1>\(words.heading(verdict))</h1>
            <p class="lead">\(lead)</p>
            </header>
            \(nextSteps)\(findings)\(changes)\(delivery)\
            <footer><p>\(words.footer)</p></footer>
            </main>
            </body>
            </html>

            """
        return page.html
    }

    private var lead: ReceiptMarkup {
        let file: ReceiptMarkup = "<strong class=\"file\">\(receipt.file)</strong>"
        let rejections = receipt.summary.filter { $0.severity == .rejection }.reduce(0) { $0 + $1.total }
        return switch verdict {
        case .accepted: words.accepted(file, periods: receipt.periods)
        case .rejected: words.rejected(file, rejections: rejections)
        case .seen: words.seen(file, first: receipt.duplicateOf ?? "", state: receipt.state)
        }
    }

    private var nextSteps: ReceiptMarkup {
        let kinds = receipt.summary.filter { $0.severity != .note }
        let list = kinds.map { kind -> ReceiptMarkup in
            let name = "\(kind.code)-\(kind.severity.rawValue)"
            let message = receipt.findings.first { $0.code == kind.code && $0.severity == kind.severity }?
                .message
            return """
                <li><a href="#\(name)">\(message ?? kind.code)</a>\
                \(kind.total > 1 ? " <span class=\"times\">\(words.times(kind.total))</span>" : "")</li>

                """
        }
        let steps = words.steps(verdict, receipt, hasWarnings: !kinds.isEmpty).map { step -> ReceiptMarkup in
            "<li>\(step)</li>\n"
        }
        return """
            <section>
            <h2>\(words.whatNow)</h2>
            <ol class="steps">
            \(ReceiptMarkup(steps))</ol>
            \(verdict == .rejected && kinds.count > 1 ? "<ul class=\"kinds\">\n\(ReceiptMarkup(list))</ul>\n" : "")\
            </section>

            """
    }

    private var findings: ReceiptMarkup {
        guard receipt.findingsTotal > 0 else {
            return verdict == .seen
                ? "" : "<section>\n<h2>\(words.findings)</h2>\n<p>\(words.noFindings)</p>\n</section>\n"
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
            <h2>\(words.findings) <span class="times">\(words.number(receipt.findingsTotal))</span></h2>
            \(ReceiptMarkup(groups))</section>

            """
    }

    private var changes: ReceiptMarkup {
        guard verdict == .accepted else { return "" }
        let release = receipt.release.map { number -> ReceiptMarkup in
            let place = receipt.releasePath.map { path -> ReceiptMarkup in "<br><code>\(path)</code>" }
            return "<dt>\(words.release)</dt><dd>\(words.number(number, grouped: false))\(place ?? "")</dd>\n"
        }
        return """
            <section>
            <h2>\(words.whatChanged)</h2>
            <dl>
            <dt>\(words.changedRegions)</dt><dd>\(words.number(receipt.changed.regions))</dd>
            \(release ?? "")</dl>
            </section>

            """
    }

    private var delivery: ReceiptMarkup {
        let rows = words.facts(of: receipt).map { name, value -> ReceiptMarkup in
            "<dt>\(name)</dt><dd>\(value)</dd>\n"
        }
        return """
            <section>
            <h2>\(words.theDelivery)</h2>
            <dl>
            \(ReceiptMarkup(rows))</dl>
            </section>

            """
    }
}
