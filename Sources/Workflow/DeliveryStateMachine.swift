/// The life of one delivery, as a value: events go in, the next thing to do comes out.
///
/// It does no input or output and has no clock, so every path is a unit test. The daemon performs the action,
/// the ledger records the state, and the outcome is fed back. Every action may be repeated after a crash:
/// examining changes nothing, releasing and reporting end in the same files.
public struct DeliveryStateMachine: Hashable, Sendable {
    /// The state of a delivery; recorded in the ledger with every event.
    public enum State: String, Hashable, Sendable, CaseIterable, Codable {
        /// In the spool, not yet examined.
        case claimed
        /// Examined and accepted: its values are stored, but not yet in a release.
        case accepted
        /// Examined and rejected; its steward has not been told yet.
        case rejected
        /// The same bytes were delivered before; its steward has not been told yet.
        case duplicate
        /// In a release; its steward has not been told yet.
        case released
        /// Its receipt is written; nothing is left to do.
        case finished
    }

    /// The next action of the daemon.
    public enum Action: Hashable, Sendable {
        /// Read and validate the file, then record the verdict.
        case examine
        /// Make a release of what is stored.
        case release
        /// Write the receipt, and put a rejected file where its steward finds it.
        case report
        /// Nothing.
        case nothing
    }

    /// The verdict on a delivery after its examination.
    public enum Verdict: Hashable, Sendable {
        /// Accepted.
        case accepted
        /// Rejected.
        case rejected
        /// Delivered before.
        case duplicate
    }

    /// The state of the delivery.
    public private(set) var state: State

    /// Resumes a delivery from the state that the ledger recorded.
    public init(resuming state: State = .claimed) { self.state = state }

    /// The next action; reading it changes nothing.
    public var next: Action {
        switch state {
        case .claimed: .examine
        case .accepted: .release
        case .rejected, .duplicate, .released: .report
        case .finished: .nothing
        }
    }

    /// Records the verdict of the examination.
    public mutating func examined(_ verdict: Verdict) {
        guard state == .claimed else { return }
        state =
            switch verdict {
            case .accepted: .accepted
            case .rejected: .rejected
            case .duplicate: .duplicate
            }
    }

    /// Records that a release contains the delivery.
    public mutating func released() {
        if state == .accepted { state = .released }
    }

    /// Records that the receipt is written.
    public mutating func reported() {
        switch state {
        case .rejected, .duplicate, .released: state = .finished
        case .claimed, .accepted, .finished: break
        }
    }
}
