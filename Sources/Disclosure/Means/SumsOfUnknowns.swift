/// Published weighted sums of suppressed numbers, each with the range of its rounding.
public struct SumsOfUnknowns: Sendable {
    /// A weighted sum of some unknowns, with its range.
    public struct Sum: Sendable {
        /// The unknowns, each once, by position.
        public let parts: [(unknown: Int, weight: Double)]
        /// The range of the sum.
        public let range: ClosedRange<Double>
    }

    /// The number of unknowns.
    public let count: Int
    /// The range of every unknown.
    public let bounds: ClosedRange<Double>
    /// The published sums.
    public internal(set) var sums: [Sum]

    /// Computes the range of each unknown, given all sums together; nil if it fails.
    ///
    /// The result depends on the sums only. Linear programming is one implementation; the composition of
    /// rooms injects it.
    public typealias Ranges = @Sendable (SumsOfUnknowns) -> [ClosedRange<Double>]?
}
