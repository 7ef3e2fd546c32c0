package import Statistics
package import Workflow

/// The configuration of an operator, checked completely before anything starts.
package struct Configuration: Hashable, Sendable {
    /// The directory of ledger, spool and archive.
    package var state: String
    /// The directory of releases.
    package var publish: String
    /// The key of the edition of the classification, for drops without one.
    package var edition: String
    /// The language of receipts and of `peil check`.
    package var language: Language
    /// The directory of codebooks.
    package var datasets: String
    /// The directory of classification editions.
    package var regions: String
    /// The drops.
    package var drops: [Drop]
    /// The retention of old releases and archived deliveries.
    package var retention: Retention
    /// The GeoJSON file of the boundaries of regions, for maps; nil without one.
    package var boundaries: String?
    /// The size limit of a delivery in bytes, packed or unpacked.
    package var largestDelivery: Int64
    /// The interval of looking at every drop without an event, in milliseconds.
    package var rescan: Int64
    /// The suffixes of temporary names that are left alone in drops, besides those that are known.
    package var temporarySuffixes: [String] = []
    /// The address that pages and releases are served at; nil where they are not.
    package var listen: ListenAddress?
    /// Further settings of the web server.
    package var web = Web()
    /// The PEM file of the key that signs manifests; nil where they are not signed.
    package var signingKey: String?

    /// Who is told of releases.
    package var hooks: [Hook] = []

    /// One drop directory.
    package struct Drop: Hashable, Sendable {
        /// The way of noticing changes.
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
        /// The data set of its deliveries.
        package var dataset: String
        /// The part of the stored values that a delivery replaces.
        package var mode: DeliveryMode
        /// The way of noticing changes.
        package var watch: Watch
        /// The time in milliseconds for which a file written in place must be unchanged.
        package var settle: Int64
        /// The key of the edition of the classification.
        package var edition: String
        /// True if every delivery is meant to drop what it lacks of what is held.
        package var replaces = false
        /// True if its files are only checked: their receipts say what would happen, and nothing is changed.
        package var checksOnly = false
        /// True if tables in the published form that are delivered here are public elsewhere already.
        package var isPublishedElsewhere = false
        /// The deliveries that are to come.
        package var expects: [Expected] = []
        /// Who is told of each delivery; nil for nobody.
        package var notify: Notification?

        /// A delivery that is to come.
        package struct Expected: Hashable, Sendable {
            /// The name of the period, for example 2023.
            package var period: String
            /// The last day on which it is in time, as YYYY-MM-DD.
            package var due: String
        }

        /// Who is told of the deliveries of a drop.
        package struct Notification: Hashable, Sendable {
            /// The addresses that get an e-mail.
            package var mail: [String] = []
            /// The program that is run with the path of the receipt; nil for none.
            package var command: String?
            /// The program that takes e-mail, by the interface of sendmail.
            package var sendmail = "/usr/sbin/sendmail"
            /// True if only rejected deliveries are told of.
            package var onlyRejected = false
        }
    }

    /// One that is told of each release.
    package struct Hook: Hashable, Sendable {
        /// The way of telling.
        package enum Way: Hashable, Sendable {
            /// The path of a program that is run.
            case command(String)
            /// An address that gets a POST, and the file of the secret it is signed with; nil where it is not.
            case post(String, secret: String?)
            /// A directory that gets a file.
            case outbox(String)
        }

        /// The name of the hook.
        package var name: String
        /// The data sets whose releases are told of; nil for all.
        package var datasets: [String]?
        /// The way of telling.
        package var way: Way

        package init(name: String, datasets: [String]?, way: Way) {
            self.name = name
            self.datasets = datasets
            self.way = way
        }
    }

    /// The way of serving pages and releases.
    package struct Web: Hashable, Sendable {
        /// The names by which clients may call the server, beside those of the machine itself.
        package var hosts: [String] = []
        /// The file of `NAME TOKEN` lines: who may change state; nil where nobody may.
        package var tokens: String?
        /// The number of connections at the same time; nil for the usual.
        package var connections: Int?
    }

    /// The retention of releases and deliveries that are not current any more.
    package struct Retention: Hashable, Sendable {
        /// The minimum number of releases of a data set.
        package var releases: Int
        /// The number of days for which every release is kept; nil if only the number counts.
        package var days: Int?
        /// The number of days for which accepted deliveries stay in the archive.
        package var archiveDays: Int
        /// The public key of age that archived deliveries are encrypted for; nil where they are kept as they are.
        package var archiveRecipient: String?
        /// The number of days for which receipts and rejected files stay in the drops; nil if they stay for good.
        package var receiptDays: Int?
        /// The number of days for which deliveries can be taken back; nil where they can for good.
        ///
        /// The ledger forgets after them whatever nobody can ask for.
        package var ledgerDays: Int?
    }

    /// The path of the ledger.
    package var ledger: String { state + "/ledger.sqlite" }
    /// The directory of claimed files.
    package var spool: String { state + "/spool" }
    /// The directory of accepted files.
    package var archive: String { state + "/archive" }
    /// The directory of files that can be made again.
    package var cache: String { state + "/cache" }
    /// The models that releases were imputed with: internal, never published.
    package var models: String { state + "/models" }
    /// The lock file of the writing process.
    package var lock: String { state + "/lock" }

    /// The drop of that name; nil if there is none.
    package func drop(named name: String) -> Drop? { drops.first { $0.name == name } }
}
