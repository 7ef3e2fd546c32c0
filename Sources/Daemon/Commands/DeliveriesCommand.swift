import ArgumentParser
import Configuration
import Ledger
import Statistics
import Telemetry
import Workflow

/// `peil deliveries`: what was delivered, newest first.
struct DeliveriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "List what was delivered, newest first."
    )

    @Argument(help: ArgumentHelp("Only deliveries of this data set.", valueName: "DATASET"))
    var dataset: String?

    @Option(name: .long, help: ArgumentHelp("At most so many.", valueName: "N"))
    var limit = 50

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            let ledger = try SQLiteLedger(readingPath: configuration.ledger)
            let shown = try ledger.deliveries(dataset: dataset, limit: max(0, limit)).map(ShownDelivery.init)
            if printing.json { return try printJSON(shown) }
            guard !shown.isEmpty else { return Terminal.standardOutput.line("Nothing was delivered yet.") }
            ShownDelivery.table(shown).write(to: .standardOutput)
        }
    }
}

/// A delivery as commands show it.
struct ShownDelivery: Encodable {
    let delivery: String
    let dataset: String
    let drop: String
    let mode: String
    let file: String
    let sha256: String?
    let state: String
    let duplicateOf: String?
    let rows: Int
    let taken: Int
    let leftOut: [String: Int]
    let periods: [String]
    let findings: Int
    let received: String
    let finished: String?
    let reverted: String?
    let release: Int?

    init(_ delivery: Delivery) {
        self.delivery = delivery.id.description
        dataset = delivery.claim.dataset
        drop = delivery.claim.drop
        mode = delivery.claim.mode.rawValue
        file = delivery.claim.file
        sha256 = delivery.sha256
        state =
            delivery.reverted != nil ? "reverted" : delivery.outcome?.rawValue ?? delivery.state.rawValue
        duplicateOf = delivery.duplicateOf?.description
        rows = delivery.report?.rows ?? 0
        taken = delivery.report?.taken ?? 0
        leftOut = delivery.report?.leftOut ?? [:]
        periods = delivery.report?.periods ?? []
        findings = delivery.report?.findings.total ?? 0
        received = delivery.received.iso8601
        finished = delivery.finished?.iso8601
        reverted = delivery.reverted?.iso8601
        release = delivery.release
    }

    /// The deliveries as a table for people.
    static func table(_ deliveries: [Self]) -> TextTable {
        var table = TextTable(
            ["delivery", "state", "rows", "findings", "release", "received", "digest", "drop", "file"],
            rightAligned: [2, 3, 4]
        )
        for delivery in deliveries {
            table.add([
                delivery.delivery,
                delivery.state + (delivery.duplicateOf.map { " (as \($0))" } ?? ""),
                String(delivery.rows),
                String(delivery.findings),
                delivery.release.map(String.init) ?? "-",
                delivery.received,
                delivery.sha256.map { String($0.prefix(12)) } ?? "-",
                delivery.drop,
                printable(delivery.file),
            ])
        }
        return table
    }
}

/// A stranger's file name without what could move the cursor or forge a line.
func printable(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "?" : $0 }))
}
