/// What may be published of a region.
public struct ProtectionRule: Hashable, Sendable {
    /// The fewest units of a region whose figures are published; below, only the rounded units are.
    public var threshold: Int64
    /// Published units are rounded to multiples of this.
    public var rounding: Int64

    /// Creates a rule.
    public init(threshold: Int64, rounding: Int64) {
        self.threshold = threshold
        self.rounding = rounding
    }
}
