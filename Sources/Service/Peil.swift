import Classification
import Codebook
package import ConfigurationFiles
package import Files
import Glibc
package import Kinds
package import Ledger
package import Logging
package import Publish
package import ReleaseService
import Statistics
import Synchronization
import Telemetry
import Website
import Workflow

/// A running Peil: the ledger, the publisher, the catalogue, and one lock for each data set.
///
/// All commands and services use it, so each collaborator is in one place and can be replaced in a test.
package final class Peil: Sendable {
    package let ledger: any LedgerStore
    package let logger: Logger
    package let now: @Sendable () -> Timestamp
    /// How far deliveries have been read.
    let readings = Readings()
    /// Counters of the service.
    package let metrics = ServiceMetrics()
    private let started: (time: Timestamp, elapsed: Int64)
    /// Changes of releases from those before them: each is compared once, however many receipts tell of it.
    let shown = Kept<ReleaseRecord, Reporting.ShownChanges>(most: 32)
    /// Who waits for an answer of the desk.
    package let answers = AnswerBoard()
    /// Whether the process was asked to stop.
    package let interruption = Interruption()
    private let gate: ReleaseGate
    private let knowledge: Mutex<Knowledge>
    private let datasetLocks = Mutex<[String: DatasetLock]>([:])
    /// By data set, what was due when its release was last held back, and how often configuration and catalogue had been
    /// replaced by then.
    private let heldBack = Mutex<[String: (due: PendingRelease?, times: Int)]>([:])

    /// The parts that a reload replaces.
    struct Knowledge: Sendable {
        var configuration: Configuration
        var catalogue: Catalogue
        /// The secret that offsets are drawn by; nil where no data set has any.
        var key: OffsetKeyFile?
        /// How often they were replaced.
        var times = 0
    }

    package init(
        configuration: Configuration,
        catalogue: Catalogue,
        ledger: any LedgerStore,
        logger: Logger,
        now: @escaping @Sendable () -> Timestamp,
        gate: ReleaseGate = .standard,
        key: OffsetKeyFile? = nil
    ) {
        self.gate = gate
        started = (now(), Elapsed.milliseconds)
        knowledge = Mutex(Knowledge(configuration: configuration, catalogue: catalogue, key: key))
        self.ledger = ledger
        self.logger = logger
        self.now = now
    }

    /// The clock by which what is kept grows old.
    let age = AgeFile()

    /// The present, but no later than by as much as has passed since the start.
    ///
    /// Whoever sets the clock ahead publishes nothing early.
    package var present: Int64 {
        min(now().milliseconds, time(of: Elapsed.milliseconds))
    }

    /// The time of a moment that is given as `Elapsed` counts it, in milliseconds since 1970.
    ///
    /// By the clock as it was at the start, so that it is the same whenever it is asked for.
    func time(of elapsed: Int64) -> Int64 { started.time.milliseconds + elapsed - started.elapsed }

    /// The configuration in force.
    package var configuration: Configuration { knowledge.withLock { $0.configuration } }
    /// The codebooks and editions in force.
    package var catalogue: Catalogue { knowledge.withLock { $0.catalogue } }

    /// How often configuration and catalogue were replaced since the start.
    var timesRead: Int { knowledge.withLock { $0.times } }

    /// Puts another configuration and catalogue in force, and the key that they need.
    func replaceKnowledge(_ configuration: Configuration, _ catalogue: Catalogue, _ key: OffsetKeyFile?) {
        knowledge.withLock { knowledge in
            let times = knowledge.times + 1
            knowledge = Knowledge(configuration: configuration, catalogue: catalogue, key: key, times: times)
        }
    }

    /// Requires that a configuration that is read again leaves ledger and releases where they are.
    func requireSamePlaces(_ other: Configuration) throws(ConfigurationFlaw) {
        for (key, now, then) in [
            ("state", configuration.state, other.state), ("publish", configuration.publish, other.publish),
        ] where now != then {
            throw ConfigurationFlaw(
                place: then,
                message: "\(key): it was \(now) when the daemon started",
                hint: "restart the daemon to move it"
            )
        }
        let (before, after) = (configuration, other)
        if before.listen != after.listen || before.web != after.web {
            throw ConfigurationFlaw(
                place: after.listen?.description ?? "none",
                message: "http: it was otherwise when the daemon started",
                hint: "restart the daemon to serve otherwise"
            )
        }
    }

    /// The writer of releases.
    package var publisher: Publisher {
        let configuration = configuration
        return Publisher(
            root: configuration.publish,
            cache: configuration.cache,
            generator: "peil \(Version.number)",
            signingKey: configuration.signingKey
        )
    }

    /// A check for copies: it tells that work moves, and ends them where the process is to stop.
    func goingOn(_ moved: @escaping @Sendable () -> Void) -> @Sendable () throws(MachineFault) -> Void {
        { [interruption] () throws(MachineFault) in
            moved()
            if interruption.isAsked { throw MachineFault("go on with", "a copy", code: ECANCELED) }
        }
    }

    /// Runs `body` while nobody else changes or releases the data set.
    ///
    /// - Parameters:
    ///   - dataset: The data set.
    ///   - moved: Called while it waits: who waits is not hung, and who hangs inside is known by its own sign of life.
    ///   - body: What is done.
    /// - Returns: The result of `body`.
    /// - Throws: What `body` does; ``Interrupted`` where the process is to stop while it waits.
    func exclusively<Result>(
        _ dataset: String,
        moved: () -> Void = {},
        _ body: () throws -> Result
    ) throws -> Result {
        let lock = datasetLocks.withLock { locks in
            let lock = locks[dataset] ?? DatasetLock()
            locks[dataset] = lock
            return lock
        }
        while true {
            if let result = try lock.mutex.withLockIfAvailable({ _ in try body() }) { return result }
            moved()
            try interruption.check()
            usleep(Self.turnMicroseconds)
        }
    }

    /// The time between two attempts to have a data set to oneself.
    private static let turnMicroseconds: UInt32 = 10_000

    /// Makes the pending release of a data set; nil if none is due.
    ///
    /// One that was approved and whose time has come is published first.
    ///
    /// - Parameters:
    ///   - dataset: The data set.
    ///   - moved: Called where work moves.
    /// - Returns: The release; nil where none is due, it is held back, or it waits for approval.
    /// - Throws: ``Interrupted`` where the process was asked to stop; what is due stays due.
    @discardableResult
    package func release(_ dataset: String, moved: @escaping @Sendable () -> Void = {}) throws
        -> ReleaseRecord?
    {
        try publishApproved(dataset, moved: moved)
        let record = try exclusively(dataset, moved: moved) {
            let (catalogue, times) = knowledge.withLock { ($0.catalogue, $0.times) }
            let record = try maker(moved).make(
                codebook: catalogue.codebook(dataset),
                edition: catalogue.edition(editionKey(of: dataset))
            )
            if let record { try tidy(after: record) }
            if record == nil, try ledger.heldBack(dataset: dataset) != nil {
                let due = try ledger.pendingRelease(dataset: dataset)
                heldBack.withLock { $0[dataset] = (due, times) }
            }
            return record
        }
        try tellDeliverersLater(dataset, moved)
        return record
    }

    /// Makes the pending release of a data set, unless this process held it back and nothing changed since: what could not
    /// be proved safe is no safer now, and to look for proofs takes long.
    ///
    /// - Parameters:
    ///   - dataset: The data set.
    ///   - moved: Called where work moves.
    /// - Throws: ``Interrupted`` where the process was asked to stop; what is due stays due.
    package func releaseUnlessHeldBack(_ dataset: String, moved: @escaping @Sendable () -> Void = {}) throws {
        if let tried = heldBack.withLock({ $0[dataset] }), tried.times == timesRead,
            try ledger.heldBack(dataset: dataset) != nil,
            try ledger.pendingRelease(dataset: dataset) == tried.due
        {
            return
        }
        try release(dataset, moved: moved)
    }

    /// Publishes the release of a data set that was approved, once its time has come; nil where there is none.
    ///
    /// The time has come when both the clock says so and as much time has passed since the start: a clock that is set
    /// ahead publishes nothing early.
    @discardableResult
    package func publishApproved(_ dataset: String, moved: @escaping @Sendable () -> Void = {}) throws
        -> ReleaseRecord?
    {
        let record = try exclusively(dataset, moved: moved) {
            let record = try maker(moved).publishApproved(catalogue.codebook(dataset), present: present)
            if let record { try tidy(after: record) }
            return record
        }
        try tellDeliverersLater(dataset, moved)
        return record
    }

    /// Writes the receipts anew that say of a release what is no longer so.
    ///
    /// - Throws: Where one cannot be written; the others are, and it is due until it can.
    package func tellDeliverers(_ dataset: String, moved: () -> Void = {}) throws {
        // Most of the time there is none, and then nobody waits for his turn.
        guard try !ledger.outdatedReceipts(dataset: dataset).isEmpty else { return }
        var failure: (any Error)?
        try exclusively(dataset, moved: moved) {
            for id in try ledger.outdatedReceipts(dataset: dataset) {
                do {
                    try Reporting(peil: self).reportAgain(id)
                    try ledger.setReceiptWritten(id)
                    moved()
                } catch {
                    try throwUnlessAlone(error)
                    failure = failure ?? error
                }
            }
        }
        if let failure { throw failure }
    }

    /// Writes the receipts anew where the machine lets it; what fails is tried again at the desk, since the figures are
    /// what they are.
    func tellDeliverersLater(_ dataset: String, _ moved: () -> Void) throws {
        do {
            try tellDeliverers(dataset, moved: moved)
        } catch {
            try throwUnlessAlone(error)
            logger.error(
                "receipts cannot be written anew, and are tried again",
                metadata: ["dataset": "\(dataset)", "error": "\(error)"]
            )
        }
    }

    /// Takes a release that waits away for good; false where it can be published no more.
    func reject(_ dataset: String, _ number: Int, _ decision: ReleaseDecision, moved: () -> Void = {}) throws
        -> Bool
    {
        try exclusively(dataset, moved: moved) {
            try maker {}.reject(catalogue.codebook(dataset), number: number, decision)
        }
    }

    private func maker(_ moved: @escaping @Sendable () -> Void) -> ReleaseMaker {
        ReleaseMaker(
            ledger: ledger,
            publisher: publisher,
            models: ModelFiles(root: configuration.models, ledger: ledger),
            gate: gate,
            key: knowledge.withLock { $0.key },
            logger: logger,
            now: now,
            checkpoint: { [interruption] in
                moved()
                try interruption.check()
            }
        )
    }

    /// Counts a release that is in place, and removes those that nobody needs any more.
    private func tidy(after record: ReleaseRecord) throws {
        metrics.released(record)
        let (kept, dataset) = (configuration.retention, record.dataset)
        let retention = Retention(releases: kept.releases, days: kept.days)
        try publisher.prune(dataset: dataset, keeping: retention, nowMilliseconds: age.present(self))
        ModelFiles(root: configuration.models, ledger: ledger).prune(dataset: dataset) {
            publisher.manifest(dataset: dataset, number: $0) != nil
        }
    }

    private func editionOf(_ waiting: WaitingRelease) -> String? {
        Manifest.read(
            publisher.waitingDirectory(dataset: waiting.release.dataset, number: waiting.number)
        )?.edition
    }

    /// The key of the edition in which a data set is stored: that of its drops.
    func editionKey(of dataset: String) -> String {
        let configuration = configuration
        return configuration.drops.first { $0.dataset == dataset }?.edition ?? configuration.edition
    }

    /// Requests releases whose files are gone, or that were made by other rules than those in force.
    package func requestOutdatedReleases() throws {
        let catalogue = catalogue
        for (dataset, codebook) in catalogue.codebooks.sorted(by: { $0.key < $1.key }) {
            let last = try ledger.releases(dataset: dataset, limit: 1).first
            let waiting = try ledger.waitingRelease(dataset: dataset).flatMap {
                $0.state == .superseded ? nil : $0
            }
            // Nothing was ever made.
            if last == nil, waiting == nil { continue }
            let current = publisher.currentNumber(dataset: dataset)
            let pending = try ledger.pendingRelease(dataset: dataset)
            let edition = editionKey(of: dataset)
            if let waiting {
                // What was approved keeps its place, and so does what comes after it already.
                let isFollowed = waiting.state == .approved && pending.map { $0.mark > waiting.mark } == true
                let isOfRules =
                    waiting.release.rules == codebook.version && editionOf(waiting) ?? edition == edition
                if current == last?.number || current == waiting.number, isOfRules || isFollowed { continue }
            } else if let last {
                // A crash between the switch and the record: what is due is made again under that number.
                let isUnrecorded =
                    try current == ledger.nextReleaseNumber(dataset: dataset) && pending != nil
                let manifest = publisher.manifest(dataset: dataset, number: last.number)
                if current == last.number || isUnrecorded, last.rules == codebook.version,
                    manifest?.edition == edition
                {
                    continue
                }
            }
            logger.notice(
                "release is outdated or gone and is made again",
                metadata: ["dataset": "\(dataset)"]
            )
            try ledger.requestRelease(dataset: dataset)
        }
    }
}

/// A lock that can be kept in a dictionary.
private final class DatasetLock: Sendable {
    let mutex = Mutex<Void>(())
}
