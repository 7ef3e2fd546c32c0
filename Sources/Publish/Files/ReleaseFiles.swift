import Glibc

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

    func createDirectory(_ path: String) throws {
        try announce("create", path)
        guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else { throw ReleaseFault("create", path) }
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw ReleaseFault("create", path, code: ENOTDIR)
        }
        // The process's umask keeps its state private; releases are for others to read. The directory above
        // may hand down their group.
        // A hardened service may not set that bit again (`RestrictSUIDSGID`); then the group must do.
        let isOpen = unsafe chmod(path, status.st_mode & S_ISGID | 0o755) == 0
        guard isOpen || status.st_mode & 0o050 == 0o050 else { throw ReleaseFault("open up", path) }
    }

    func create(_ path: String) throws -> Int32 {
        try announce("create", path)
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw ReleaseFault("create", path) }
        guard fchmod(file, 0o644) == 0 else {
            let fault = ReleaseFault("open up", path)
            close(file)
            throw fault
        }
        return file
    }

    /// Writes bytes at the end of a file; `direct` states that they are whole blocks at an aligned address.
    func write(_ bytes: UnsafeRawBufferPointer, to file: Int32, path: String, direct: Bool) throws {
        try announce("write", path)
        DirectAccess.set(direct, of: file)
        var done = 0
        while done < bytes.count {
            // The pointer stays inside the buffer: done never exceeds its count.
            let count = unsafe Glibc.write(
                file,
                bytes.baseAddress.map { unsafe $0 + done },
                bytes.count - done
            )
            if count < 0 {
                if errno == EINTR || DirectAccess.isRefused(file) { continue }
                throw ReleaseFault("write", path)
            }
            done += count
        }
    }

    func sync(_ file: Int32, path: String) throws {
        try announce("sync", path)
        guard fsync(file) == 0 else { throw ReleaseFault("sync", path) }
    }

    func syncDirectory(_ path: String) throws {
        try announce("sync", path)
        let directory = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw ReleaseFault("open", path) }
        defer { close(directory) }
        // Some network file systems cannot sync a directory; they answer EINVAL, and nothing better exists.
        guard fsync(directory) == 0 || errno == EINVAL else { throw ReleaseFault("sync", path) }
    }

    func rename(_ source: String, to target: String) throws {
        try announce("rename", target)
        guard unsafe Glibc.rename(source, target) == 0 else { throw ReleaseFault("rename", source) }
    }

    /// Makes a hard link to a file; false if the file system cannot, or there is no such file.
    func link(_ source: String, to target: String) throws -> Bool {
        try announce("link", target)
        return unsafe Glibc.link(source, target) == 0
    }

    func symlink(_ destination: String, at path: String) throws {
        try announce("link", path)
        guard unsafe Glibc.symlink(destination, path) == 0 else { throw ReleaseFault("link", path) }
    }

    /// Removes a file or a whole directory; a missing one is no error.
    func remove(_ path: String) throws {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in Self.names(in: path) { try remove(path + "/" + name) }
            try announce("remove", path)
            guard unsafe rmdir(path) == 0 || errno == ENOENT else { throw ReleaseFault("remove", path) }
        } else {
            try announce("remove", path)
            guard unsafe unlink(path) == 0 || errno == ENOENT else { throw ReleaseFault("remove", path) }
        }
    }

    /// Copies a file; false if it cannot be read.
    func copy(_ source: String, to writer: ExtractWriter) throws -> Bool {
        try announce("read", source)
        var failure: (any Error)?
        let isRead = unsafe Self.read(source) { bytes in
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
