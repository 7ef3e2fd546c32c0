public import Statistics

/// A request of a command to the process that writes releases, because only one process may.
public enum ControlRequest: Hashable, Sendable {
    /// Revert a delivery, and make the release that follows.
    case revert(DeliveryID)
    /// Make a release of a data set although nothing was delivered.
    case release(dataset: String)
    /// Publish a release that waits, at once or not before a moment.
    case approve(dataset: String, release: Int, ReleaseDecision)
    /// Never publish a release that waits.
    case reject(dataset: String, release: Int, ReleaseDecision)
}

/// The answer to a request.
public enum ControlAnswer: Hashable, Sendable {
    /// It is done; with the number of the release that shows it, if one was made.
    case done(release: Int?)
    /// It is refused, for the reason in the sentence.
    case refused(Text)
}
