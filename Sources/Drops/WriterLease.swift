import Glibc

/// The question to the kernel whether some process has a file open for writing.
///
/// A lease for reading is given only where nobody has; only the owner of a file, or root, may ask for one.
package enum WriterLease {
    /// The kernel's knowledge of the writers of a file.
    package enum Answer: Hashable, Sendable {
        /// Nobody has it open for writing.
        case none
        /// Somebody has.
        case some
        /// This process may not ask, or the file system cannot tell.
        case unknown
    }

    /// True where somebody is known to have the file open for writing.
    package static func isWritten(_ file: Int32) -> Bool { answer(file) == .some }

    /// Asks about an open file; the lease is given back at once.
    package static func answer(_ file: Int32) -> Answer {
        _ = ignoresBreaks
        if fcntl(file, setLease, F_RDLCK) == 0 {
            _ = fcntl(file, setLease, F_UNLCK)
            return .none
        }
        return errno == EAGAIN ? .some : .unknown
    }

    /// `F_SETLEASE`, which the C library declares for GNU programs only.
    private static let setLease: Int32 = 1024

    /// Somebody who opens the file in between is told to wait, and this process by a signal that would end it.
    private static let ignoresBreaks: Bool = {
        signal(SIGIO, SIG_IGN)
        return true
    }()
}
