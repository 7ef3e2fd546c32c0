/// The reasons why a delivery cannot be reverted.
public enum RevertRefusal: Error, Hashable, Sendable {
    /// There is no such delivery.
    case unknown
    /// The delivery was never accepted.
    case notAccepted
    /// It was finished so long ago that what it replaced may be forgotten.
    case settled
    /// These deliveries are in another form than the stored tallies would be without it; they must be
    /// reverted first.
    ///
    /// They are all deliveries in another form, by rising number: mostly corrections of the delivery that was
    /// to be reverted.
    case standsUnder([DeliveryID])
}
