import Foundation
import Glibc
import Logging

/// Ends the process where a worker does not come to the end of its step in time.
///
/// Every step is recorded before the next begins and may be done again, and nothing is published but by a rename:
/// ending in the midst of a step loses nothing, and the next start takes it up again.
struct StopInTime: Sendable {
    let logger: Logger
    /// The time that workers have to come to the end of their step, in seconds.
    static let grace = 5.0

    /// Begins to wait on a thread of its own; the process may end before.
    func begin() {
        let logger = logger
        let thread = Thread {
            Thread.sleep(forTimeInterval: Self.grace)
            logger.notice("stopped in the midst of a step, which is done again at the next start")
            // No destructor may wait for a thread that is at work.
            _exit(EXIT_SUCCESS)
        }
        thread.name = "stop"
        thread.start()
    }
}
