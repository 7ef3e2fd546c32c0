import ArgumentParser
import Configuration
import Drops
import Files
import Foundation
import Glibc
import Ledger
import Logging
import Workflow

/// `peil once`: handles all that waits in the drops, publishes, and exits.
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
            try peil.requestOutdatedReleases()
            try ControlDesk(peil: peil).answerAll()
            var finished: [Delivery] = []
            for drop in configuration.drops { finished += try handle(drop, peil) }
            for dataset in try peil.ledger.datasetsWithPendingRelease()
            where peil.catalogue.codebooks[dataset] != nil {
                try peil.release(dataset)
            }
            try Archive(peil: peil).prune()
            withExtendedLifetime(lock) {}
            try show(finished)
            if finished.contains(where: { $0.outcome == .rejected }) { throw ExitCode(1) }
        }
    }

    private func handle(_ drop: Configuration.Drop, _ peil: Peil) throws -> [Delivery] {
        try Durable.createDirectory(peil.configuration.spool + "/" + drop.name, mode: 0o700)
        let intake = Intake(peil: peil, drop: drop)
        var finished = try intake.finishOpen()
        var settling = DropSettling(settle: drop.settle)
        while true {
            let entries = try DropDirectory(path: drop.path, settle: drop.settle).entries()
            let (ready, again) = settling.ready(entries, now: peil.now().milliseconds, trustTimes: true)
            for entry in ready {
                if let delivery = try intake.take(entry.name) { finished.append(delivery) }
            }
            if ready.isEmpty {
                guard let again else { return finished }
                Terminal.standardError.progress("\(drop.name): waiting for files that are being written")
                usleep(UInt32(min(again, 1000)) * 1000)
                Terminal.standardError.endProgress()
            }
        }
    }

    private func show(_ deliveries: [Delivery]) throws {
        if printing.json { return try printJSON(deliveries.map(ShownDelivery.init)) }
        guard !deliveries.isEmpty else { return Terminal.standardOutput.line("Nothing waits in the drops.") }
        ShownDelivery.table(deliveries.map(ShownDelivery.init)).write(to: .standardOutput)
    }
}
