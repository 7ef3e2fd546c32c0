public import Statistics
public import Workflow

/// The memory of Peil: deliveries, stored tallies and releases.
///
/// The stored tallies follow from the accepted deliveries, in the order of their acceptance, without the
/// reverted ones: for each period the last `year` delivery, and on it every later `correction`, region by
/// region. The tallies of every delivery are kept, so reverting one restores exactly the tallies it replaced.
///
/// Every method is one transaction: it happens whole and durably, or not at all. It throws only when the
/// machine fails, or a ``LedgerConflict`` when a precondition in its documentation does not hold. Each can be
/// called again with the same arguments after a crash. Implementations must pass the conformance suite of the
/// tests; SQLite and memory are the first two, and nothing here assumes a single process.
///
/// The order of deliveries is that of their acceptance, not of their numbers. `docs/formats/ledger.md` is the
/// contract for users and for other implementations.
public protocol LedgerStore: Sendable {
    /// Requires that the ledger is still where it was opened: what is written to a file that was deleted is lost.
    ///
    /// - Throws: ``LedgerError`` of the reason `gone`.
    func requireThere() throws

    // MARK: Deliveries

    /// Records a claimed file; the same spool name again returns the delivery that has it.
    func claim(_ claim: Claim, at time: Timestamp) throws -> Delivery

    /// Returns a delivery; nil for an unknown number.
    func delivery(_ id: DeliveryID) throws -> Delivery?

    /// Returns deliveries, newest first; all of them, or those of one data set.
    func deliveries(dataset: String?, limit: Int) throws -> [Delivery]

    /// Searches deliveries, newest first, among those of so many numbers as one search looks through.
    func deliveries(_ search: DeliverySearch, limit: Int) throws -> DeliveriesFound

    /// Returns the deliveries that are not finished, oldest first.
    func unfinishedDeliveries() throws -> [Delivery]

    /// Returns the newest delivery of a drop; nil without one.
    func lastDelivery(drop: String) throws -> Delivery?

    /// Returns the first delivery of a drop, data set and mode that brought a period, was accepted and was not reverted; nil
    /// without one.
    func firstDelivery(of period: Period, drop: String, dataset: String, mode: DeliveryMode) throws
        -> Delivery?

    /// Returns the accepted delivery of the same bytes, drop, mode and edition that is now the source of
    /// everything it brought, so that taking its bytes again would change nothing; nil without one.
    func currentSource(of sha256: String, claim: Claim, before id: DeliveryID) throws -> Delivery?

    /// Records the digest of a claimed delivery; one in a later state stays as it is.
    ///
    /// - Precondition: there is such a delivery, as for every method that changes one.
    func setDigest(_ sha256: String, bytes: Int64, of id: DeliveryID) throws

    /// Records the rejection of a claimed delivery; one in a later state stays as it is.
    func reject(_ id: DeliveryID, report: DeliveryReport) throws

    /// Records that a claimed delivery is a duplicate of `first`; it gets the outcome of the first.
    func markDuplicate(_ id: DeliveryID, of first: DeliveryID, report: DeliveryReport) throws

    /// Accepts a claimed delivery: applies its tallies, and notes every region whose stored tally changed as
    /// touched. One in a later state stays as it is.
    ///
    /// A stored tally changed if its bytes did, or if it appeared or disappeared; the same tally from another
    /// delivery is no change. A period counts as touched as a whole if it was not stored before, or if its
    /// form, its set of columns, its edition or its status changed.
    /// - Precondition: periods are distinct, and so are the regions in each; a correction has the form of the
    ///   stored period.
    /// - Returns: The delivery as recorded, its report completed by the number of regions changed.
    func accept(_ id: DeliveryID, report: DeliveryReport, holdings: [PeriodHoldings]) throws -> Delivery

    /// Records that the receipt of a delivery is written; without a receipt due, nothing changes.
    func finish(_ id: DeliveryID, at time: Timestamp) throws

    /// Forgets finished deliveries about which nobody asks any more, and requests that were answered, so that the ledger
    /// does not grow for ever.
    ///
    /// The deliveries that were accepted up to the first of their data set that was not finished before `time`, or with
    /// which something is still due, are settled: they can be taken back no more. Of the settled ones those are kept that
    /// anything stored comes from, or would come from if later ones were taken back, with the forms that releases ever
    /// had and the first delivery of each drop; whatever is done afterwards, what is stored is as with all of them. Of
    /// rejected deliveries and duplicates that were finished before `time` nothing is kept. The last delivery of each
    /// drop is kept, and no number is given again.
    /// - Returns: The number of deliveries that were forgotten.
    func forgetDeliveries(finishedBefore time: Timestamp) throws -> Int

    /// Reverts an accepted delivery; the tallies it replaced are stored again, and changed regions are
    /// touched.
    ///
    /// Deliveries may be reverted in any order. The stored tallies then follow from the other deliveries, so
    /// a region that was corrected again later keeps its later tally, and reverting a `year` under a later
    /// `year` changes nothing. Reverting a reverted delivery changes nothing.
    /// - Throws: ``RevertRefusal`` if the delivery was not accepted, if it is settled, or if the remaining deliveries would be
    ///   in two forms.
    func revert(_ id: DeliveryID, at time: Timestamp) throws

    // MARK: Stored tallies

    /// Returns the stored periods of a data set, rising.
    func storedPeriods(dataset: String) throws -> [StoredPeriod]

    /// Calls `body` with the stored tallies of a period: of every region, or of those named; in no order.
    ///
    /// Each region comes once, and all from one state of the ledger; `body` must not call the ledger. An
    /// error of `body` ends the walk and is rethrown.
    func forEachTally(
        dataset: String,
        period: Period,
        regions: [RegionCode]?,
        _ body: (StoredTally) throws -> Void
    ) throws

    /// Returns the kept model that a period is imputed with; nil if it has none.
    ///
    /// It is the model of the first delivery with one among the deliveries in force: a correction is imputed
    /// with it, so that it changes no other region.
    func keptModel(dataset: String, period: Period) throws -> [UInt8]?

    /// Returns the forms in which any release ever got tallies of a period, rising; also of deliveries that were
    /// replaced or reverted since.
    func releasedForms(dataset: String, period: Period) throws -> [String]

    // MARK: Releases

    /// Returns the changes since the last release; nil if no release of the data set is due.
    ///
    /// A release is due as soon as a delivery was accepted or reverted, even if no stored tally changed.
    func pendingRelease(dataset: String) throws -> PendingRelease?

    /// Returns the data sets whose release is due.
    func datasetsWithPendingRelease() throws -> [String]

    /// Requests a release without a delivery, for example after the classification was replaced; every period
    /// counts as touched as a whole.
    func requestRelease(dataset: String) throws

    /// Records a published release: its deliveries become released, and the changes in `pending` are done.
    ///
    /// Accepted deliveries in `pending` become released; those that were reverted before this release are in
    /// none. Changes since `pending` was returned stay pending.
    /// - Precondition: its number is the next one or that of a release that waits or was approved, and above that of
    ///   the last release; or the same release is recorded already.
    func recordRelease(_ release: ReleaseRecord, completing pending: PendingRelease) throws

    /// Records the rows that a release is going to publish, in place of those recorded for that release
    /// before.
    ///
    /// They are recorded before the release gets its name, so that the rows of every release are known. They
    /// are kept for good, because a copy of a release can be kept for good.
    /// - Precondition: regions are distinct in each period.
    func planVersions(_ changes: [VersionChange], dataset: String, release number: Int) throws

    /// Returns the published versions of a period in the releases before a number, by rising region the
    /// oldest first; of all regions, or of those named.
    func versions(dataset: String, period: Period, regions: [RegionCode]?, before number: Int) throws
        -> [PublishedVersion]

    /// Returns the recorded changes that a release was going to publish for a period, by rising region.
    func plannedVersions(dataset: String, period: Period, release number: Int) throws -> [VersionChange]

    /// Forgets the versions of a period that no release says any more that is newer than a number, so that what is kept
    /// does not grow.
    func forgetVersions(dataset: String, period: Period, until number: Int) throws

    /// Returns, by period of the data set, the bytes of some version, of whatever region and release.
    func someVersions(dataset: String) throws -> [Period: [UInt8]]

    /// Returns by what the secret key of the installation is known again; nil while nothing was made with it.
    func keyMark() throws -> [UInt8]?

    /// Records by what the secret key of the installation is known again.
    func setKeyMark(_ mark: [UInt8]) throws

    /// Records that the pending release cannot be made safely: its deliveries are in no release, and their
    /// receipts are due. The changes stay pending, and the next release that is made ends the hold.
    func holdBack(_ pending: PendingRelease, at time: Timestamp) throws

    /// Returns the moment since which a release is held back; nil if none is.
    func heldBack(dataset: String) throws -> Timestamp?

    /// Returns the releases of a data set, newest first.
    func releases(dataset: String, limit: Int) throws -> [ReleaseRecord]

    /// Returns the release of a number; nil where none of that number was published.
    func release(dataset: String, number: Int) throws -> ReleaseRecord?

    /// Forgets releases of a data set with a number below `number` that were made before `time`, but for the last one and
    /// for those by which ``unaccountedPeriods(dataset:)`` says what it says.
    func forgetReleases(dataset: String, before number: Int, madeBefore time: Timestamp) throws

    /// Returns the names of the periods of which releases without an account changed rows.
    func unaccountedPeriods(dataset: String) throws -> Set<String>

    /// Records releases of one data set that were published after this ledger was copied, and of which it knows nothing;
    /// no change is done by them.
    ///
    /// - Precondition: their numbers rise, and are above that of the last release; numbers between them may be missing,
    ///   since a release that waited may never have been published.
    func recordForgotten(_ releases: [ReleaseRecord]) throws

    // MARK: Releases that wait

    /// Returns the number of the next release: one more than that of any release that was recorded or ever waited.
    func nextReleaseNumber(dataset: String) throws -> Int

    /// Records that a release was built and waits: its deliveries are in no release yet, and their receipts are due.
    /// The changes stay pending; a hold ends. What is known of those before it that were superseded is forgotten, but for
    /// their numbers, which are not given again: each held all that the one before it held, and nobody asks any more.
    ///
    /// - Precondition: its number is the next one and no other of the data set is open; or the same release is recorded
    ///   as waiting already.
    func recordWaiting(_ waiting: WaitingRelease, of pending: PendingRelease) throws

    /// Records that releases up to a number waited after this ledger was copied, and of which it knows nothing: their
    /// numbers are not given again.
    ///
    /// - Precondition: no release of the data set is open.
    func reserveNumbers(dataset: String, through number: Int, at time: Timestamp) throws

    /// Returns the last release that waited, in whatever state, unless a release of its number or a later one is
    /// published; nil without one.
    func waitingRelease(dataset: String) throws -> WaitingRelease?

    /// Returns the release of a number that waits or once waited, in whatever state; nil where none did, and
    /// where it was superseded and a later one is recorded, so that nothing is known of it.
    func waitingRelease(dataset: String, number: Int) throws -> WaitingRelease?

    /// Records what becomes of a release that waits; of one that is superseded or rejected the planned versions are
    /// forgotten, since it never says them.
    ///
    /// - Returns: False, and nothing is changed, where it can be published no more.
    func settleWaiting(
        dataset: String,
        number: Int,
        as state: WaitingRelease.State,
        by decision: ReleaseDecision?
    ) throws -> Bool

    /// Returns the finished deliveries whose receipts say what is no longer so, in order of their numbers: what they
    /// await was published, rejected or held back since, or a release with them began to wait.
    func outdatedReceipts(dataset: String) throws -> [DeliveryID]

    /// Records that the receipt of a delivery says what is so.
    func setReceiptWritten(_ id: DeliveryID) throws

    /// Records that deliveries are stored while a release before theirs is still to be published: they are in no
    /// release yet, and their receipts are due. The changes stay pending.
    func postpone(_ pending: PendingRelease) throws

    // MARK: Requests

    /// Records a request to the process that writes releases; an equal open request is not repeated.
    ///
    /// - Returns: The number of the request, for its answer.
    func request(_ request: ControlRequest, at time: Timestamp) throws -> Int64

    /// Returns the requests that have no answer yet, oldest first, each with its number.
    func openRequests() throws -> [(Int64, ControlRequest)]

    /// Answers a request; the first answer stands.
    ///
    /// - Precondition: there is such a request.
    func answer(_ id: Int64, with answer: ControlAnswer) throws

    /// Returns the answer of a request; nil while it has none.
    func answer(of id: Int64) throws -> ControlAnswer?
}
