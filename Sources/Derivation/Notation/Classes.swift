/// Consecutive classes of numbers: each contains its lower bound and not its upper.
struct Classes: Hashable, Sendable {
    /// The bounds between classes, rising.
    let bounds: [Int64]
    /// True if numbers under the first bound, and from the last bound on, are in no class.
    let isClosed: Bool

    /// Creates the classes between bounds.
    ///
    /// - Throws: ``DerivationFlaw`` if the bounds do not rise, or make another number of classes than
    ///   `categories`.
    init(_ bounds: [Int64], categories: Int, isClosed: Bool) throws(DerivationFlaw) {
        guard !bounds.isEmpty, zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw DerivationFlaw("the bounds do not rise", "list them from low to high, each once")
        }
        let count = isClosed ? bounds.count - 1 : bounds.count + 1
        guard count == categories else {
            throw DerivationFlaw(
                "\(bounds.count) bounds make \(count) classes, and the variable has \(categories) categories",
                isClosed ? "give one bound more than categories" : "give one bound fewer than categories"
            )
        }
        self.bounds = bounds
        self.isClosed = isClosed
    }

    /// The rank of the class of a number, from low to high; nil outside closed classes.
    func rank(of number: Int64) -> Int? {
        let passed = bounds.count { number >= $0 }
        guard isClosed else { return passed }
        return (1..<bounds.count).contains(passed) ? passed - 1 : nil
    }
}
