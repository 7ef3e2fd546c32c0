import Statistics

/// The accounting of a delivery's rows on the page: taken, left out by reason, and their sum.
struct ReceiptAccounting {
    let receipt: Receipt
    let words: ReceiptWords

    /// A table with a sum; empty for a delivery without rows.
    var markup: ReceiptMarkup {
        guard receipt.rows > 0 else { return "" }
        let leftOut = receipt.counts.leftOut.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        let rows = leftOut.map { reason, rows in
            row("\(words.leftOut): \(words.reason(reason, of: receipt.reasons))", rows)
        }
        return """
            <section>
            <h2>\(text: words.whatBecameOfRows)</h2>
            <table class="sum">
            <tbody>
            \(row(words.taken, receipt.counts.taken))\(ReceiptMarkup(rows))</tbody>
            <tfoot>
            \(row(words.rowsInFile, receipt.rows))</tfoot>
            </table>
            </section>

            """
    }

    private func row(_ title: String, _ rows: Int) -> ReceiptMarkup {
        "<tr><th scope=\"row\">\(text: title)</th><td class=\"number\">\(text: words.number(rows))</td></tr>\n"
    }
}

extension ReceiptWords {
    fileprivate var whatBecameOfRows: String {
        say("Wat er met de rijen is gebeurd", "What became of the rows")
    }
    fileprivate var taken: String { say("Overgenomen", "Taken") }
    fileprivate var leftOut: String { say("Niet overgenomen", "Left out") }
    fileprivate var rowsInFile: String { say("Rijen in het bestand", "Rows in the file") }

    /// The text of a reason for leaving rows out, by preference the data set's; an unknown reason stands for itself.
    fileprivate func reason(_ reason: String, of dataset: [String: Text]) -> String {
        if let title = dataset[reason] { return title[language] }
        return switch reason {
        case "country-row":
            say("van het hele land: alleen gecontroleerd", "of the whole country: used in checks only")
        case "level-not-published":
            say("van een niveau dat niet wordt gepubliceerd", "of a level that is not published")
        case "period":
            say("van een periode die niet open is", "of a period that is not taken")
        case "region-undecided":
            say(
                "van een regio die de indeling niet zeker kent",
                "of a region that the classification cannot decide"
            )
        case "region-unplaced": say("van geen enkel gebied", "of no area")
        case "duplicate":
            say("eerder aangeleverd", "the file was delivered before")
        case "level-unknown":
            say("niveau onbekend, en niet geïmputeerd", "level unknown, and not imputed")
        case "outside-population": say("hoort niet tot de populatie", "outside the population")
        case "region-unknown": say("regio onbekend", "region unknown")
        case "rejected":
            say("de aanlevering is afgewezen", "the delivery is rejected")
        case "repeated": say("stond al eerder in het bestand", "stood in the file before")
        default: reason
        }
    }
}
