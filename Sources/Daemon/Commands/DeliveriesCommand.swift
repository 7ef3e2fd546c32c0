import ArgumentParser
import ConfigurationFiles
import Files
import Ledger
import ReleaseService
import Reports
import Statistics
import Telemetry
import Workflow

/// `peil deliveries`: the deliveries, newest first.
struct DeliveriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "List what was delivered, newest first, or show one delivery."
    )

    @Argument(
        help: ArgumentHelp(
            "A delivery by its number, or only deliveries of this data set.",
            valueName: "DATASET|ID"
        )
    )
    var dataset: String?

    @Option(name: .long, help: ArgumentHelp("At most so many.", valueName: "N"))
    var limit = 50

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            let ledger = try SQLiteLedger(readingPath: configuration.ledger)
            if let dataset, let id = DeliveryID(dataset) {
                guard let delivery = try ledger.delivery(id) else {
                    throw CommandFailure(
                        .unusableInput,
                        "there is no delivery \(id); `peil deliveries` lists them"
                    )
                }
                let one = ShownDelivery(delivery, findings: configuration.language)
                return try printing.json ? printJSON(one) : one.write(to: .standardOutput)
            }
            if let dataset { _ = try Catalogue.read(configuration).requireDataset(dataset) }
            let shown = try ledger.deliveries(dataset: dataset, limit: max(0, limit)).map {
                ShownDelivery($0)
            }
            if printing.json { return try printJSON(shown) }
            guard !shown.isEmpty else { return Terminal.standardOutput.line("Nothing was delivered yet.") }
            ShownDelivery.table(shown).write(to: .standardOutput)
        }
    }
}

/// A delivery in the output of commands.
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
    /// True for a file that was only checked, of which the state says what would happen; nil for deliveries.
    let checksOnly: Bool?
    /// The findings in one language; nil in a list.
    let shownFindings: [ShownFinding]?

    init(_ delivery: Delivery, findings language: Language? = nil) {
        shownFindings = language.map { language in
            (delivery.report?.findings.inFileOrder ?? []).map { ShownFinding($0, language: language) }
        }
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
        checksOnly = nil
    }

    /// Shows a file that was only checked.
    init(_ receipt: Receipt) {
        delivery = receipt.delivery
        dataset = receipt.dataset
        drop = receipt.drop
        mode = receipt.mode.rawValue
        file = receipt.file
        sha256 = receipt.sha256
        state = receipt.state.rawValue
        duplicateOf = receipt.duplicateOf
        rows = receipt.rows
        taken = receipt.counts.taken
        leftOut = receipt.counts.leftOut
        periods = receipt.periods
        findings = receipt.findingsTotal
        received = receipt.received
        finished = receipt.finished
        reverted = nil
        release = nil
        checksOnly = true
        shownFindings = nil
    }

    /// Prints all that is known of the delivery, a line each.
    func write(to terminal: Terminal) {
        let out = leftOut.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let lines: [(String, String?)] = [
            ("delivery", delivery), ("file", file), ("drop", drop), ("data set", dataset), ("mode", mode),
            ("state", state + (duplicateOf.map { " (as \($0))" } ?? "")), ("sha256", sha256),
            ("received", received), ("finished", finished), ("reverted", reverted),
            ("release", release.map(String.init)),
            ("periods", periods.isEmpty ? nil : periods.joined(separator: " ")),
            ("rows", "\(rows): \(taken) taken" + (out.isEmpty ? "" : ", left out: \(out)")),
            ("findings", String(findings)),
        ]
        for (name, value) in lines {
            guard let value else { continue }
            let room = String(repeating: " ", count: max(1, 10 - name.count))
            terminal.line(terminal.styled(name, .bold) + room + printable(value))
        }
        for finding in shownFindings ?? [] {
            let place = finding.line.map { " line \($0):" } ?? ""
            terminal.line(
                "  \(finding.severity.rawValue) [\(finding.code)]\(place) \(printable(finding.message))"
            )
            terminal.line("    \(printable(finding.repair))")
        }
    }

    /// The deliveries as a table for people.
    static func table(_ deliveries: [Self]) -> TextTable {
        var table = TextTable(
            ["number", "state", "rows", "found", "release", "received (UTC)", "file"],
            rightAligned: [2, 3, 4]
        )
        for delivery in deliveries {
            table.add([
                delivery.delivery,
                delivery.duplicateOf.map { "as \($0)" } ?? delivery.state,
                String(delivery.rows),
                String(delivery.findings),
                delivery.release.map(String.init) ?? "-",
                String(delivery.received.prefix(16)).replacing("T", with: " "),
                printable(delivery.file),
            ])
        }
        return table
    }
}
