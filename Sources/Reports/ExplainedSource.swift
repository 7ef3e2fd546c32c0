import Files
package import Ledger
import ReleaseService
import Workflow

/// A delivery on which an explained row is based.
package struct ExplainedSource: Encodable {
    package let delivery: String
    package let file: String
    package let sha256: String?
    package let received: String
    /// True if it has values of the region itself.
    let isBringer: Bool
    /// True if what was asked for is regions taken as one; JSON calls them "these regions", and one "this region".
    let isOfRegions: Bool

    private enum CodingKeys: String, CodingKey {
        case delivery, file, sha256, received, broughtThisRegion, broughtTheseRegions
    }

    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(delivery, forKey: .delivery)
        try members.encode(file, forKey: .file)
        try members.encodeIfPresent(sha256, forKey: .sha256)
        try members.encode(received, forKey: .received)
        try members.encode(isBringer, forKey: isOfRegions ? .broughtTheseRegions : .broughtThisRegion)
    }

    /// The deliveries in the ledger, in the given order.
    package static func all(
        _ deliveries: [DeliveryID],
        in ledger: any LedgerStore,
        broughtBy bringers: Set<DeliveryID>,
        areRegions: Bool = false
    ) throws -> [Self] {
        try deliveries.compactMap { id in
            try ledger.delivery(id).map { delivery in
                Self(
                    delivery: id.description,
                    file: printable(delivery.claim.file),
                    sha256: delivery.sha256,
                    received: delivery.received.iso8601,
                    isBringer: bringers.contains(id),
                    isOfRegions: areRegions
                )
            }
        }
    }
}

extension [ExplainedSource] {
    /// Shows the deliveries to people.
    ///
    /// - Parameters:
    ///   - terminal: The terminal.
    ///   - asked: What was asked for, for the column that says who brought it.
    func write(to terminal: Terminal, asked: String) {
        var table = TextTable(["delivery", "received", asked, "file"])
        for source in self {
            table.add([
                source.delivery, source.received, source.isBringer ? "yes" : "no", source.file,
            ])
        }
        table.write(to: terminal)
    }
}
