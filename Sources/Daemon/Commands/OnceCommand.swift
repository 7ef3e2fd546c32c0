import ArgumentParser
import ConfigurationFiles
import Drops
import Files
import Foundation
import Glibc
import Ledger
import Logging
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
            guard let (peil, lock) = try Peil.open(configuration, logger: makeLogger()) else {
                throw CommandFailure(
                    .inputOutput,
                    "\(configuration.lock): another peil works on this state directory, and handles what waits"
                )
            }
            try peil.beginAnnouncing()
            try peil.requestOutdatedReleases()
            try ControlDesk(peil: peil).answerAll()
            var finished: [Delivery] = []
            var checked: [Receipt] = []
            var stuck: [Setbacks.Setback] = []
            for drop in configuration.drops { finished += try handle(drop, peil, &checked, &stuck) }
            finished += try Orphans(peil: peil).finishAll()
            for dataset in peil.catalogue.codebooks.keys.sorted() { try peil.publishApproved(dataset) }
            for dataset in try peil.ledger.datasetsWithPendingRelease()
            where peil.catalogue.codebooks[dataset] != nil {
                try peil.release(dataset)
            }
            await peil.announceOnce()
            try Archive(peil: peil).prune()
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

    private func handle(
        _ drop: Configuration.Drop,
        _ peil: Peil,
        _ checked: inout [Receipt],
        _ stuck: inout [Setbacks.Setback]
    ) throws -> [Delivery] {
        var round = try DropRound(Intake(peil: peil, drop: drop))
        let progress = FilesProgress()
        let show = { @Sendable in
            progress.show(peil.reading.map { ("delivery \($0.delivery)", $0.done, $0.size) })
        }
        round.moved = show
        var finished: [Delivery] = []
        while true {
            let outcome = try round.look()
            show()
            finished += outcome.finished
            checked += outcome.checked
            guard !outcome.hasTaken else { continue }
            // What failed is left to the next run: only files that settle are waited for.
            guard let again = outcome.settlesIn else {
                stuck += round.setbacks.all
                return finished
            }
            Terminal.standardError.progress("\(drop.name): waiting for files that are being written")
            usleep(UInt32(min(again, 1000)) * 1000)
            Terminal.standardError.endProgress()
        }
    }

    private func show(_ deliveries: [Delivery], _ checked: [Receipt]) throws {
        if printing.json { return try printJSON(deliveries.map { ShownDelivery($0) }) }
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
        ShownDelivery.table(deliveries.map { ShownDelivery($0) }).write(to: .standardOutput)
    }
}
