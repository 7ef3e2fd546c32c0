import Glibc
package import SystemPackage

/// The state of a file as the system tells it.
package struct FileStatus: Hashable, Sendable {
    /// A kind of file, as far as Peil tells them apart.
    package enum FileKind: Hashable, Sendable {
        /// A regular file.
        case regular
        /// A directory.
        case directory
        /// A symbolic link.
        case link
        /// A FIFO.
        case fifo
        /// A socket.
        case socket
        /// A device.
        case device
    }

    /// The kind.
    package let kind: FileKind
    /// The device that holds it.
    package let device: UInt64
    /// The number of the file on its device.
    package let inode: UInt64
    /// The number of names that it has.
    package let links: UInt64
    /// The size in bytes.
    package let size: Int64
    /// The user that owns it.
    package let owner: UInt32
    /// The group that it belongs to.
    package let group: UInt32
    /// The permissions.
    package let permissions: FilePermissions
    /// When its content last changed, in milliseconds since 1970.
    package let written: Int64
    /// When its content, name or owner last changed, in milliseconds since 1970.
    package let changed: Int64

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFLNK: .link
            case S_IFIFO: .fifo
            case S_IFSOCK: .socket
            default: .device
            }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        links = UInt64(status.st_nlink)
        size = Int64(status.st_size)
        owner = status.st_uid
        group = status.st_gid
        permissions = FilePermissions(rawValue: CModeT(status.st_mode & 0o7777))
        written = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
        changed = Int64(status.st_ctim.tv_sec) * 1000 + Int64(status.st_ctim.tv_nsec) / 1_000_000
    }

    /// The state of what a path leads to, a link followed; nil where nothing is.
    package init?(following path: String) throws(MachineFault) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw MachineFault("look at", path)
        }
        self.init(status)
    }

    /// The state of what has that path, a link's own; nil where nothing has it or it cannot be looked at.
    package init?(of path: String) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// The state of what has that path, a link's own; nil where nothing has it.
    package init?(notFollowing path: String) throws(MachineFault) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw MachineFault("look at", path)
        }
        self.init(status)
    }

    /// The state of an open file.
    package init(of file: FileDescriptor, path: FilePath) throws(MachineFault) {
        var status = stat()
        guard unsafe fstat(file.rawValue, &status) == 0 else { throw MachineFault("look at", path) }
        self.init(status)
    }
}

extension FilePath.Component {
    /// The name as people can read it: as it is, or, where it is no UTF-8, with its bytes beyond ASCII as `%E2`.
    package var readable: String {
        let bytes = bytes
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let digits = Array("0123456789ABCDEF")
        return String(
            bytes.flatMap { byte -> [Character] in
                byte < 128
                    ? [Character(UnicodeScalar(byte))]
                    : ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        )
    }

    /// The bytes of the name.
    package var bytes: [UInt8] {
        unsafe withPlatformString { name in
            // A C string, valid inside the closure.
            let count = unsafe strlen(name)
            return unsafe UnsafeBufferPointer(start: name, count: count).map { UInt8(bitPattern: $0) }
        }
    }

    /// A name of those bytes; nil for none, for `.` and `..`, and where a slash or a zero stands in it.
    package init?(bytes: [UInt8]) {
        guard !bytes.isEmpty, !bytes.contains(0), !bytes.contains(47) else { return nil }
        let name = (bytes + [0]).map { CChar(bitPattern: $0) }
        // Ends with a zero.
        guard
            let made = unsafe name.withUnsafeBufferPointer({
                unsafe $0.baseAddress.flatMap { unsafe Self(platformString: $0) }
            }),
            made.kind == .regular
        else { return nil }
        self = made
    }
}
