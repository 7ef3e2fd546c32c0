import Statistics
import Workflow
import Disclosure
import Website
import ConfigurationFiles
import Drops
import Files
import Foundation
import Glibc
import Ledger
import Metrics
import ReleaseService
import Telemetry

/// Counters of the service: totals only, never a count of a region, a score or a name of a file.
package struct ServiceMetrics: Sendable {
    /// Where the metrics of the process are kept.
    private let registry = MetricsRegistry()

    /// Creates the metrics, at zero.
    package init() {
        for (name, help) in Self.help { registry.describe(name, help) }
        for name in ["peil_rescans_total", "peil_overflows_total"] { count(name, by: 0) }
    }

    private static let help: [(String, String)] = [
        ("peil_info", "The version of the program; always 1."),
        ("peil_deliveries_total", "Deliveries that were brought to an end, by drop and outcome."),
        ("peil_findings_total", "Findings of deliveries, by the code of the rule and severity."),
        ("peil_ledger_deliveries", "Deliveries in the ledger that are not finished, by state."),
        ("peil_backlog_files", "Files that wait in a drop."),
        ("peil_backlog_oldest_seconds", "The age of the oldest file that waits in a drop; 0 without any."),
        ("peil_drop_readable", "Whether a drop can be read: 1 or 0."),
        ("peil_stage_seconds", "The duration of a stage of a delivery: examine, release or report."),
        ("peil_rescans_total", "Looks at drops and at requests, by an event or by the clock."),
        (
            "peil_overflows_total",
            "Times that the kernel lost events of a drop, so that it was looked through whole."
        ),
        ("peil_retries_total", "Steps that failed for a reason of the machine and are tried again, by drop."),
        ("peil_stuck", "What is stuck now: deliveries, files, releases; by the part of the service."),
        ("peil_release_number", "The number of the newest release."),
        ("peil_release_age_seconds", "The time since the newest release was made."),
        ("peil_release_due", "Whether a release is due that is not made yet: 1 or 0."),
        ("peil_release_waiting", "Whether a release waits for approval or for its time: 1 or 0."),
        ("peil_release_held_back", "Whether a release is held back because it is not proved safe: 1 or 0."),
        ("peil_rows_made_total", "Rows that releases made anew, by data set."),
        ("peil_rows_withheld_total", "Rows that protection withheld in releases, by data set and reason."),
        ("peil_rows_recoded_total", "Rows whose groups protection put together in releases, by data set."),
        ("peil_expected_missing", "Deliveries that the configuration expects and that are overdue, by drop."),
        ("peil_ledger_bytes", "The size of the ledger with its journal."),
        ("peil_free_bytes", "The free room on the file system of state and releases."),
        ("peil_resident_bytes", "The memory that the process has in use."),
    ]

    /// Counts something.
    package func count(_ name: String, _ labels: [(String, String)] = [], by amount: Int = 1) {
        Counter(label: name, dimensions: labels, factory: registry).increment(by: amount)
    }

    /// Measures how long a stage takes.
    func stage<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        let start = DispatchTime.now().uptimeNanoseconds
        defer {
            Timer(label: "peil_stage_seconds", dimensions: [("stage", name)], factory: registry)
                .recordNanoseconds(Int64(DispatchTime.now().uptimeNanoseconds - start))
        }
        return try body()
    }

    /// Notes a delivery that was brought to an end.
    func finished(_ delivery: Delivery) {
        let outcome = delivery.duplicateOf != nil ? "duplicate" : delivery.outcome?.rawValue ?? "none"
        count("peil_deliveries_total", [("drop", delivery.claim.drop), ("outcome", outcome)])
        for (kind, total) in delivery.report?.findings.totals ?? [:] {
            count(
                "peil_findings_total",
                [("code", kind.code), ("severity", kind.severity.rawValue)],
                by: total
            )
        }
    }

    /// Notes what protection did in a release.
    func released(_ release: ReleaseRecord) {
        guard let cost = ReleaseAccount(release.account)?.cost else { return }
        let dataset = ("dataset", release.dataset)
        count("peil_rows_made_total", [dataset], by: cost.rows)
        count("peil_rows_withheld_total", [dataset, ("reason", "small")], by: cost.small)
        count("peil_rows_withheld_total", [dataset, ("reason", "others")], by: cost.withheldForOthers)
        count("peil_rows_recoded_total", [dataset], by: cost.merged)
    }

    private func set(_ name: String, _ labels: [(String, String)], _ value: Int64) {
        Meter(label: name, dimensions: labels, factory: registry).set(value)
    }

    /// Looks at everything that is measured when somebody asks, and writes it all.
    func text(of peil: Peil) throws -> String {
        let configuration = peil.configuration
        let now = peil.now()
        for name in [
            "peil_ledger_deliveries", "peil_backlog_files", "peil_backlog_oldest_seconds",
            "peil_drop_readable",
            "peil_stuck", "peil_expected_missing",
        ] {
            registry.forget(gauge: name)
        }
        set("peil_info", [("version", Version.number)], 1)
        let open = try peil.ledger.unfinishedDeliveries()
        for state in ["claimed", "accepted", "rejected", "duplicate", "released"] {
            set(
                "peil_ledger_deliveries",
                [("state", state)],
                Int64(open.count { $0.state.rawValue == state })
            )
        }
        let names = DropNames(temporary: configuration.temporarySuffixes)
        for drop in configuration.drops {
            let label = [("drop", drop.name)]
            let entries = try? DropDirectory(path: drop.path, names: names).entries(knowsWriters: false)
            set("peil_drop_readable", label, entries == nil ? 0 : 1)
            set("peil_backlog_files", label, Int64(entries?.count ?? 0))
            let oldest = entries?.first.map { max(0, now.milliseconds - $0.stamp.changed) / 1000 } ?? 0
            set("peil_backlog_oldest_seconds", label, oldest)
        }
        for (drop, count) in try peil.website.overdue() {
            set("peil_expected_missing", [("drop", drop)], Int64(count))
        }
        let troubles = TroubleFile.all(configuration)
        for part in configuration.drops.map(\.name) + ["the desk"] {
            set("peil_stuck", [("part", part)], Int64(troubles[part]?.count ?? 0))
        }
        for dataset in peil.catalogue.codebooks.keys.sorted() {
            let label = [("dataset", dataset)]
            let last = try peil.ledger.releases(dataset: dataset, limit: 1).first
            set("peil_release_number", label, Int64(last?.number ?? 0))
            if let last {
                set(
                    "peil_release_age_seconds",
                    label,
                    max(0, now.milliseconds - last.time.milliseconds) / 1000
                )
            }
            set("peil_release_due", label, try peil.ledger.pendingRelease(dataset: dataset) == nil ? 0 : 1)
            let waits = try peil.ledger.waitingRelease(dataset: dataset)?.isOpen == true
            set("peil_release_waiting", label, waits ? 1 : 0)
            set("peil_release_held_back", label, try peil.ledger.heldBack(dataset: dataset) == nil ? 0 : 1)
        }
        var bytes: Int64 = 0
        for path in [configuration.ledger, configuration.ledger + "-wal"] {
            bytes += ((try? FileStatus(following: path)) ?? nil)?.size ?? 0
        }
        set("peil_ledger_bytes", [], bytes)
        for (name, path) in [("state", configuration.state), ("publish", configuration.publish)] {
            if let free = FreeRoom.bytes(at: path) { set("peil_free_bytes", [("directory", name)], free) }
        }
        if let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
            .split(separator: " ").dropFirst().first.flatMap({ Int64($0) })
        {
            set("peil_resident_bytes", [], pages * Int64(sysconf(Int32(_SC_PAGESIZE))))
        }
        return registry.text
    }
}
