import Glibc

/// Read-only operations on files of releases.
extension ReleaseFiles {
    /// The names in a directory, sorted; none if it cannot be read.
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

    /// True if there is an entry of that name.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0
    }

    /// The size of a regular file; nil if there is none.
    static func size(of path: String) -> Int64? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int64(status.st_size)
    }

    /// The bytes of a small file; nil if it cannot be read or is larger than `limit`.
    static func bytes(of path: String, limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        let isRead = unsafe read(path) { piece in
            // The piece is copied before its memory is reused.
            unsafe bytes.append(contentsOf: piece)
            return bytes.count <= limit
        }
        return isRead && bytes.count <= limit ? bytes : nil
    }

    /// Reads a regular file in pieces until it ends or `body` returns false; false if it cannot be read.
    static func read(_ path: String, _ body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return false }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        var buffer = [UInt8](repeating: 0, count: max(1, min(1 << 20, Int(status.st_size))))
        while true {
            let count = unsafe Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 }
            // The count is at most that of the buffer.
            let goesOn = unsafe buffer.withUnsafeBytes {
                unsafe body(UnsafeRawBufferPointer(rebasing: $0[..<count]))
            }
            if !goesOn { return true }
        }
    }

    /// The destination of a symbolic link; nil if there is none.
    static func destination(of path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink(path, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Writes a file that can be made again under a temporary name, without waiting for the disk.
    static func stage(_ bytes: [UInt8], for path: String) {
        let staged = stagedName(path)
        let file = unsafe open(staged, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        close(file)
        if !rest.isEmpty { _ = unsafe unlink(staged) }
    }

    /// Gives a staged file its name, if there is one.
    static func adopt(_ path: String) { _ = unsafe Glibc.rename(stagedName(path), path) }

    private static func stagedName(_ path: String) -> String { path + ".new" }
}
