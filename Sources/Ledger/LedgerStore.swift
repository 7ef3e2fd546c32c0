public import Statistics
public import Workflow

/// The memory of Peil: what was delivered, what is held, what was released.
///
/// What is held follows from the accepted deliveries, in the order of their acceptance, that were not
/// taken back: for each period the last `year` delivery, and on it every later `correction`, region by
/// region. Every delivery's tallies are kept, so taking one back restores exactly what it replaced.
///
/// Every method is one transaction: it happens whole and durably, or not at all, and throws only when
/// the machine fails or a precondition named in its documentation does not hold. All of them can be
/// called again with the same arguments after a crash. Implementations must pass the conformance suite
/// of the tests; SQLite and memory are the first two, and nothing here assumes a single process.
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

    /// Records the digest of a claimed delivery.
    func setDigest(_ sha256: String, bytes: Int64, of id: DeliveryID) throws

    /// Records that a claimed delivery is refused; one that is no longer claimed stays as it is.
    func reject(_ id: DeliveryID, report: DeliveryReport) throws

    /// Records that a claimed delivery is a duplicate of `first`; its outcome is that of the first.
    func markDuplicate(_ id: DeliveryID, of first: DeliveryID, report: DeliveryReport) throws

    /// Takes a claimed delivery: applies its tallies, and notes every region whose held tally changed as
    /// touched. One that is no longer claimed stays as it is.
    ///
    /// - Returns: The delivery as recorded, its report completed by the number of regions changed.
    func accept(_ id: DeliveryID, report: DeliveryReport, holdings: [PeriodHoldings]) throws -> Delivery

    /// Records that the receipt of a delivery is written.
    func finish(_ id: DeliveryID, at time: Timestamp) throws

    /// Takes an accepted delivery back; what it replaced is held again, and what changed is touched.
    ///
    /// Taking back what is already taken back changes nothing.
    /// - Throws: ``RevertRefusal`` when the delivery was not accepted, or when later deliveries stand on it.
    func revert(_ id: DeliveryID, at time: Timestamp) throws

    // MARK: What is held

    /// Returns the periods that a data set holds, rising.
    func heldPeriods(dataset: String) throws -> [HeldPeriod]

    /// Calls `body` with what is held of a period: of every region, or of those named; in no order.
    func forEachTally(
        dataset: String,
        period: Period,
        regions: [RegionCode]?,
        _ body: (HeldTally) throws -> Void
    ) throws

    // MARK: Releases

    /// Returns what changed since the last release; nil when a release of the data set is not due.
    func pendingRelease(dataset: String) throws -> PendingRelease?

    /// Returns the data sets whose release is due.
    func datasetsWithPendingRelease() throws -> [String]

    /// Asks for a release although nothing was delivered, for example after the classification was replaced;
    /// every period counts as touched as a whole.
    func requestRelease(dataset: String) throws

    /// Records a release that is in place: its deliveries are released, and what `pending` named is done.
    ///
    /// What was touched since `pending` was returned stays pending.
    func recordRelease(_ release: ReleaseRecord, completing pending: PendingRelease) throws

    /// Returns the releases of a data set, newest first.
    func releases(dataset: String, limit: Int) throws -> [ReleaseRecord]
}

/// Why a delivery cannot be taken back.
public enum RevertRefusal: Error, Hashable, Sendable {
    /// There is no such delivery.
    case unknown
    /// The delivery was never accepted.
    case notAccepted
    /// Later deliveries in another form stand on it; they must be taken back first.
    case standsUnder([DeliveryID])
}
