public import Statistics

/// A refused call of the ledger: a precondition does not hold, and nothing was changed.
///
/// It names the precondition, never a value, and a second try would fail as well.
public enum LedgerConflict: Error, Hashable, Sendable {
    /// There is no delivery of that number.
    case unknownDelivery(DeliveryID)
    /// There is no request of that number.
    case unknownRequest(Int64)
    /// A delivery contains a period, or a region of it, twice.
    case repeated(Period)
    /// A correction is in another form than the stored period.
    case otherForm(Period, stored: String)
    /// A release has another number than the next.
    case releaseNumber(next: Int)
    /// Another release of the data set is still open: it waits, or was approved and is not published yet.
    case openRelease(Int)
    /// A release is of another data set than the pending release that it completes.
    case otherDataset(String)
}

extension LedgerConflict: CustomStringConvertible {
    /// One sentence for the log.
    public var description: String {
        switch self {
        case .unknownDelivery(let id): "the ledger has no delivery \(id)"
        case .unknownRequest(let number): "the ledger has no request \(number)"
        case .repeated(let period):
            "the period \(period.name), or a region of it, stands twice in one delivery"
        case .otherForm(let period, let stored): "the period \(period.name) is held in the form '\(stored)'"
        case .releaseNumber(let next): "the next release has the number \(next)"
        case .openRelease(let number): "release \(number) of the data set is still open"
        case .otherDataset(let dataset): "the release is not of the data set '\(dataset)'"
        }
    }
}
