/// What is published of numbers that are not: weighted sums of them, each between two numbers.
public struct SumsOfUnknowns: Sendable {
    /// A weighted sum of some unknowns, and between which numbers it lies.
    public struct Sum: Sendable {
        /// The unknowns, each once, by position.
        public let parts: [(unknown: Int, weight: Double)]
        /// What is known of the sum.
        public let range: ClosedRange<Double>
    }

    /// How many unknowns there are.
    public let count: Int
    /// What each of them can be at all.
    public let bounds: ClosedRange<Double>
    /// What is known.
    public internal(set) var sums: [Sum]

    /// Answers how small and how large each unknown can be, given all sums together; nil where it cannot tell.
    ///
    /// The answer depends on nothing but the sums. Linear programming is one; whoever puts rooms together brings it.
    public typealias Ranges = @Sendable (SumsOfUnknowns) -> [ClosedRange<Double>]?
}
