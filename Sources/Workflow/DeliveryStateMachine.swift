/// The life of one delivery, as a value: events go in, the next thing to do comes out.
///
/// It does no input or output and knows no clock, so every path is a unit test. The daemon performs the
/// action, the ledger records the state, and what happened is fed back. Every action may be done again
/// after a crash: examining changes nothing, releasing and reporting end in the same files.
public struct DeliveryStateMachine: Hashable, Sendable {
    /// Where a delivery stands; recorded in the ledger with every event.
    public enum State: String, Hashable, Sendable, CaseIterable, Codable {
        /// In the spool, not yet examined.
        case claimed
        /// Examined and taken: what it holds is held, but not yet in a release.
        case accepted
        /// Examined and refused; its steward has not been told yet.
        case rejected
        /// The same bytes were there before; its steward has not been told yet.
        case duplicate
        /// In a release; its steward has not been told yet.
        case released
        /// Its receipt is written; nothing is left to do.
        case finished
    }

    /// What is to be done next.
    public enum Action: Hashable, Sendable {
        /// Read and validate the file, then record the verdict.
        case examine
        /// Make a release of what is held.
        case release
        /// Write the receipt, and put a rejected file where its steward finds it.
        case report
        /// Nothing.
        case nothing
    }

    /// What examining a delivery came to.
    public enum Verdict: Hashable, Sendable {
        /// Taken.
        case accepted
        /// Refused.
        case rejected
        /// Seen before.
        case duplicate
    }

    /// Where the delivery stands.
    public private(set) var state: State

    /// Resumes a delivery from the state that the ledger recorded.
    public init(resuming state: State = .claimed) { self.state = state }

    /// What is to be done now; asking twice is harmless.
    public var next: Action {
        switch state {
        case .claimed: .examine
        case .accepted: .release
        case .rejected, .duplicate, .released: .report
        case .finished: .nothing
        }
    }

    /// The delivery was examined.
    public mutating func examined(_ verdict: Verdict) {
        guard state == .claimed else { return }
        state =
            switch verdict {
            case .accepted: .accepted
            case .rejected: .rejected
            case .duplicate: .duplicate
            }
    }

    /// A release holds the delivery.
    public mutating func released() {
        if state == .accepted { state = .released }
    }

    /// The receipt of the delivery is written.
    public mutating func reported() {
        switch state {
        case .rejected, .duplicate, .released: state = .finished
        case .claimed, .accepted, .finished: break
        }
    }
}
