import Glibc

/// The lock of the writing process: there is one for each state directory.
package final class StateLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock; nil if another process has it.
    ///
    /// It ends with the process in every case.
    package init?(path: String) throws(MachineFault) {
        let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw MachineFault("open", path) }
        descriptor = file
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw MachineFault("lock", path) }
            return nil
        }
    }

    deinit { close(descriptor) }

    /// True if some process has the lock.
    package static func isTaken(path: String) -> Bool {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return false }
        defer { close(file) }
        // A shared lock is released at once with the descriptor.
        return flock(file, LOCK_SH | LOCK_NB) != 0
    }
}
