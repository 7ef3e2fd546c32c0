import Files
import Glibc
import SystemPackage

/// The file of a ledger, before SQLite opens it: only its owner may read it.
enum LedgerFile {
    /// Returns true if there is a file at `path`.
    static func exists(_ path: String) throws(LedgerError) -> Bool {
        do throws(MachineFault) {
            return try FileStatus(following: path) != nil
        } catch {
            throw LedgerError("open", path, .unreachable, code: error.code)
        }
    }

    /// A file, whatever its name: its device and number.
    struct Identity: Hashable {
        let device: UInt64
        let number: UInt64
    }

    /// The file at `path`; nil if there is none or it cannot be looked at.
    static func identity(_ path: String) -> Identity? {
        guard let status = (try? FileStatus(following: path)) ?? nil else { return nil }
        return Identity(device: status.device, number: status.inode)
    }

    /// Creates the file if there is none, readable by its owner only.
    static func create(_ path: String) throws(LedgerError) {
        if try exists(path) { return }
        do {
            try Directory.above(path) { above, name in
                let file = try above.open(name, .readWrite, options: .create, permissions: .ownerReadWrite)
                defer { try? file.close() }
                guard fsync(file.rawValue) == 0 else { throw MachineFault("sync", path) }
                try above.sync()
            }
        } catch {
            let code = (error as? MachineFault)?.code ?? EIO
            throw LedgerError("make", path, reason(code), code: code)
        }
    }

    /// Removes the permissions of all but the owner from the file and from those that SQLite creates beside
    /// it.
    ///
    /// SQLite creates them with the mode of the file, so this only repairs changes by others.
    static func protect(_ path: String) throws(LedgerError) {
        for path in [path, path + "-wal", path + "-shm"] {
            guard let status = (try? FileStatus(following: path)) ?? nil,
                status.permissions.rawValue & 0o077 != 0
            else { continue }
            guard unsafe chmod(path, 0o600) == 0 else {
                throw LedgerError("protect", path, .unreachable, code: errno)
            }
        }
    }

    private static func reason(_ code: Int32) -> LedgerError.FailureReason {
        switch code {
        case ENOSPC, EDQUOT: .full
        case EIO: .failed
        default: .unreachable
        }
    }
}
