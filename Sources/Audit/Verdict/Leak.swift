public import Statistics

/// A figure that a release does not surely protect: where it is, never what it is.
public struct Leak: Hashable, Sendable, Comparable {
    /// Why it is one.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The row is not what its counts publish, or no certificate tells of it.
        case unfounded
        /// No pair of worlds that publish the same leaves it open far enough.
        case unproved
        /// Adding and subtracting published figures bounds it too tightly.
        case interval
        /// A linear programme on published figures bounds it too tightly.
        case programme
        /// The published figures contradict each other, or the solver gave up.
        case unsettled
        /// A published group holds few units, or nearly all.
        case group
        /// A published figure gives the parts of merged groups away.
        case merge
        /// An earlier release and this one together tell of a few units.
        case difference
    }

    /// The region, or for a part without a row the smallest region that holds it.
    public let key: SafetyCertificate.Key
    /// Why.
    public let kind: Kind

    /// Names a leak.
    public init(_ key: SafetyCertificate.Key, _ kind: Kind) {
        self.key = key
        self.kind = kind
    }

    /// By region, then by kind.
    public static func < (a: Self, b: Self) -> Bool { (a.key, a.kind.rawValue) < (b.key, b.kind.rawValue) }
}
