/// A release that is built whole and audited, and is published only once somebody approved it.
///
/// Its number is never given to another release, whatever becomes of it: who approves a number approves those bytes.
public struct WaitingRelease: Hashable, Sendable {
    /// The state of a release that waits, or once waited.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Nobody has decided yet.
        case waiting
        /// It is published as soon as the time of its decision has come.
        case approved
        /// A later one took its place; it is never published.
        case superseded
        /// Somebody decided that it is not published.
        case rejected
        /// It is in place.
        case published
    }

    /// The record that the ledger gets once it is published.
    public var release: ReleaseRecord
    /// The position in the ledger's list of changes up to which it shows them.
    public var mark: Int64
    /// Why it waits: `always`, `unknown`, or `limit TOPIC REGIONS`, each once.
    public var reasons: [String]
    /// The state.
    public var state: State
    /// The last decision about it; nil before any.
    public var decision: ReleaseDecision?

    /// Creates a release that waits.
    public init(
        release: ReleaseRecord,
        mark: Int64,
        reasons: [String],
        state: State = .waiting,
        decision: ReleaseDecision? = nil
    ) {
        self.release = release
        self.mark = mark
        self.reasons = reasons
        self.state = state
        self.decision = decision
    }

    /// The number of the release.
    public var number: Int { release.number }

    /// True if it can still be published.
    public var isOpen: Bool { state == .waiting || state == .approved }

    /// Rest of a rejected release once a later one is recorded: who rejected it, and not what the later one holds.
    var withoutContent: Self {
        var rest = self
        (rest.release.deliveries, rest.release.changedRows, rest.release.account) = ([], [:], nil)
        return rest
    }

    /// A number that is not to be given again, of a release of which nothing else is known.
    static func ofNumberAlone(_ number: Int, dataset: String, time: Timestamp) -> Self {
        let nothing = ReleaseRecord(
            dataset: dataset,
            number: number,
            base: nil,
            time: time,
            extractsHash: "",
            deliveries: [],
            changedRows: [:]
        )
        return Self(release: nothing, mark: 0, reasons: [], state: .superseded)
    }

    /// The deliveries that await approval now and did not before: all that are pending, but those of a release whose
    /// place it takes.
    func begins(for pending: PendingRelease, after before: Self?) -> [DeliveryID] {
        let known = Set(before?.state == .superseded ? before?.release.deliveries ?? [] : [])
        return pending.deliveries.filter { !known.contains($0) }
    }
}

/// Somebody who decides about a release.
public struct Person: Hashable, Sendable {
    /// The name: of the user, or of the owner of the token.
    public var name: String
    /// The number of the user on this machine; nil for somebody who came with a token.
    public var user: UInt32?

    /// Names a person.
    public init(name: String, user: UInt32? = nil) {
        self.name = name
        self.user = user
    }
}

/// A decision about a release that waits.
public struct ReleaseDecision: Hashable, Sendable {
    /// Who decided.
    public var person: Person
    /// When it was decided.
    public var time: Timestamp
    /// Not before this moment is the release published; nil for at once.
    public var publishAt: Timestamp?
    /// The moment as it was stated, with its zone; nil for at once.
    public var stated: String?

    /// Creates a decision.
    public init(person: Person, time: Timestamp, publishAt: Timestamp? = nil, stated: String? = nil) {
        self.person = person
        self.time = time
        self.publishAt = publishAt
        self.stated = stated
    }
}
