public import Statistics

/// A disclosure risk of a release: the place of a figure that is not certainly protected, never its value.
public struct DisclosureRisk: Hashable, Sendable, Comparable {
    /// The kind of risk.
    public enum RiskKind: String, Hashable, Sendable, CaseIterable {
        /// The row does not follow from its counts, or has no certificate.
        case unfounded
        /// No pair of witnesses covers the protection interval.
        case unproved
        /// Sums and differences of published figures bound the figure too tightly.
        case interval
        /// A linear programme on published figures bounds the figure too tightly.
        case programme
        /// The published figures contradict each other, or the solver failed.
        case unsettled
        /// A published group has few units, or all but a few.
        case group
        /// A published figure discloses the parts of recoded groups.
        case merge
        /// Disclosure by differencing: an earlier release and this one together disclose a few units.
        case difference
    }

    /// The region, or for a rest without a row the smallest region that contains it.
    public let key: SafetyCertificate.Key
    /// The kind.
    public let kind: RiskKind

    /// Names a disclosure risk.
    public init(_ key: SafetyCertificate.Key, _ kind: RiskKind) {
        self.key = key
        self.kind = kind
    }

    /// By region, then by kind.
    public static func < (a: Self, b: Self) -> Bool { (a.key, a.kind.rawValue) < (b.key, b.kind.rawValue) }
}
