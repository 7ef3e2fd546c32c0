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
    /// - Parameters:
    ///   - codebook: The data set.
    ///   - present: The present in milliseconds since 1970, by a clock that nobody can set ahead.
    /// - Returns: The release that is in place now.
    /// - Throws: Where the machine fails; after that, and after a crash, it may be called again.
    package func publishApproved(_ codebook: Codebook, present: Int64) throws -> ReleaseRecord? {
        let dataset = codebook.dataset
        guard let waiting = try ledger.waitingRelease(dataset: dataset), waiting.isDue(at: present) else {
            return nil
        }
        if publisher.currentNumber(dataset: dataset) != waiting.number, try holdsWhatWasTakenBack(waiting) {
            try supersede(waiting)
            return nil
        }
        do {
            try publisher.publishWaiting(
                dataset: dataset,
                number: waiting.number,
                extractsHash: waiting.release.extractsHash
            )
        } catch let damaged as DamagedWaitingRelease {
            logger.critical(
                "a release that was approved is not what was built; it is not published, and another is made",
                metadata: [
                    "dataset": "\(dataset)", "release": "\(waiting.number)", "error": "\(damaged)",
                ]
            )
            try supersede(waiting)
            return nil
        }
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

    /// Takes a release that waits away for good, because somebody decided so; false where it can be published no more.
    package func reject(dataset: String, number: Int, _ decision: ReleaseDecision) throws -> Bool {
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
        let isThere = publisher.hasWaiting(
            dataset: pending.dataset,
            number: waiting.number,
            extractsHash: waiting.release.extractsHash
        )
        switch waiting.state {
        case .superseded, .published: return false
        case .rejected: return waiting.mark == pending.mark
        case .waiting:
            if waiting.mark == pending.mark, isThere { return true }
        case .approved:
            if isThere, try !holdsWhatWasTakenBack(waiting) {
                if waiting.mark != pending.mark { try ledger.postpone(pending) }
                return true
            }
        }
        try supersede(waiting)
        return false
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

    private func supersede(_ waiting: WaitingRelease) throws {
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
        let manifest = [
            publisher.waitingDirectory(dataset: dataset, number: waiting.number),
            publisher.directory(dataset: dataset, number: waiting.number),
        ].lazy.compactMap(Manifest.read).first
        for source in manifest?.deliveries ?? [] {
            guard let id = DeliveryID(source.delivery) else { continue }
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
