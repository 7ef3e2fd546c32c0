import Glibc

/// A file operation of a release failed: what, where, and the system's word for it.
public struct ReleaseFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was being done.
    public let operation: String
    /// The path.
    public let path: String
    /// The number of the system's error.
    public let code: Int32

    /// Operation, path and the system's words.
    public var description: String { "cannot \(operation) \(path): \(unsafe String(cString: strerror(code)))" }
}

/// The file operations of a release: each is announced before it is done, so a test can make any of them fail,
/// and the time that durability takes is told apart.
public struct ReleaseFiles: Sendable {
    /// Hears of every operation that changes something, before it is done; what it throws, the operation throws.
    private let announce: @Sendable (_ operation: String, _ path: String) throws -> Void

    /// Creates operations on the real file system.
    public init(announcing announce: @escaping @Sendable (_ operation: String, _ path: String) throws -> Void = { _, _ in }) {
        self.announce = announce
    }

    func createDirectory(_ path: String) throws {
        try announce("create", path)
        guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else { throw fault("create", path) }
        // The process's umask keeps its state private; releases are for others to read.
        _ = unsafe chmod(path, 0o755)
    }

    func create(_ path: String) throws -> Int32 {
        try announce("create", path)
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw fault("create", path) }
        _ = fchmod(file, 0o644)
        return file
    }

    func write(_ bytes: UnsafeRawBufferPointer, to file: Int32, path: String) throws {
        try announce("write", path)
        var done = 0
        while done < bytes.count {
            // The pointer stays inside the buffer: done never exceeds its count.
            let count = unsafe Glibc.write(file, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done)
            if count < 0 {
                if errno == EINTR { continue }
                throw fault("write", path)
            }
            done += count
        }
    }

    func sync(_ file: Int32, path: String) throws {
        try announce("sync", path)
        guard fsync(file) == 0 else { throw fault("sync", path) }
    }

    func syncDirectory(_ path: String) throws {
        try announce("sync", path)
        let directory = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw fault("open", path) }
        defer { close(directory) }
        guard fsync(directory) == 0 || errno == EINVAL else { throw fault("sync", path) }
    }

    func rename(_ source: String, to target: String) throws {
        try announce("rename", target)
        guard unsafe Glibc.rename(source, target) == 0 else { throw fault("rename", source) }
    }

    /// Gives a file a second name; false where the file system cannot.
    func link(_ source: String, to target: String) throws -> Bool {
        try announce("link", target)
        return unsafe Glibc.link(source, target) == 0
    }

    func symlink(_ destination: String, at path: String) throws {
        try announce("link", path)
        guard unsafe Glibc.symlink(destination, path) == 0 else { throw fault("link", path) }
    }

    /// Removes a file or a whole directory; what is not there is fine.
    func remove(_ path: String) throws {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in Self.names(in: path) { try remove(path + "/" + name) }
            try announce("remove", path)
            guard unsafe rmdir(path) == 0 || errno == ENOENT else { throw fault("remove", path) }
        } else {
            try announce("remove", path)
            guard unsafe unlink(path) == 0 || errno == ENOENT else { throw fault("remove", path) }
        }
    }

    /// The size of a regular file; nil when there is none.
    static func size(of path: String) -> Int64? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int64(status.st_size)
    }

    /// The names in a directory, sorted; none when it cannot be read.
    static func names(in path: String) -> [String] {
        guard let stream = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let item = unsafe readdir(stream) {
            // The name is a C string inside the record, valid until the next call.
            let name = unsafe withUnsafePointer(to: &item.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The bytes of a small file; nil when it cannot be read or is larger than `limit`.
    static func bytes(of path: String, limit: Int) -> [UInt8]? {
        guard let size = size(of: path), size <= limit else { return nil }
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: Int(size))
        var done = 0
        while done < bytes.count {
            // The stretch that is left; never empty here, so it has an address.
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
                return unsafe read(file, rest.baseAddress!, rest.count)
            }
            guard count > 0 else { return nil }
            done += count
        }
        return bytes
    }

    /// The destination of a symbolic link; nil when there is none.
    static func destination(of path: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe readlink(path, $0.baseAddress!, $0.count) }
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    private func fault(_ operation: String, _ path: String) -> ReleaseFault {
        ReleaseFault(operation: operation, path: path, code: errno)
    }
}
