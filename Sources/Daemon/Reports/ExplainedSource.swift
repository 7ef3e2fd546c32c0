import Ledger
import Workflow

/// A delivery that what is explained stands on.
struct ExplainedSource: Encodable {
    let delivery: String
    let file: String
    let sha256: String?
    let received: String
    /// Whether it brought what was asked for itself.
    let broughtThisRegion: Bool

    /// Those that the ledger knows, in the order given.
    static func all(
        _ deliveries: [DeliveryID],
        in ledger: any LedgerStore,
        broughtBy bringers: Set<DeliveryID>
    ) throws -> [Self] {
        try deliveries.compactMap { id in
            try ledger.delivery(id).map { delivery in
                Self(
                    delivery: id.description,
                    file: printable(delivery.claim.file),
                    sha256: delivery.sha256,
                    received: delivery.received.iso8601,
                    broughtThisRegion: bringers.contains(id)
                )
            }
        }
    }
}

extension [ExplainedSource] {
    /// Shows them to people.
    ///
    /// - Parameter asked: What was asked for, for the column that says who brought it.
    func write(to terminal: Terminal, asked: String) {
        var table = TextTable(["delivery", "received", asked, "file"])
        for source in self {
            table.add([
                source.delivery, source.received, source.broughtThisRegion ? "yes" : "no", source.file,
            ])
        }
        table.write(to: terminal)
    }
}
