import Files
import Glibc
import SystemPackage

/// The file operations of a release; each is announced before it is done, so that a test can make any of them
/// fail.
public struct ReleaseFiles: Sendable {
    /// Receives every operation on a release before it is done; an error of it is the error of the operation.
    private let announce: @Sendable (_ operation: String, _ path: String) throws -> Void

    /// Creates operations on the real file system.
    public init(
        announcing announce: @escaping @Sendable (_ operation: String, _ path: String) throws -> Void = {
            _,
            _ in
        }
    ) {
        self.announce = announce
    }

    /// The same operations, with a check before each that may end the work.
    func checking(_ check: @escaping @Sendable () throws -> Void) -> Self {
        ReleaseFiles { [announce] operation, path in
            // What is half done is taken away again, so only what makes more is ended.
            if operation == "write" || operation == "create" { try check() }
            try announce(operation, path)
        }
    }

    func createDirectory(_ path: String, isPrivate: Bool = false) throws {
        try announce("create", path)
        try MachineFault.hinted {
            try Directory.above(path) { above, name in
                try above.create(name, permissions: isPrivate ? .ownerReadWriteExecute : Self.open)
                guard let status = try above.status(of: name), status.kind == .directory else {
                    throw MachineFault("create", path, code: ENOTDIR)
                }
                let directory = try above.directory(name)
                if isPrivate {
                    // The bit that hands down the group stays as the directory above gave it.
                    guard !status.permissions.isDisjoint(with: Self.others) else { return }
                    return try directory.setPermissions(.ownerReadWriteExecute)
                }
                // The process's umask keeps its state private; releases are for others to read. The directory
                // above may hand down their group.
                // A hardened service may not set that bit again (`RestrictSUIDSGID`); then the group must do.
                do {
                    try directory.setPermissions(
                        Self.open.union(status.permissions.intersection(.setGroupID))
                    )
                } catch  where status.permissions.isSuperset(of: [.groupRead, .groupExecute]) {
                } catch let fault as MachineFault {
                    throw MachineFault("open up", path, code: fault.code)
                }
            }
        }
    }

    private static let others: FilePermissions = [.groupReadWriteExecute, .otherReadWriteExecute]

    private static let open: FilePermissions = [
        .ownerReadWriteExecute, .groupRead, .groupExecute, .otherRead, .otherExecute,
    ]

    /// Creates a file that others may read; its descriptor is the caller's to close.
    func create(_ path: String) throws -> FileDescriptor {
        try announce("create", path)
        return try MachineFault.hinted {
            try Directory.above(path) { above, name in
                let permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
                let file = try above.open(
                    name,
                    .writeOnly,
                    options: [.create, .exclusiveCreate],
                    permissions: permissions
                )
                guard fchmod(file.rawValue, permissions.rawValue) == 0 else {
                    let fault = MachineFault("open up", path)
                    try? file.close()
                    throw fault
                }
                return file
            }
        }
    }

    /// Writes bytes at the end of a file; `direct` states that they are whole blocks at an aligned address.
    func write(_ bytes: UnsafeRawBufferPointer, to file: FileDescriptor, path: String, direct: Bool) throws {
        try announce("write", path)
        DirectAccess.set(direct, of: file.rawValue)
        var done = 0
        while done < bytes.count {
            // The pointer stays inside the buffer: done never exceeds its count.
            let count = unsafe Glibc.write(
                file.rawValue,
                bytes.baseAddress.map { unsafe $0 + done },
                bytes.count - done
            )
            if count < 0 {
                if errno == EINTR || DirectAccess.isRefused(file.rawValue) { continue }
                throw MachineFault.ofRelease("write", path)
            }
            done += count
        }
    }

    func sync(_ file: FileDescriptor, path: String) throws {
        try announce("sync", path)
        guard fsync(file.rawValue) == 0 else { throw MachineFault.ofRelease("sync", path) }
    }

    func syncDirectory(_ path: String) throws {
        try announce("sync", path)
        try MachineFault.hinted { try Durable.syncDirectory(path) }
    }

    func rename(_ source: String, to target: String) throws {
        try announce("rename", target)
        try MachineFault.hinted {
            try Directory.above(source) { from, old in
                try Directory.above(target) { to, new in try from.rename(old, to: to, as: new) }
            }
        }
    }

    /// Makes a hard link to a file; false if the file system cannot, or there is no such file.
    func link(_ source: String, to target: String) throws -> Bool {
        try announce("link", target)
        let isDone: Void? = try? Directory.above(source) { from, old in
            try Directory.above(target) { to, new in try from.link(old, to: to, as: new) }
        }
        return isDone != nil
    }

    func symlink(_ destination: String, at path: String) throws {
        try announce("link", path)
        try MachineFault.hinted {
            try Directory.above(path) { try $0.symlink(to: FilePath(destination), as: $1) }
        }
    }

    /// Removes a file or a whole directory; a missing one is no error.
    func remove(_ path: String) throws {
        guard FileStatus(of: path) != nil else { return }
        try MachineFault.hinted {
            try Directory.above(path) { above, name in
                try above.removeAll(name) { try announce("remove", $0.string) }
            }
        }
    }

    /// Announces that what stands at a path is read.
    func willRead(_ path: String) throws { try announce("read", path) }

    /// Copies a file; false if it cannot be read.
    func copy(_ source: String, to writer: ExtractWriter) throws -> Bool {
        try announce("read", source)
        var failure: (any Error)?
        let isRead = unsafe ReadFile.pieces(of: source) { bytes in
            do {
                try unsafe writer.append(bytes)
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        return isRead
    }
}
