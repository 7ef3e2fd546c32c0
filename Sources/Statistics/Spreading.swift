import Synchronization

/// How work is spread over threads: does a piece of work for every number below a count, in any order.
///
/// Rooms that do not know threads are given one; what comes of the work is the same with each.
public struct Spreading: Sendable {
    private let run: @Sendable (_ count: Int, _ work: @Sendable (Int) -> Void) -> Void

    /// Spreads work in a way of its own.
    ///
    /// - Parameter run: Does a piece of work once for every number below a count, and returns when all is done.
    public init(_ run: @escaping @Sendable (_ count: Int, _ work: @Sendable (Int) -> Void) -> Void) {
        self.run = run
    }

    /// One piece after the other, on the thread that asks.
    public static let none = Spreading { count, work in for number in 0..<count { work(number) } }

    /// The results of a piece of work for every number below a count, in their order.
    public func results<T: Sendable>(of count: Int, _ work: @escaping @Sendable (Int) -> T) -> [T] {
        let results = Mutex([T?](repeating: nil, count: count))
        run(count) { number in
            let result = work(number)
            results.withLock { $0[number] = result }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
