import Synchronization

/// A way to spread work over threads: runs a closure for every number below a count, in any order.
///
/// Rooms without threads of their own are given one; the results are the same with each.
public struct Spreading: Sendable {
    private let run: @Sendable (_ count: Int, _ work: @Sendable (Int) -> Void) -> Void

    /// Creates a way to spread work.
    ///
    /// - Parameter run: Runs the work once for every number below the count, and returns when all is done.
    public init(_ run: @escaping @Sendable (_ count: Int, _ work: @Sendable (Int) -> Void) -> Void) {
        self.run = run
    }

    /// Runs one piece after the other on the calling thread.
    public static let none = Spreading { count, work in for number in 0..<count { work(number) } }

    /// Runs `work` for every number below `count`.
    public func each(of count: Int, _ work: @Sendable (Int) -> Void) { run(count, work) }

    /// Returns the results of `work` for every number below `count`, by number.
    public func results<T: Sendable>(of count: Int, _ work: @Sendable (Int) -> T) -> [T] {
        let results = Mutex([T?](repeating: nil, count: count))
        run(count) { number in
            let result = work(number)
            results.withLock { $0[number] = result }
        }
        return results.withLock { $0.compactMap(\.self) }
    }

    /// Returns the results of `work` for every number below `count`, by number, once all of them have ended.
    ///
    /// - Throws: The error of the lowest number that failed.
    public func results<T: Sendable>(of count: Int, _ work: @Sendable (Int) throws -> T) throws -> [T] {
        try results(of: count) { number in Result { try work(number) } }.map { try $0.get() }
    }
}
