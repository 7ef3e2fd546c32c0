package import Files
import Glibc
package import SystemPackage

/// A directory in which stewards drop files: its waiting entries, and the names that are ignored.
///
/// Strangers write in it. It is looked at by descriptor, no link in it is ever followed, and its names are bytes.
package struct DropDirectory: Sendable {
    /// The path of the directory.
    package let path: String
    /// The rules about names.
    package let names: DropNames

    /// Creates a view of a drop directory.
    package init(path: String, names: DropNames = DropNames()) {
        self.path = path
        self.names = names
    }

    /// A waiting entry.
    package struct Entry: Hashable, Sendable {
        /// The name in the directory.
        package let name: FilePath.Component
        /// The kind of file.
        package let kind: FileStatus.FileKind
        /// The properties that a writer changes: if they stay the same, the file is quiet.
        package let stamp: Stamp
        /// The first file that this process may not read: the file itself or one that belongs to it; nil where it may read
        /// all of them.
        package var unreadable: FilePath.Component?
        /// True where some process is known to have the file open for writing.
        package var isOpen = false

        /// True where this process may read the file and what belongs to it.
        package var isReadable: Bool { unreadable == nil }

        /// The name as people read it.
        package var label: String { name.readable }

        /// The entry as it stands: another file of that name, and a file whose permissions changed, is another.
        package var identity: String {
            let name = name.bytes.map { String($0, radix: 16) }.joined(separator: ".")
            let changed = kind == .directory ? "" : " \(stamp.changed)"
            return "\(name) \(stamp.device) \(stamp.inode)\(changed)"
        }
    }

    /// The properties of a file that a writer changes.
    package struct Stamp: Hashable, Sendable {
        package let device: UInt64
        let inode: UInt64
        package let size: Int64
        /// The later of the times of modification and of change, in milliseconds since 1970.
        package let changed: Int64
        /// The time of its last modification, in milliseconds since 1970.
        package let written: Int64
    }

    /// Opens the directory.
    package func open() throws(MachineFault) -> Directory { try Directory(following: FilePath(path)) }

    /// Lists what waits.
    ///
    /// - Parameter knowsWriters: False where the system cannot tell who writes, as on network file systems.
    /// - Returns: The waiting entries, oldest change first, then by name.
    /// - Throws: ``MachineFault`` if the directory cannot be read.
    package func entries(knowsWriters: Bool = true) throws(MachineFault) -> [Entry] {
        let directory = try open()
        var entries: [Entry] = []
        for name in try directory.names() {
            if names.ignores(name.bytes), try !Self.isMisnamed(name, in: directory) { continue }
            guard let entry = try Self.look(at: name, in: directory, knowsWriters: knowsWriters) else {
                continue
            }
            entries.append(entry)
        }
        return entries.sorted {
            $0.stamp.changed != $1.stamp.changed
                ? $0.stamp.changed < $1.stamp.changed : $0.name.bytes.lexicographicallyPrecedes($1.name.bytes)
        }
    }

    /// True for an entry with a name of Peil's own that is not what the name stands for: it would wait unseen.
    ///
    /// Files that stand in the place of receipts and rejected files move aside when the next of them is written.
    private static func isMisnamed(
        _ name: FilePath.Component,
        in directory: borrowing Directory
    ) throws(MachineFault) -> Bool {
        guard name.string == DropNames.tidy || name.string == DropNames.checked,
            let status = try directory.status(of: name)
        else { return false }
        if name.string == DropNames.tidy { return status.kind != .regular }
        return status.kind != .directory || (status.owner != geteuid() && status.owner != 0)
    }

    /// Examines one entry without following a link; nil if it is gone.
    package static func look(
        at name: FilePath.Component,
        in directory: borrowing Directory,
        knowsWriters: Bool = true
    ) throws(MachineFault) -> Entry? {
        guard let status = try directory.status(of: name) else { return nil }
        var changed = max(status.written, status.changed)
        var unreadable: FilePath.Component?
        var isOpen = false
        if status.kind == .regular {
            let own = try access(name, in: directory, knowsWriters: knowsWriters)
            if !own.isReadable { unreadable = name }
            isOpen = own.isOpen
            for sidecar in sidecars(of: name) {
                guard let beside = try directory.status(of: sidecar), beside.kind == .regular,
                    try !access(sidecar, in: directory, knowsWriters: false).isReadable
                else { continue }
                unreadable = unreadable ?? sidecar
                changed = max(changed, beside.changed)
            }
        }
        return Entry(
            name: name,
            kind: status.kind,
            stamp: Stamp(
                device: status.device,
                inode: status.inode,
                size: status.size,
                changed: changed,
                written: status.written
            ),
            unreadable: unreadable,
            isOpen: isOpen
        )
    }

    /// The names of the files that may belong to a file.
    package static func sidecars(of name: FilePath.Component) -> [FilePath.Component] {
        let bytes = name.bytes
        let others = [DropNames.digestSuffix, DropNames.replacesSuffix].map { bytes + Array($0.utf8) }
        return (others + DropNames.limits(beside: bytes)).compactMap { bytes in
            bytes.count > 255 ? nil : FilePath.Component(bytes: bytes)
        }
    }

    private static func access(
        _ name: FilePath.Component,
        in directory: borrowing Directory,
        knowsWriters: Bool
    ) throws(MachineFault) -> (isReadable: Bool, isOpen: Bool) {
        do throws(MachineFault) {
            let file = try directory.open(name, .readOnly)
            defer { try? file.close() }
            return (true, knowsWriters && WriterLease.isWritten(file.rawValue))
        } catch {
            switch error.code {
            case EACCES, EPERM: return (false, false)
            // It changed meanwhile; whoever takes it looks again.
            case ENOENT, ELOOP, ENXIO: return (true, false)
            default: throw error
            }
        }
    }
}
