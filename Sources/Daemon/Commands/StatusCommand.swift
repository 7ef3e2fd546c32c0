import ArgumentParser
import Configuration
import Drops
import Ledger
import Statistics
import Telemetry
import Workflow

/// `peil status`: health, drops, backlog and last releases.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show health, drops, backlog and last releases."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    /// What the command shows.
    private struct Shown: Encodable {
        struct Drop: Encodable {
            let name: String
            let dataset: String
            let mode: String
            let path: String
            let reachable: Bool
            let waiting: Int
            let inHand: Int
        }

        struct DataSet: Encodable {
            let dataset: String
            let release: Int?
            let released: String?
            let periods: [String]
            let releaseDue: Bool
            /// Since when no release can be made, because what it would withhold could not be proved safe.
            let heldBack: String?
        }

        let daemon: String
        let drops: [Drop]
        let datasets: [DataSet]
    }

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            let catalogue = try Catalogue.read(configuration)
            let ledger = try SQLiteLedger(readingPath: configuration.ledger)
            let unfinished = try ledger.unfinishedDeliveries()
            let shown = Shown(
                daemon: StateLock.isHeld(path: configuration.lock) ? "running" : "not running",
                drops: configuration.drops.map { drop in
                    let entries = try? DropDirectory(path: drop.path, settle: drop.settle).entries()
                    return Shown.Drop(
                        name: drop.name,
                        dataset: drop.dataset,
                        mode: drop.mode.rawValue,
                        path: drop.path,
                        reachable: entries != nil,
                        waiting: entries?.count ?? 0,
                        inHand: unfinished.count { $0.claim.drop == drop.name }
                    )
                },
                datasets: try catalogue.codebooks.keys.sorted().map { dataset in
                    let last = try ledger.releases(dataset: dataset, limit: 1).first
                    return Shown.DataSet(
                        dataset: dataset,
                        release: last?.number,
                        released: last?.time.iso8601,
                        periods: try ledger.storedPeriods(dataset: dataset).map {
                            $0.period.name + $0.status.mark
                        },
                        releaseDue: try ledger.pendingRelease(dataset: dataset) != nil,
                        heldBack: try ledger.heldBack(dataset: dataset)?.iso8601
                    )
                }
            )
            if printing.json { return try printJSON(shown) }
            show(shown, on: .standardOutput)
        }
    }

    private func show(_ shown: Shown, on terminal: Terminal) {
        let isRunning = shown.daemon == "running"
        terminal.line("daemon: \(terminal.styled(shown.daemon, isRunning ? .green : .yellow))")
        terminal.line()
        var drops = TextTable(
            ["drop", "data set", "mode", "waiting", "in hand", "directory"],
            rightAligned: [3, 4]
        )
        for drop in shown.drops {
            let path = drop.reachable ? drop.path : drop.path + " (cannot be read)"
            drops.add([drop.name, drop.dataset, drop.mode, String(drop.waiting), String(drop.inHand), path])
        }
        drops.write(to: terminal)
        terminal.line()
        var datasets = TextTable(["data set", "release", "made", "periods held", "due"], rightAligned: [1])
        for dataset in shown.datasets {
            datasets.add([
                dataset.dataset, dataset.release.map(String.init) ?? "-", dataset.released ?? "-",
                dataset.periods.isEmpty ? "-" : dataset.periods.joined(separator: " "),
                dataset.releaseDue ? "yes" : "no",
            ])
        }
        datasets.write(to: terminal)
        for dataset in shown.datasets {
            guard let since = dataset.heldBack else { continue }
            let words = "held back since \(since): what it would withhold could not be proved safe"
            terminal.line(terminal.styled("\(dataset.dataset): its next release is \(words)", .red))
        }
    }
}
