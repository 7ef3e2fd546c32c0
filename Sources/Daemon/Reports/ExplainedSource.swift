import Ledger
import Workflow

/// A delivery that what is explained stands on.
struct ExplainedSource: Encodable {
    let delivery: String
    let file: String
    let sha256: String?
    let received: String
    /// Whether it brought what was asked for itself.
    let broughtIt: Bool
    /// Whether regions together were asked for.
    let isOfRegions: Bool

    private enum CodingKeys: CodingKey {
        case delivery, file, sha256, received, broughtThisRegion, broughtTheseRegions
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(delivery, forKey: .delivery)
        try container.encode(file, forKey: .file)
        try container.encodeIfPresent(sha256, forKey: .sha256)
        try container.encode(received, forKey: .received)
        try container.encode(broughtIt, forKey: isOfRegions ? .broughtTheseRegions : .broughtThisRegion)
    }

    /// Those that the ledger knows, in the order given.
    static func all(
        _ deliveries: [DeliveryID],
        in ledger: any LedgerStore,
        broughtBy bringers: Set<DeliveryID>,
        isOfRegions: Bool = false
    ) throws -> [Self] {
        try deliveries.compactMap { id in
            try ledger.delivery(id).map { delivery in
                Self(
                    delivery: id.description,
                    file: printable(delivery.claim.file),
                    sha256: delivery.sha256,
                    received: delivery.received.iso8601,
                    broughtIt: bringers.contains(id),
                    isOfRegions: isOfRegions
                )
            }
        }
    }
}

extension [ExplainedSource] {
    /// Shows them to people.
    ///
    /// The column that says who brought it is headed by what was asked for.
    func write(to terminal: Terminal, asked: String) {
        var table = TextTable(["delivery", "received", asked, "file"])
        for source in self {
            table.add([
                source.delivery, source.received, source.broughtIt ? "yes" : "no", source.file,
            ])
        }
        table.write(to: terminal)
    }
}
