public import Statistics
public import Workflow

/// The memory of Peil: what was delivered, what is held, what was released.
///
/// What is held follows from the accepted deliveries, in the order of their acceptance, that were not
/// taken back: for each period the last `year` delivery, and on it every later `correction`, region by
/// region. Every delivery's tallies are kept, so taking one back restores exactly what it replaced.
///
/// Every method is one transaction: it happens whole and durably, or not at all, and throws only when
/// the machine fails, or with a ``LedgerConflict`` when a precondition named in its documentation does not
/// hold. All of them can be called again with the same arguments after a crash. Implementations must pass
/// the conformance suite of the tests; SQLite and memory are the first two, and nothing here assumes a
/// single process.
///
/// The order of deliveries is that of their acceptance, not of their numbers. What their users and other
/// implementations may rely on is written down in `docs/formats/ledger.md`.
public protocol LedgerStore: Sendable {
    // MARK: Deliveries

    /// Records a claimed file; the same spool name again returns the delivery that it was given before.
    func claim(_ claim: Claim, at time: Timestamp) throws -> Delivery

    /// Returns a delivery; nil when there is none of that number.
    func delivery(_ id: DeliveryID) throws -> Delivery?

    /// Returns deliveries, newest first; all of them, or those of one data set.
    func deliveries(dataset: String?, limit: Int) throws -> [Delivery]

    /// Returns the deliveries that are not finished, oldest first.
    func unfinishedDeliveries() throws -> [Delivery]

    /// Returns the first delivery of the same bytes to the same drop that was examined, and neither was a
    /// duplicate itself nor taken back since.
    func firstDelivery(drop: String, sha256: String, before id: DeliveryID) throws -> Delivery?

    /// Records the digest of a claimed delivery; one that is no longer claimed stays as it is.
    ///
    /// - Precondition: there is such a delivery, as for every method that changes one.
    func setDigest(_ sha256: String, bytes: Int64, of id: DeliveryID) throws

    /// Records that a claimed delivery is refused; one that is no longer claimed stays as it is.
    func reject(_ id: DeliveryID, report: DeliveryReport) throws

    /// Records that a claimed delivery is a duplicate of `first`; its outcome is that of the first.
    func markDuplicate(_ id: DeliveryID, of first: DeliveryID, report: DeliveryReport) throws

    /// Takes a claimed delivery: applies its tallies, and notes every region whose held tally changed as
    /// touched. One that is no longer claimed stays as it is.
    ///
    /// A held tally changed when its bytes did, or when it came or went; the same tally again, from whichever
    /// delivery, is no change. A period counts as touched as a whole when it was not held before, or when its
    /// form, its set of columns, its edition or its status changed.
    /// - Precondition: a period stands once, and a region once in each; a correction keeps the form that the
    ///   period is held in.
    /// - Returns: The delivery as recorded, its report completed by the number of regions changed.
    func accept(_ id: DeliveryID, report: DeliveryReport, holdings: [PeriodHoldings]) throws -> Delivery

    /// Records that the receipt of a delivery is written; of one that has none due, nothing changes.
    func finish(_ id: DeliveryID, at time: Timestamp) throws

    /// Takes an accepted delivery back; what it replaced is held again, and what changed is touched.
    ///
    /// Deliveries may be taken back in any order. What is held afterwards is what the others come to, so a
    /// region that was corrected again later keeps its later tally, and a `year` under a later `year` leaves
    /// what is held as it is. Taking back what is already taken back changes nothing.
    /// - Throws: ``RevertRefusal`` when the delivery was not accepted, or when what it leaves would be in two
    ///   forms.
    func revert(_ id: DeliveryID, at time: Timestamp) throws

    // MARK: What is held

    /// Returns the periods that a data set holds, rising.
    func heldPeriods(dataset: String) throws -> [HeldPeriod]

    /// Calls `body` with what is held of a period: of every region, or of those named; in no order.
    ///
    /// Each region comes once, of one state of the ledger; `body` must not call the ledger. An error of
    /// `body` ends the walk and is thrown on.
    func forEachTally(
        dataset: String,
        period: Period,
        regions: [RegionCode]?,
        _ body: (HeldTally) throws -> Void
    ) throws

    /// Returns the model that a period is imputed with; nil when it holds none.
    ///
    /// It is the model of the first delivery that brought one, of those that the period stands on: a
    /// correction is imputed with it, so that it changes no other region.
    func heldModel(dataset: String, period: Period) throws -> [UInt8]?

    // MARK: Releases

    /// Returns what changed since the last release; nil when a release of the data set is not due.
    ///
    /// A release is due as soon as a delivery was accepted or taken back, even if no held tally changed.
    func pendingRelease(dataset: String) throws -> PendingRelease?

    /// Returns the data sets whose release is due.
    func datasetsWithPendingRelease() throws -> [String]

    /// Asks for a release although nothing was delivered, for example after the classification was replaced;
    /// every period counts as touched as a whole.
    func requestRelease(dataset: String) throws

    /// Records a release that is in place: its deliveries are released, and what `pending` named is done.
    ///
    /// Accepted deliveries that `pending` named become released; those that were taken back before this
    /// release are in none. What was touched since `pending` was returned stays pending.
    /// - Precondition: its number is one more than that of the last release, or it is recorded already, alike.
    func recordRelease(_ release: ReleaseRecord, completing pending: PendingRelease) throws

    /// Notes what a release is about to say of regions, in place of what was noted for that release before.
    ///
    /// It is noted before the release gets its name, so that of no release it is unknown. What releases say is
    /// kept for good: whoever has a copy of a release keeps it too.
    /// - Precondition: a region stands once in each period.
    func planVersions(_ changes: [VersionChange], dataset: String, release number: Int) throws

    /// Returns what the releases before one say of a period, by rising region the oldest first; of all regions,
    /// or of those named.
    func versions(dataset: String, period: Period, regions: [RegionCode]?, before number: Int) throws
        -> [PublishedVersion]

    /// Returns what a release was about to say of a period, by rising region.
    func plannedVersions(dataset: String, period: Period, release number: Int) throws -> [VersionChange]

    /// Records that the release that is due cannot be made safely: its deliveries have their receipts due, in
    /// no release; what is pending stays so, and the next release that is made ends it.
    func holdBack(_ pending: PendingRelease, at time: Timestamp) throws

    /// Returns since when a release is held back; nil when none is.
    func heldBack(dataset: String) throws -> Timestamp?

    /// Returns the releases of a data set, newest first.
    func releases(dataset: String, limit: Int) throws -> [ReleaseRecord]

    // MARK: Requests

    /// Leaves a request for the process that writes releases; one that is open already is not left twice.
    ///
    /// - Returns: The number to ask the answer of.
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
