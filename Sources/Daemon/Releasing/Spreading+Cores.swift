import Dispatch
import Statistics

extension Spreading {
    /// On as many threads as there are cores.
    static let overCores = Spreading { count, work in
        DispatchQueue.concurrentPerform(iterations: count, execute: work)
    }
}
