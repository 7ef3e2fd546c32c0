/// Why a delivery cannot be taken back.
public enum RevertRefusal: Error, Hashable, Sendable {
    /// There is no such delivery.
    case unknown
    /// The delivery was never accepted.
    case notAccepted
    /// These deliveries are in another form than what would be held under them; they must be taken back first.
    ///
    /// They are all that stand in another form, by rising number: mostly corrections of the delivery
    /// that was to be taken back.
    case standsUnder([DeliveryID])
}
