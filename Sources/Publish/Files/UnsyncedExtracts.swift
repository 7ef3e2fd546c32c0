import Dispatch
import Synchronization

/// Extracts that were written, and are waited for together: the disk does best with many at once.
struct UnsyncedExtracts {
    /// How many stay open at most; a process may have few files open, and a data set many periods.
    private static let most = 48

    private var writers: [ExtractWriter] = []
    /// How many bytes were written.
    private(set) var bytes: Int64 = 0
    /// How long the disk was waited for.
    private(set) var waited = Duration.zero

    /// Adds extracts; when there are many, they are waited for.
    mutating func add(_ more: [ExtractWriter]) throws {
        writers += more
        bytes += more.reduce(0) { $0 + Int64($1.size) }
        if writers.count >= Self.most { try sync() }
    }

    /// Waits until every extract is on the disk, all of them at once, and closes them.
    mutating func sync() throws {
        let failure = Mutex<(any Error)?>(nil)
        let writers = self.writers
        waited += ContinuousClock().measure {
            DispatchQueue.concurrentPerform(iterations: writers.count) { number in
                do {
                    try writers[number].sync()
                } catch {
                    failure.withLock { $0 = error }
                }
            }
        }
        self.writers = []
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
