import Statistics
public import Workflow

/// The number of a delivery: rising, never reused.
public struct DeliveryID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The number, from 1.
    public let number: Int64

    /// Creates the identifier of that number.
    public init(_ number: Int64) { self.number = number }

    /// Reads ``description``, with or without leading zeros; nil for anything else.
    public init?(_ text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int64(text),
            number > 0
        else { return nil }
        self.number = number
    }

    /// At least six digits, as in receipts and file names.
    public var description: String {
        number.padded(to: 6)
    }

    /// Earlier deliveries come first.
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// A moment in milliseconds since 1970 in UTC.
public struct Timestamp: Hashable, Sendable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    /// Creates a moment.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Earlier moments come first.
    public static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }
}

/// A file that was taken out of a drop.
public struct Claim: Hashable, Sendable {
    /// The name of the drop.
    public var drop: String
    /// The data set of the drop.
    public var dataset: String
    /// The part of the stored values that the delivery replaces.
    public var mode: DeliveryMode
    /// The key of the edition of the classification.
    public var edition: String
    /// The name of the file, as it was dropped.
    public var file: String
    /// The name of the file in the spool; unique.
    public var spoolName: String
    /// The number of the user who owned the file in the drop; nil where nobody knows.
    public var owner: UInt32?

    /// Creates a claim.
    public init(
        drop: String,
        dataset: String,
        mode: DeliveryMode,
        edition: String,
        file: String,
        spoolName: String,
        owner: UInt32? = nil
    ) {
        self.owner = owner
        self.drop = drop
        self.dataset = dataset
        self.mode = mode
        self.edition = edition
        self.file = file
        self.spoolName = spoolName
    }
}

/// The ledger's record of a delivery.
public struct Delivery: Hashable, Sendable {
    /// Its number.
    public var id: DeliveryID
    /// The file and where it came from.
    public var claim: Claim
    /// The state of the delivery.
    public var state: DeliveryStateMachine.State
    /// The outcome of its examination; nil before it.
    public var outcome: DeliveryOutcome?
    /// The lower-case hexadecimal digest of its bytes; nil before they were read.
    public var sha256: String?
    /// The size of the file; nil before it was read.
    public var bytes: Int64?
    /// When it was claimed.
    public var received: Timestamp
    /// When its receipt was written.
    public var finished: Timestamp?
    /// The report of its examination; nil before it.
    public var report: DeliveryReport?
    /// The earlier delivery of the same bytes, if there is one.
    public var duplicateOf: DeliveryID?
    /// The moment of its reversal, if it was reverted.
    public var reverted: Timestamp?
    /// The first release that holds it.
    public var release: Int?
    /// True while its receipt says what is no longer so: what it awaited came, or will not come.
    public var isReceiptOutdated = false

    /// Creates a delivery that was just claimed.
    public init(id: DeliveryID, claim: Claim, received: Timestamp) {
        self.id = id
        self.claim = claim
        state = .claimed
        self.received = received
    }
}
