import Glibc

/// The file of a ledger, before SQLite opens it: only its owner may read it.
enum LedgerFile {
    /// Returns true if there is a file at `path`.
    static func exists(_ path: String) throws(LedgerError) -> Bool {
        var status = stat()
        if unsafe stat(path, &status) == 0 { return true }
        guard errno == ENOENT else { throw LedgerError("open", path, .unreachable, code: errno) }
        return false
    }

    /// A file, whatever its name: its device and number.
    struct Identity: Hashable {
        let device: UInt64
        let number: UInt64
    }

    /// The file at `path`; nil if there is none or it cannot be looked at.
    static func identity(_ path: String) -> Identity? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    }

    /// Creates the file if there is none, readable by its owner only.
    static func create(_ path: String) throws(LedgerError) {
        if try exists(path) { return }
        let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw LedgerError("make", path, reason(errno), code: errno) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw LedgerError("make", path, reason(errno), code: errno) }
        try syncDirectory(of: path)
    }

    /// Removes the permissions of all but the owner from the file and from those that SQLite creates beside
    /// it.
    ///
    /// SQLite creates them with the mode of the file, so this only repairs changes by others.
    static func protect(_ path: String) throws(LedgerError) {
        for path in [path, path + "-wal", path + "-shm"] {
            var status = stat()
            guard unsafe stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { continue }
            guard unsafe chmod(path, 0o600) == 0 else {
                throw LedgerError("protect", path, .unreachable, code: errno)
            }
        }
    }

    private static func syncDirectory(of path: String) throws(LedgerError) {
        let slash = path.lastIndex(of: "/")
        let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let handle = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw LedgerError("make", path, reason(errno), code: errno) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw LedgerError("make", path, reason(errno), code: errno) }
    }

    private static func reason(_ code: Int32) -> LedgerError.FailureReason {
        switch code {
        case ENOSPC, EDQUOT: .full
        case EIO: .failed
        default: .unreachable
        }
    }
}
