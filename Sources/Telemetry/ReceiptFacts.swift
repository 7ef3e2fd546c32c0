import Statistics
import Workflow

extension ReceiptWords {
    /// What is known of a delivery, as names and values.
    func facts(of receipt: Receipt) -> [(name: String, value: ReceiptMarkup)] {
        var facts: [(name: String, value: ReceiptMarkup)] = [
            (say("Bestand", "File"), "<span class=\"file\">\(text: receipt.file)</span>"),
            (say("Map", "Drop"), "\(text: receipt.drop)"),
            (say("Gegevensset", "Data set"), "\(text: receipt.dataset)"),
            (say("Soort", "Kind"), "\(text: mode(receipt.mode))"),
            (say("Ontvangen", "Received"), time(receipt.received)),
            (say("Afgehandeld", "Finished"), time(receipt.finished)),
        ]
        if let format = receipt.format {
            facts.append((say("Herkend als", "Recognised as"), "<code>\(text: format)</code>"))
        }
        if !receipt.periods.isEmpty {
            facts.append((say("Perioden", "Periods"), "\(text: receipt.periods.joined(separator: ", "))"))
        }
        let regions = receipt.regions.filter { $0.value > 0 }.sorted {
            ($0.value, $0.key) < ($1.value, $1.key)
        }
        if !regions.isEmpty {
            let list = regions.map { "\($0.key) \(number($0.value))" }.joined(separator: ", ")
            facts.append((say("Regio’s in het bestand", "Regions in the file"), "\(text: list)"))
        }
        if receipt.rows > 0 {
            facts.append((say("Rijen", "Rows"), "\(text: number(receipt.rows))"))
            facts.append((say("Overgenomen rijen", "Rows taken"), "\(text: number(receipt.counts.taken))"))
        }
        for (reason, rows) in receipt.counts.leftOut.sorted(by: { $0.key < $1.key }) where rows > 0 {
            facts.append(
                (say("Niet overgenomen", "Left out"), "\(text: number(rows)): \(text: reasonText(reason))")
            )
        }
        if let sha256 = receipt.sha256 {
            facts.append((say("Controlesom (SHA-256)", "Digest (SHA-256)"), "<code>\(text: sha256)</code>"))
        }
        return facts
    }

    private func mode(_ mode: DeliveryMode) -> String {
        switch mode {
        case .year:
            say(
                "jaarlevering: vervangt alle regio’s van haar perioden",
                "year: replaces every region of its periods"
            )
        case .correction:
            say("correctie: vervangt alleen haar eigen regio’s", "correction: replaces only its own regions")
        }
    }

    private func time(_ iso8601: String) -> ReceiptMarkup {
        "<time datetime=\"\(text: iso8601)\">\(text: ReceiptMoment(iso8601)?.text(language) ?? iso8601)</time>"
    }

    /// A reason for leaving rows out; one that is not known here is shown as it is.
    private func reasonText(_ reason: String) -> String {
        switch reason {
        case "country-row":
            say(
                "rijen van het hele land, die alleen gecontroleerd worden",
                "rows of the whole country, used in checks only"
            )
        case "level-not-published":
            say("rijen van een niveau dat niet wordt gepubliceerd", "rows of a level that is not published")
        case "period":
            say("rijen van een periode die niet wordt aangenomen", "rows of a period that is not taken")
        case "region-undecided":
            say(
                "rijen van regio’s die de indeling niet zeker kent",
                "rows of regions that the classification cannot decide"
            )
        case "duplicate":
            say("omdat dit bestand al eerder is aangeleverd", "because the file was delivered before")
        case "institutional": say("institutionele huishoudens", "institutional households")
        case "income-unknown":
            say("huishoudens met onbekend inkomen", "households with unknown income")
        case "work-history-unknown":
            say("huishoudens met onbekend arbeidsverleden", "households with unknown work history")
        case "level-unknown":
            say(
                "eenheden zonder het niveau dat niet wordt geïmputeerd",
                "units without the level, which is not imputed"
            )
        case "region-unknown": say("rijen van onbekende regio’s", "rows of unknown regions")
        case "rejected": say("omdat de aanlevering is afgewezen", "because the delivery is rejected")
        case "repeated":
            say("rijen die al eerder in het bestand stonden", "rows that stood in the file before")
        default: reason
        }
    }
}
