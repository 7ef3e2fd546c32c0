import Statistics
import Workflow

/// What an operator configured, checked whole before anything starts.
struct Configuration: Hashable, Sendable {
    /// The directory of ledger, spool and archive.
    var state: String
    /// The directory of releases.
    var publish: String
    /// The key of the edition of the classification, for drops that name none.
    var edition: String
    /// The language of receipts and of `peil check`.
    var language: Language
    /// The directory of codebooks.
    var datasets: String
    /// The directory of classification editions.
    var regions: String
    /// The drops.
    var drops: [Drop]
    /// How long old releases and archived deliveries are kept.
    var retention: Retention
    /// The largest delivery that is read, in bytes, packed or unpacked.
    var largestDelivery: Int64
    /// How often every drop is looked at although nothing was heard of it, in milliseconds.
    var rescan: Int64
    /// Where the status pages are to be served; nil when nowhere.
    var listen: String?

    /// One drop directory.
    struct Drop: Hashable, Sendable {
        /// How changes are noticed.
        enum Watch: String, Hashable, Sendable, CaseIterable {
            /// By inotify, and by polling on network file systems.
            case auto
            /// By inotify.
            case inotify
            /// By polling.
            case poll
        }

        /// The name of the drop.
        var name: String
        /// The directory.
        var path: String
        /// The data set that is delivered here.
        var dataset: String
        /// What a delivery replaces.
        var mode: DeliveryMode
        /// How changes are noticed.
        var watch: Watch
        /// The quiet time of a file that is written in place, in milliseconds.
        var settle: Int64
        /// The key of the edition of the classification.
        var edition: String
    }

    /// How long what is no longer current is kept.
    struct Retention: Hashable, Sendable {
        /// How many releases of a data set are kept at least.
        var releases: Int
        /// For how many days every release is kept; nil when only the number counts.
        var days: Int?
        /// For how many days accepted deliveries stay in the archive.
        var archiveDays: Int
    }

    /// The path of the ledger.
    var ledger: String { state + "/ledger.sqlite" }
    /// The directory of claimed files.
    var spool: String { state + "/spool" }
    /// The directory of accepted files.
    var archive: String { state + "/archive" }
    /// The directory of what can be made again.
    var cache: String { state + "/cache" }
    /// The models that releases were imputed with: internal, never published.
    var models: String { state + "/models" }
    /// The file whose lock says who writes.
    var lock: String { state + "/lock" }

    /// The drop of that name; nil when there is none.
    func drop(named name: String) -> Drop? { drops.first { $0.name == name } }
}
