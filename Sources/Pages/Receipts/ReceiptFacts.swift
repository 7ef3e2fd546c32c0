import Statistics
import Telemetry
import Workflow

extension ReceiptWords {
    /// The facts of a delivery, as names and values.
    func facts(of receipt: Receipt) -> [(name: String, value: Markup)] {
        var facts: [(name: String, value: Markup)] = [
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

    private func time(_ iso8601: String) -> Markup {
        "<time datetime=\"\(text: iso8601)\">\(text: ReceiptMoment(iso8601)?.text(language) ?? iso8601)</time>"
    }
}
