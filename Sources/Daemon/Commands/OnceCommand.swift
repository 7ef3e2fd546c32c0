import ArgumentParser
import ConfigurationFiles
import Files
import Foundation
import Ledger
import Reports
import Service
import Telemetry
import Workflow

/// `peil once`: handles all waiting files in the drops, publishes, and exits.
struct OnceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "once",
        abstract: "Handle all that waits in the drops, publish, and exit.",
        discussion: "Waits for files that are still being written. Ends with 1 when a delivery was rejected."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: true)
            guard let (peil, lock) = try Peil.open(configuration, logger: .ofProcess) else {
                throw CommandFailure(
                    .inputOutput,
                    "\(configuration.lock): another peil works on this state directory, and handles what waits"
                )
            }
            let progress = FilesProgress()
            var pass = OncePass(
                peil: peil,
                moved: { progress.show(peil.reading.map { ("delivery \($0.delivery)", $0.done, $0.size) }) },
                wait: { drop, milliseconds in
                    Terminal.standardError.progress("\(drop): waiting for files that are being written")
                    Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
                    Terminal.standardError.endProgress()
                }
            )
            try await pass.run()
            let (finished, checked, stuck) = (pass.finished, pass.checked, pass.stuck)
            withExtendedLifetime(lock) {}
            try show(finished, checked)
            if let first = stuck.first {
                throw CommandFailure(
                    .inputOutput,
                    "\(stuck.count) of what waits could not be brought to an end; the first is "
                        + "\(first.subject): \(first.reason); put it right and run this again"
                )
            }
            if finished.contains(where: { $0.outcome == .rejected })
                || checked.contains(where: { $0.state == .rejected })
            {
                throw ExitCode(1)
            }
        }
    }

    private func show(_ deliveries: [Delivery], _ checked: [Receipt]) throws {
        let shown = deliveries.map { ShownDelivery($0) }
        if printing.json { return try printJSON(shown + checked.map { ShownDelivery($0) }) }
        for receipt in checked {
            let outcome = receipt.state == .accepted ? "no errors found" : "would be rejected"
            Terminal.standardOutput.line(
                "\(receipt.drop): \(printable(receipt.file)): only checked; \(outcome)"
            )
        }
        guard !deliveries.isEmpty else {
            if checked.isEmpty { Terminal.standardOutput.line("Nothing waits in the drops.") }
            return
        }
        ShownDelivery.table(shown).write(to: .standardOutput)
    }
}
