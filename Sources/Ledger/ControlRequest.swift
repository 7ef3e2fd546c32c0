/// What a command asks of the process that writes releases, since only one may.
public enum ControlRequest: Hashable, Sendable {
    /// Take a delivery back, and make the release that follows.
    case revert(DeliveryID)
    /// Make a release of a data set although nothing was delivered.
    case release(dataset: String)
}

/// What became of a request.
public enum ControlAnswer: Hashable, Sendable {
    /// It is done; with the release that shows it, if one was made.
    case done(release: Int?)
    /// It cannot be done, and why, in one sentence.
    case refused(String)
}
