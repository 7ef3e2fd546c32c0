package import Codebook
import Classification
package import Ledger
import Logging
import Publish
import Statistics

// Releases that wait for approval. Source: docs/decisions/0090-releases-that-wait.md.
extension ReleaseMaker {
    /// Publishes the release of a data set that was approved, once its time has come; nil where there is none.
    ///
    /// One that is out already, since a process ended before it was recorded, is recorded, whatever the time.
    ///
    /// - Parameters:
    ///   - codebook: The data set.
    ///   - present: The present in milliseconds since 1970, by a clock that nobody can set ahead.
    /// - Returns: The release that is in place now.
    /// - Throws: Where the machine fails; the release stays approved, and this may be called again, as after a crash.
    package func publishApproved(_ codebook: Codebook, present: Int64) throws -> ReleaseRecord? {
        let dataset = codebook.dataset
        guard let waiting = try ledger.waitingRelease(dataset: dataset), waiting.isOpen else {
            // A process may have ended between a decision and the removal of what it was about.
            if publisher.hasTracesOfWaiting(dataset: dataset) {
                try publisher.removeWaiting(dataset: dataset)
            }
            return nil
        }
        if try isOut(waiting) { return try finish(waiting, codebook) }
        guard waiting.isDue(at: present) else { return nil }
        if try holdsWhatWasTakenBack(waiting) {
            try supersede(waiting)
            return nil
        }
        do {
            return try finish(waiting, codebook)
        } catch let flaw as any WaitingReleaseFlaw {
            logger.critical(
                "a release that was approved can never be published, and another is made",
                metadata: [
                    "dataset": "\(dataset)", "release": "\(waiting.number)", "error": "\(flaw)",
                ]
            )
            try settleAsSuperseded(waiting)
            return nil
        }
    }

    /// Records the release that is out already, since a process ended before it was recorded.
    func recordWhatIsOut(_ codebook: Codebook) throws {
        guard let waiting = try ledger.waitingRelease(dataset: codebook.dataset), waiting.isOpen,
            try isOut(waiting)
        else { return }
        _ = try finish(waiting, codebook)
    }

    private func isOut(_ waiting: WaitingRelease) throws -> Bool {
        try publisher.isOut(
            dataset: waiting.release.dataset,
            number: waiting.number,
            extractsHash: waiting.release.extractsHash
        )
    }

    /// Puts a release in place, as far as it is not yet, and records it.
    private func finish(_ waiting: WaitingRelease, _ codebook: Codebook) throws -> ReleaseRecord {
        let dataset = codebook.dataset
        try publisher.publishWaiting(
            dataset: dataset,
            number: waiting.number,
            extractsHash: waiting.release.extractsHash,
            base: waiting.release.base
        )
        // Before it is recorded: after that nobody asks again what is left of it.
        try publisher.removeWaiting(dataset: dataset)
        let pending = PendingRelease(
            dataset: dataset,
            base: waiting.release.base,
            touched: [:],
            deliveries: [],
            mark: waiting.mark
        )
        try ledger.recordRelease(waiting.release, completing: pending)
        let told = try ToldProtection(of: codebook, ledger)
        for stored in try ledger.storedPeriods(dataset: dataset)
        where told.protection(of: stored.period) == .offsets {
            try ledger.forgetVersions(dataset: dataset, period: stored.period, until: waiting.number)
        }
        logger.info(
            "released after approval",
            metadata: ["dataset": "\(dataset)", "release": "\(waiting.number)"]
        )
        return waiting.release
    }

    /// Takes a release that waits away for good, because somebody decided so; false where it can be published no more,
    /// and where it is out.
    package func reject(_ codebook: Codebook, number: Int, _ decision: ReleaseDecision) throws -> Bool {
        let dataset = codebook.dataset
        try recordWhatIsOut(codebook)
        guard try ledger.settleWaiting(dataset: dataset, number: number, as: .rejected, by: decision) else {
            return false
        }
        try publisher.removeWaiting(dataset: dataset)
        return true
    }

    /// True where what is pending makes no release now, because of one that waits or was rejected.
    ///
    /// One that nobody approved yet gives way to a later one, which holds both. One that was approved keeps its place,
    /// and what came after waits for the next; unless a delivery that it holds was taken back. After a rejection
    /// nothing is made until something changes.
    func keepsItsPlace(before pending: PendingRelease, _ codebook: Codebook, _ edition: Edition) throws
        -> Bool
    {
        guard let waiting = try ledger.waitingRelease(dataset: pending.dataset) else { return false }
        switch waiting.state {
        case .superseded, .published: return false
        case .rejected: return waiting.mark == pending.mark
        case .waiting:
            if waiting.mark == pending.mark, try isThere(waiting) { return true }
        case .approved:
            if try isThere(waiting), try !holdsWhatWasTakenBack(waiting) {
                if waiting.mark != pending.mark { try ledger.postpone(pending) }
                return true
            }
        }
        try supersede(waiting)
        return false
    }

    /// True where the files of a release that waits are what was built.
    private func isThere(_ waiting: WaitingRelease) throws -> Bool {
        try publisher.hasWaiting(
            dataset: waiting.release.dataset,
            number: waiting.number,
            extractsHash: waiting.release.extractsHash
        )
    }

    /// Records that a release was built and waits.
    func wait(_ release: ReleaseRecord, _ pending: PendingRelease, _ reasons: [String]) throws {
        try ledger.recordWaiting(
            WaitingRelease(release: release, mark: pending.mark, reasons: reasons),
            of: pending
        )
        logger.notice(
            "a release waits for approval",
            metadata: ["dataset": "\(release.dataset)", "release": "\(release.number)"]
        )
    }

    /// Has a later release take the place of one that is not out.
    private func supersede(_ waiting: WaitingRelease) throws {
        // What is out is recorded before anything else is done with the data set, so this never holds.
        guard try !isOut(waiting) else {
            throw LedgerConflict.openRelease(waiting.number)
        }
        try settleAsSuperseded(waiting)
    }

    private func settleAsSuperseded(_ waiting: WaitingRelease) throws {
        let dataset = waiting.release.dataset
        // The ledger comes first: from then on nobody can approve it.
        _ = try ledger.settleWaiting(dataset: dataset, number: waiting.number, as: .superseded, by: nil)
        try publisher.removeWaiting(dataset: dataset)
        logger.notice(
            waiting.state == .approved
                ? "a release that was approved is superseded, and the next needs approval anew"
                : "a release that waited is superseded by one that holds what came after as well",
            metadata: ["dataset": "\(dataset)", "release": "\(waiting.number)"]
        )
    }

    private func holdsWhatWasTakenBack(_ waiting: WaitingRelease) throws -> Bool {
        let dataset = waiting.release.dataset
        // What its manifest names stood when it was built; what its record names came since the release before.
        let manifest = try publisher.waitingManifest(dataset: dataset, number: waiting.number)
        let standing =
            manifest?.deliveries.compactMap { DeliveryID($0.delivery) } ?? waiting.release.deliveries
        for id in standing {
            if try ledger.delivery(id)?.reverted != nil { return true }
        }
        return false
    }
}

extension WaitingRelease {
    /// True if it is approved and the time of its publication has come.
    package func isDue(at present: Int64) -> Bool {
        state == .approved && decision?.publishAt.map { $0.milliseconds <= present } ?? true
    }
}
