import ArgumentParser
import ConfigurationFiles
import Drops
import Files
import Ledger
import ReleaseService
import Reports
import Service
import Statistics
import Telemetry
import Workflow

/// `peil status`: health, drops, backlog and last releases.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show health, drops, backlog, trouble and last releases.",
        discussion: """
            Ends with 0 when all is well, and with 1 when the daemon does not run, a drop cannot be read, a delivery \
            is stuck, or a release is held back.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    /// The output of the command.
    private struct Shown: Encodable {
        struct Drop: Encodable {
            let name: String
            let dataset: String
            let mode: String
            let path: String
            let reachable: Bool
            let waiting: Int
            let inHand: Int
            /// The deliveries, of the last 1000, that were rejected.
            let rejected: Int
            /// Each subject that is stuck, since when and why.
            let stuck: [Trouble]
        }

        struct Trouble: Encodable {
            let subject: String
            let since: String
            let reason: String
            let failures: Int

            init(_ setback: Setbacks.Setback) {
                subject = setback.subject
                since = Timestamp(milliseconds: setback.since).iso8601
                reason = setback.reason
                failures = setback.failures
            }
        }

        struct LastDelivery: Encodable {
            let delivery: String
            let file: String
            let drop: String
            let state: String
            let received: String
        }

        /// The room on the file system of a directory.
        struct Room: Encodable {
            let path: String
            let freeBytes: Int64
        }

        struct DataSet: Encodable {
            let dataset: String
            let release: Int?
            let released: String?
            let periods: [String]
            let releaseDue: Bool
            /// The time since which releases are held back, because suppressed figures could not be proved
            /// safe.
            let heldBack: String?
            /// The release that waits for approval, or for its time.
            let waiting: WaitingState?
            /// The periods that withhold rows for others, as the releases of them did that are out.
            let withholdForOthers: [String]
            /// The same, in a sentence; not a part of the JSON.
            let remark: String?

            private enum CodingKeys: CodingKey {
                case dataset, release, released, periods, releaseDue, heldBack, waiting, withholdForOthers
            }
        }

        let version: String
        let daemon: String
        let lastDelivery: LastDelivery?
        let drops: [Drop]
        let datasets: [DataSet]
        /// Stuck subjects that belong to no drop: releases, and deliveries of drops that are gone.
        let stuck: [Trouble]
        let room: [Room]

        /// True where nothing needs an operator.
        var isWell: Bool {
            daemon == "running" && stuck.isEmpty && drops.allSatisfy { $0.reachable && $0.stuck.isEmpty }
                && datasets.allSatisfy { $0.heldBack == nil }
        }
    }

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            let catalogue = try Catalogue.read(configuration)
            let ledger = try SQLiteLedger(readingPath: configuration.ledger)
            let unfinished = try ledger.unfinishedDeliveries()
            let latest = try ledger.deliveries(dataset: nil, limit: 1000)
            let isRunning = StateLock.isTaken(path: configuration.lock)
            // What a daemon said that ended without tidying up is no news of now.
            let troubles = isRunning ? TroubleFile.all(configuration) : [:]
            let names = DropNames(temporary: configuration.temporarySuffixes)
            let shown = Shown(
                version: Version.number,
                daemon: isRunning ? "running" : "not running",
                lastDelivery: latest.first.map { delivery in
                    Shown.LastDelivery(
                        delivery: delivery.id.description,
                        file: delivery.claim.file,
                        drop: delivery.claim.drop,
                        state: delivery.outcome?.rawValue ?? delivery.state.rawValue,
                        received: delivery.received.iso8601
                    )
                },
                drops: configuration.drops.map { drop in
                    let entries = try? DropDirectory(path: drop.path, names: names).entries(
                        knowsWriters: false
                    )
                    return Shown.Drop(
                        name: drop.name,
                        dataset: drop.dataset,
                        mode: drop.mode.rawValue,
                        path: drop.path,
                        reachable: entries != nil,
                        waiting: entries?.count ?? 0,
                        inHand: unfinished.count { $0.claim.drop == drop.name },
                        rejected: latest.count { $0.claim.drop == drop.name && $0.outcome == .rejected },
                        stuck: (troubles[drop.name] ?? []).map(Shown.Trouble.init)
                    )
                },
                datasets: try catalogue.codebooks.sorted { $0.key < $1.key }.map { dataset, codebook in
                    let told = try ToldProtection(of: codebook, ledger)
                    let last = try ledger.releases(dataset: dataset, limit: 1).first
                    return Shown.DataSet(
                        dataset: dataset,
                        release: last?.number,
                        released: last?.time.iso8601,
                        periods: try ledger.storedPeriods(dataset: dataset).map {
                            $0.period.name + $0.status.mark
                        },
                        releaseDue: try ledger.pendingRelease(dataset: dataset) != nil,
                        heldBack: try ledger.heldBack(dataset: dataset)?.iso8601,
                        waiting: WaitingState(try ledger.waitingRelease(dataset: dataset)),
                        withholdForOthers: told.suppressed.map(\.name),
                        remark: told.sentence
                    )
                },
                stuck: troubles.filter { configuration.drop(named: $0.key) == nil }.sorted { $0.key < $1.key }
                    .flatMap { $0.value.map(Shown.Trouble.init) },
                room: [configuration.state, configuration.publish].compactMap { path in
                    FreeRoom.bytes(at: path).map { Shown.Room(path: path, freeBytes: $0) }
                }
            )
            if printing.json { try printJSON(shown) } else { show(shown, on: .standardOutput) }
            if !shown.isWell { throw ExitCode(1) }
        }
    }

    /// A moment to the minute.
    private static func minute(_ iso8601: String) -> String {
        String(iso8601.prefix(16)).replacing("T", with: " ")
    }

    private func show(_ shown: Shown, on terminal: Terminal) {
        let isRunning = shown.daemon == "running"
        terminal.line(
            "peil \(shown.version), daemon: \(terminal.styled(shown.daemon, isRunning ? .green : .yellow))"
        )
        if let last = shown.lastDelivery {
            terminal.line(
                "last delivery: \(last.delivery), \(last.state), \(Self.minute(last.received)) UTC, drop \(last.drop)"
            )
        }
        for room in shown.room {
            terminal.line("free: \(room.freeBytes >> 20) MiB at \(printable(room.path))")
        }
        terminal.line()
        var drops = TextTable(
            ["drop", "data set", "mode", "waiting", "in hand", "rejected", "state"],
            rightAligned: [3, 4, 5]
        )
        for drop in shown.drops {
            let state = !drop.reachable ? "cannot be read" : drop.stuck.isEmpty ? "well" : "stuck"
            drops.add([
                drop.name, drop.dataset, drop.mode, String(drop.waiting), String(drop.inHand),
                String(drop.rejected), state,
            ])
        }
        drops.write(to: terminal)
        for (name, stuck) in shown.drops.map({ ("drop \($0.name)", $0.stuck) }) + [("daemon", shown.stuck)] {
            for one in stuck {
                let words =
                    "\(one.subject) is stuck since \(one.since), tried \(one.failures) times: \(one.reason)"
                terminal.line(terminal.styled("\(name): \(printable(words))", .red))
            }
        }
        terminal.line()
        var datasets = TextTable(
            ["data set", "release", "made (UTC)", "due", "periods held"],
            rightAligned: [1]
        )
        for dataset in shown.datasets {
            datasets.add([
                dataset.dataset, dataset.release.map(String.init) ?? "-",
                dataset.released.map(Self.minute) ?? "-", dataset.releaseDue ? "yes" : "no",
                dataset.periods.isEmpty ? "-" : PeriodRanges.words(dataset.periods),
            ])
        }
        datasets.write(to: terminal)
        for remark in shown.datasets.compactMap(\.remark) { terminal.line(remark) }
        for dataset in shown.datasets {
            guard let waiting = dataset.waiting else { continue }
            terminal.line(terminal.styled("\(dataset.dataset): \(waiting.words)", .yellow))
        }
        for dataset in shown.datasets {
            guard let since = dataset.heldBack else { continue }
            let words = "held back since \(since): what it would withhold could not be proved safe"
            terminal.line(terminal.styled("\(dataset.dataset): its next release is \(words)", .red))
        }
    }
}
