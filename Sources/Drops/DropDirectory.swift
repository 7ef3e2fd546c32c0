public import Files
import Glibc

/// A directory in which stewards drop files: its waiting entries, and the names that are ignored.
public struct DropDirectory: Sendable {
    /// The path of the directory.
    public let path: String
    /// The time in milliseconds for which a file written in place must be unchanged before it is taken.
    public let settle: Int64

    /// Creates a view of a drop directory.
    public init(path: String, settle: Int64) {
        self.path = path
        self.settle = settle
    }

    /// A waiting file.
    public struct Entry: Hashable, Sendable {
        /// The name in the directory.
        public let name: String
        /// The kind of file.
        public let kind: FileKind
        /// The properties that a writer changes: if they stay the same, the file is quiet.
        public let stamp: Stamp
    }

    /// The kinds of file that Peil tells apart.
    public enum FileKind: Hashable, Sendable {
        /// A regular file, the only kind that is ever opened.
        case regular
        /// A link, FIFO, device or socket: refused, never opened.
        case special
    }

    /// The properties of a file that a writer changes.
    public struct Stamp: Hashable, Sendable {
        package let device: UInt64
        let inode: UInt64
        package let size: Int64
        /// The later of the times of modification and of change, in milliseconds since 1970.
        package let changed: Int64
        /// The time of its last modification, in milliseconds since 1970.
        package let written: Int64
    }

    /// The suffix of a file with the digest of its namesake.
    public static let digestSuffix = ".sha256"

    /// The suffix of a file with the limits of classes for its namesake.
    public static let limitsSuffix = ".grenzen.csv"

    /// The suffixes of files that belong to their namesake and are no deliveries themselves.
    public static let suffixesBeside = [digestSuffix, limitsSuffix]

    /// True for the name of a file that belongs to another.
    public static func isBeside(_ name: String) -> Bool { suffixesBeside.contains(where: name.hasSuffix) }

    /// The names for the limits of a file, best first: with its whole name in front, or without its `.csv`,
    /// `.xml`, `.gz` or `.zip`.
    public static func limits(beside name: String) -> [String] {
        var names = [name + limitsSuffix]
        var stem = name
        while let ending = [".csv", ".xml", ".gz", ".zip"].first(where: stem.lowercased().hasSuffix),
            stem.utf8.count > ending.utf8.count
        {
            stem.removeLast(ending.count)
            names.append(stem + limitsSuffix)
        }
        return names
    }

    /// True for an ignored name: hidden, marked as unfinished, a folder of Peil's, or a file that belongs to
    /// another.
    public static func ignores(_ name: String) -> Bool {
        let unfinished = [".part", ".tmp", ".filepart", "~"]
        return name.hasPrefix(".") || unfinished.contains(where: name.hasSuffix)
            || name == Self.receipts || name == Self.rejected || isBeside(name)
    }

    /// The folder of receipts in a drop.
    public static let receipts = "_receipts"
    /// The folder of rejected files in a drop.
    public static let rejected = "_rejected"

    /// Returns the waiting files, oldest change first, then by name.
    ///
    /// - Throws: ``MachineFault`` if the directory cannot be read.
    public func entries() throws(MachineFault) -> [Entry] {
        guard let stream = unsafe opendir(path) else { throw MachineFault("list", path) }
        defer { unsafe closedir(stream) }
        var entries: [Entry] = []
        while true {
            errno = 0
            guard let item = unsafe readdir(stream) else { break }
            // The name is a C string inside the record, valid until the next call.
            let name = unsafe withUnsafePointer(to: &item.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            guard !Self.ignores(name), let entry = Self.look(at: name, in: path) else { continue }
            entries.append(entry)
        }
        guard errno == 0 else { throw MachineFault("list", path) }
        return entries.sorted { ($0.stamp.changed, $0.name) < ($1.stamp.changed, $1.name) }
    }

    /// Examines one name without following a link; nil for a directory, or if it is gone.
    public static func look(at name: String, in path: String) -> Entry? {
        var status = stat()
        guard unsafe lstat(path + "/" + name, &status) == 0 else { return nil }
        let type = status.st_mode & S_IFMT
        guard type != S_IFDIR else { return nil }
        let changed = max(status.st_mtim.milliseconds, status.st_ctim.milliseconds)
        return Entry(
            name: name,
            kind: type == S_IFREG ? .regular : .special,
            stamp: Stamp(
                device: UInt64(status.st_dev),
                inode: UInt64(status.st_ino),
                size: Int64(status.st_size),
                changed: changed,
                written: status.st_mtim.milliseconds
            )
        )
    }
}

extension timespec {
    fileprivate var milliseconds: Int64 { Int64(tv_sec) * 1000 + Int64(tv_nsec) / 1_000_000 }
}
