import ArgumentParser
import ConfigurationFiles
import Ledger
import Reports
import Service
import Statistics
import Telemetry

/// `peil revert`: reverts a delivery.
struct RevertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revert",
        abstract: "Take a delivery back; what it replaced is current again, and a new release follows.",
        discussion: "A running daemon does it; without one the command does it itself."
    )

    @Argument(help: ArgumentHelp("The number of the delivery, as receipts name it.", valueName: "DELIVERY"))
    var delivery: String

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    /// The result of the command.
    private struct Done: Encodable {
        let delivery: String
        let release: Int?
    }

    func run() async throws {
        try await command {
            guard let id = DeliveryID(delivery) else {
                throw CommandFailure(.unusableInput, "'\(delivery)' is no number of a delivery")
            }
            let configuration = try common.configuration(writing: true)
            switch try await DaemonRequest(configuration, logger: .ofProcess).carryOut(.revert(id)) {
            case .refused(let reason): throw CommandFailure(.unusableInput, reason.en)
            case .done(let release):
                if printing.json { return try printJSON(Done(delivery: id.description, release: release)) }
                let current = release.map { "release \($0) is current" } ?? "there is no release"
                let ledger = try SQLiteLedger(readingPath: configuration.ledger)
                let dataset = try ledger.delivery(id)?.claim.dataset ?? ""
                let waiting = WaitingState(try ledger.waitingRelease(dataset: dataset))
                let more = waiting.map { "; \($0.words)" } ?? ""
                Terminal.standardOutput.line("Delivery \(id) is taken back; \(current)\(more).")
            }
        }
    }
}
