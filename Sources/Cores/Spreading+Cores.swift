import Dispatch
import Foundation
package import Statistics

extension Spreading {
    /// The number of cores that the process may use.
    package static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// On as many threads as there are cores.
    package static let overCores = Spreading { count, work in
        DispatchQueue.concurrentPerform(iterations: count, execute: work)
    }

    /// On as many threads as there are cores; `moved` is called after each piece, on its thread.
    package static func overCores(moved: @escaping @Sendable () -> Void) -> Spreading {
        Spreading { count, work in
            DispatchQueue.concurrentPerform(iterations: count) { number in
                work(number)
                moved()
            }
        }
    }
}
