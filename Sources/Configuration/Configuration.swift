package import Statistics
package import Workflow

/// What an operator configured, checked whole before anything starts.
package struct Configuration: Hashable, Sendable {
    /// The directory of ledger, spool and archive.
    package var state: String
    /// The directory of releases.
    package var publish: String
    /// The key of the edition of the classification, for drops that name none.
    package var edition: String
    /// The language of receipts and of `peil check`.
    package var language: Language
    /// The directory of codebooks.
    package var datasets: String
    /// The directory of classification editions.
    package var regions: String
    /// The drops.
    package var drops: [Drop]
    /// How long old releases and archived deliveries are kept.
    package var retention: Retention
    /// The largest delivery that is read, in bytes, packed or unpacked.
    package var largestDelivery: Int64
    /// How often every drop is looked at although nothing was heard of it, in milliseconds.
    package var rescan: Int64
    /// Where the status pages are to be served; nil when nowhere.
    package var listen: String?

    /// One drop directory.
    package struct Drop: Hashable, Sendable {
        /// How changes are noticed.
        package enum Watch: String, Hashable, Sendable, CaseIterable {
            /// By inotify, and by polling on network file systems.
            case auto
            /// By inotify.
            case inotify
            /// By polling.
            case poll
        }

        /// The name of the drop.
        package var name: String
        /// The directory.
        package var path: String
        /// The data set that is delivered here.
        package var dataset: String
        /// What a delivery replaces.
        package var mode: DeliveryMode
        /// How changes are noticed.
        package var watch: Watch
        /// The quiet time of a file that is written in place, in milliseconds.
        package var settle: Int64
        /// The key of the edition of the classification.
        package var edition: String
    }

    /// How long what is no longer current is kept.
    package struct Retention: Hashable, Sendable {
        /// How many releases of a data set are kept at least.
        package var releases: Int
        /// For how many days every release is kept; nil when only the number counts.
        package var days: Int?
        /// For how many days accepted deliveries stay in the archive.
        package var archiveDays: Int
    }

    /// The path of the ledger.
    package var ledger: String { state + "/ledger.sqlite" }
    /// The directory of claimed files.
    package var spool: String { state + "/spool" }
    /// The directory of accepted files.
    package var archive: String { state + "/archive" }
    /// The directory of what can be made again.
    package var cache: String { state + "/cache" }
    /// The models that releases were imputed with: internal, never published.
    package var models: String { state + "/models" }
    /// The file whose lock says who writes.
    package var lock: String { state + "/lock" }

    /// The drop of that name; nil when there is none.
    package func drop(named name: String) -> Drop? { drops.first { $0.name == name } }
}
