import ArgumentParser
import ConfigurationFiles
import Glibc
import Ledger
import Logging
import ReleaseService
import Reports
import Service

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
            let answer: ControlAnswer
            if let (peil, lock) = try Peil.open(configuration, logger: makeLogger()) {
                answer = try ControlDesk(peil: peil).carryOut(.revert(id))
                withExtendedLifetime(lock) {}
            } else {
                answer = try await askDaemon(id, configuration)
            }
            switch answer {
            case .refused(let reason): throw CommandFailure(.unusableInput, reason)
            case .done(let release):
                if printing.json { return try printJSON(Done(delivery: id.description, release: release)) }
                let current = release.map { "release \($0) is current" } ?? "there is no release"
                Terminal.standardOutput.line("Delivery \(id) is taken back; \(current).")
            }
        }
    }

    private func askDaemon(_ id: DeliveryID, _ configuration: Configuration) async throws -> ControlAnswer {
        let ledger = try SQLiteLedger(path: configuration.ledger)
        let number = try ledger.request(.revert(id), at: systemTime())
        try ControlDesk.wakeDaemon(configuration, request: number)
        for _ in 0..<600 {
            if let answer = try ledger.answer(of: number) { return answer }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw CommandFailure(
            .inputOutput,
            "the daemon has not answered within a minute; it will do it when it can: see `peil deliveries`"
        )
    }
}
