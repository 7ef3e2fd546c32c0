package import Files
import Glibc
import SystemPackage

/// Moves a file from a drop into the spool, so that it belongs to Peil alone.
///
/// The move is a rename if drop and spool share a file system. Elsewhere the file is first renamed inside the
/// drop into a directory that only Peil may enter, which is the claim, and then copied; a copy that a crash
/// interrupted starts again from there. In the spool every name is UTF-8.
package struct SpoolClaim: Sendable {
    /// The directory of one drop in the spool.
    package let spool: String
    /// The directory of claims that were made before the drop was switched; what was begun there is finished there.
    package let spoolBefore: String?
    /// The drop.
    package let drop: DropDirectory
    /// The directory in a drop of what is claimed but not yet copied into the spool.
    static let claimed: FilePath.Component = ".peil-claimed"
    /// The file beside a copy that keeps who owned what was copied: the copy is Peil's own.
    package static let ownerName = ".owner"
    /// Hears of what stood in the place of a directory of Peil's, and where it went.
    let movedAside: @Sendable (String, String) -> Void
    /// Called for every MiB that is copied; what it throws ends the copy, which is resumed later.
    let goesOn: @Sendable () throws(MachineFault) -> Void

    /// Creates the claims from a drop to its directory in the spool.
    package init(
        spool: String,
        spoolBefore: String? = nil,
        drop: DropDirectory,
        goesOn: @escaping @Sendable () throws(MachineFault) -> Void = {},
        movedAside: @escaping @Sendable (String, String) -> Void = { _, _ in }
    ) {
        self.goesOn = goesOn
        self.spool = spool
        self.spoolBefore = spoolBefore
        self.drop = drop
        self.movedAside = movedAside
    }

    /// Takes an entry, and the files that belong to it.
    ///
    /// Unreadable entries and directories stay where they stand: a note takes their place in the spool.
    /// - Parameters:
    ///   - entry: The entry of the drop.
    ///   - ticket: A name that no other claim of this drop ever has; it orders the claims.
    /// - Returns: The path below the spool's directory, `ticket/name`; nil if the file is gone.
    /// - Throws: ``MachineFault``; the file is then in the drop, or its claim is resumed later.
    package func take(_ entry: DropDirectory.Entry, ticket: String) throws(MachineFault) -> String? {
        let directory = try drop.open()
        guard let now = try DropDirectory.look(at: entry.name, in: directory, knowsWriters: false) else {
            return nil
        }
        let folder = spool + "/" + ticket
        let target = try Self.folder(at: folder)
        let name = Self.spoolName(of: entry.name)
        if let note = SpoolNote(now) {
            try note.write(to: folder + "/" + name)
            try target.sync()
            return ticket + "/" + name
        }
        // Files that belong to it go first: once the file itself is in the spool, its claim is complete.
        for sidecar in DropDirectory.sidecars(of: entry.name) {
            guard let status = try directory.status(of: sidecar), status.kind == .regular else { continue }
            let own = Self.spoolName(of: sidecar)
            try move(sidecar, in: directory, to: target, as: own, ticket: ticket)
        }
        guard try move(entry.name, in: directory, to: target, as: name, ticket: ticket) else {
            _ = unsafe rmdir(folder)
            return nil
        }
        try target.sync()
        try directory.sync()
        return ticket + "/" + name
    }

    /// Who delivered a file that is claimed: the owner of the very file that was taken, whatever took its name in the drop
    /// meanwhile.
    ///
    /// A file keeps its owner when it is renamed; of a copy it was noted before.
    /// - Parameter path: The path below the spool's directory, `ticket/name`.
    /// - Returns: The number of the user; nil where nobody knows, since it may be a copy of Peil's.
    package func deliverer(of path: String) -> UInt32? {
        let place = spool + "/" + path
        let note = Durable.parent(of: place) + "/" + Self.ownerName
        if let bytes = ReadFile.regular(note, limit: 16) {
            return UInt32(String(decoding: bytes, as: UTF8.self))
        }
        let owner = FileStatus(of: place)?.owner
        return owner == geteuid() ? nil : owner
    }

    /// The folder of a claim, which stands on the disk before anything is moved or copied into it.
    ///
    /// A file synced in a folder whose own name a loss of power takes is lost with it, and the drop no longer has it.
    private static func folder(at path: String) throws(MachineFault) -> Directory {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw MachineFault("create", path) }
        try Durable.syncDirectory(Durable.parent(of: path))
        return try Directory(FilePath(path))
    }

    /// Finishes the copies that a crash interrupted; one that fails does not stop the others.
    ///
    /// - Returns: What failed, to be tried again.
    package func resumeCopies() throws(MachineFault) -> [MachineFault] {
        let directory = try drop.open()
        guard try directory.status(of: Self.claimed)?.kind == .directory else { return [] }
        let claims = try OwnedDirectory.open(Self.claimed, in: directory, mode: .private, movedAside)
        var faults: [MachineFault] = []
        for ticket in try claims.names() {
            do throws(MachineFault) {
                let claim = try claims.directory(ticket)
                // A claim makes its folder before anything else, and is still what it was when it was made.
                let before = spoolBefore.map { $0 + "/" + ticket.readable }
                let folder =
                    before.flatMap { FileStatus(of: $0) == nil ? nil : $0 } ?? spool + "/" + ticket.readable
                let target = try Self.folder(at: folder)
                // Files that belong to another go first here too: the file itself completes the claim.
                let names = try claim.names()
                for name in names.filter({ DropNames.isBeside($0.bytes) })
                    + names.filter({ !DropNames.isBeside($0.bytes) })
                {
                    try copyClaimed(name, in: claim, to: target, as: Self.spoolName(of: name))
                }
                try claims.remove(ticket, isDirectory: true)
            } catch { faults.append(error) }
        }
        return faults
    }

    /// Returns files that belong to another to the drop if the process ended before that one followed them.
    package func returnLoneSidecars() throws(MachineFault) {
        for spool in [spool, spoolBefore].compactMap(\.self) { try returnLoneSidecars(in: spool) }
    }

    private func returnLoneSidecars(in spool: String) throws(MachineFault) {
        for ticket in Durable.names(in: spool) where !ticket.hasPrefix(".") {
            // A file that is still to be copied follows what belongs to it, and where the folder of its claim stands tells
            // whether it becomes a delivery or is only checked.
            guard FileStatus(of: drop.path + "/" + Self.claimed.string + "/" + ticket) == nil else {
                continue
            }
            let folder = spool + "/" + ticket
            let names = Durable.names(in: folder).filter { $0 != Self.ownerName }
            guard names.allSatisfy({ DropNames.isBeside(Array($0.utf8)) }) else { continue }
            for name in names {
                var status = stat()
                guard unsafe lstat(drop.path + "/" + name, &status) != 0, errno == ENOENT else { continue }
                try Durable.move(folder + "/" + name, to: drop.path + "/" + name)
            }
            if unsafe rmdir(folder) != 0, (try? Durable.remove(folder + "/" + Self.ownerName)) == true {
                _ = unsafe rmdir(folder)
            }
        }
    }

    /// The name of a file in the spool: UTF-8, with room for what belongs to it where its own has none.
    static func spoolName(of name: FilePath.Component) -> String {
        let bytes = name.bytes
        if String(validating: bytes, as: UTF8.self) != nil { return name.readable }
        // What belongs to the file is shortened as the file is.
        for suffix in DropNames.suffixesBeside.map({ Array($0.utf8) })
        where DropNames.isBeside(bytes) && bytes.suffix(suffix.count).elementsEqual(suffix) {
            guard let stem = FilePath.Component(bytes: Array(bytes.dropLast(suffix.count))) else { break }
            return spoolName(of: stem) + String(decoding: suffix, as: UTF8.self)
        }
        return Durable.beginning(of: name.readable, bytes: 240)
    }

    @discardableResult
    private func move(
        _ name: FilePath.Component,
        in directory: borrowing Directory,
        to target: borrowing Directory,
        as spoolName: String,
        ticket: String
    ) throws(MachineFault) -> Bool {
        guard let own = FilePath.Component(bytes: Array(spoolName.utf8)) else {
            throw MachineFault("name", spoolName, code: EINVAL)
        }
        do throws(MachineFault) {
            try directory.rename(name, to: target, as: own)
            return true
        } catch {
            if error.code == ENOENT { return false }
            guard error.code == EXDEV else { throw error }
        }
        guard let ticketName = FilePath.Component(bytes: Array(ticket.utf8)) else {
            throw MachineFault("name", ticket, code: EINVAL)
        }
        let claims = try OwnedDirectory.open(Self.claimed, in: directory, mode: .private, movedAside)
        try claims.create(ticketName, permissions: [.ownerReadWriteExecute])
        try claims.sync()
        let claim = try claims.directory(ticketName)
        do throws(MachineFault) {
            try directory.rename(name, to: claim, as: name)
        } catch {
            if error.code == ENOENT { return false }
            throw error
        }
        try copyClaimed(name, in: claim, to: target, as: spoolName)
        if try claim.names().isEmpty { try claims.remove(ticketName, isDirectory: true) }
        return true
    }

    /// Copies a claimed file into the spool, and removes it from the drop.
    private func copyClaimed(
        _ name: FilePath.Component,
        in claim: borrowing Directory,
        to target: borrowing Directory,
        as spoolName: String
    ) throws(MachineFault) {
        guard let own = FilePath.Component(bytes: Array(spoolName.utf8)) else {
            throw MachineFault("name", spoolName, code: EINVAL)
        }
        guard let entry = try DropDirectory.look(at: name, in: claim, knowsWriters: false) else { return }
        if let note = SpoolNote(entry) ?? SpoolNote(entry.kind) {
            try note.write(to: target.path.appending(own).string)
            if note.isUnreadable { return try claim.rename(name, to: try drop.open(), as: name) }
        } else {
            // Before the copy is there: with it the claim is complete, and who delivered it must be known.
            if !DropNames.isBeside(name.bytes), let owner = try claim.status(of: name)?.owner,
                owner != geteuid()
            {
                try target.write(
                    Array(String(owner).utf8),
                    as: FilePath.Component(stringLiteral: Self.ownerName),
                    permissions: [.ownerReadWrite]
                )
            }
            let input = try claim.open(name, .readOnly)
            defer { try? input.close() }
            try target.copy(input, as: own, permissions: [.ownerReadWrite], goesOn: goesOn)
        }
        try claim.remove(name)
    }
}

/// The stand-in in the spool for an entry that is not moved there: a link that leads nowhere.
package enum SpoolNote: String, Hashable, Sendable, CaseIterable {
    /// A link.
    case link = "link"
    /// A FIFO.
    case fifo = "fifo"
    /// A socket.
    case socket = "socket"
    /// A device.
    case device = "device"
    /// One of these, as an earlier version noted it.
    case notAFile = "not-a-file"
    /// A directory, which stays in the drop.
    case directory = "directory"
    /// A file that this process may not read, which stays in the drop.
    case unreadable = "unreadable"
    /// A file whose digest this process may not read.
    case unreadableDigest = "unreadable-digest"
    /// A file whose limits this process may not read.
    case unreadableLimits = "unreadable-limits"
    /// A file whose mark that it replaces more this process may not read.
    case unreadableMark = "unreadable-mark"

    /// The note for an entry; nil for one that is moved.
    init?(_ entry: DropDirectory.Entry) {
        switch entry.kind {
        case .directory: self = .directory
        case .regular:
            guard let unreadable = entry.unreadable else { return nil }
            let suffixes: [(String, Self)] = [
                (DropNames.digestSuffix, .unreadableDigest), (DropNames.limitsSuffix, .unreadableLimits),
                (DropNames.replacesSuffix, .unreadableMark),
            ]
            let beside = suffixes.first { unreadable.bytes.suffix($0.0.utf8.count).elementsEqual($0.0.utf8) }
            self = unreadable == entry.name ? .unreadable : beside?.1 ?? .unreadable
        default: return nil
        }
    }

    /// The note for what is no regular file; nil for one.
    init?(_ kind: FileStatus.FileKind) {
        switch kind {
        case .regular: return nil
        case .directory: self = .directory
        case .link: self = .link
        case .fifo: self = .fifo
        case .socket: self = .socket
        case .device: self = .device
        }
    }

    /// Reads the note at a path; nil where something else stands.
    package init?(at path: String) {
        var buffer = [CChar](repeating: 0, count: 64)
        let count = unsafe readlink(path, &buffer, buffer.count)
        guard count > 0 else { return nil }
        self.init(rawValue: String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    /// True where the entry itself still stands in the drop.
    package var staysInDrop: Bool { self == .directory || isUnreadable }

    /// True for a file that this process may not read, or one that belongs to it.
    package var isUnreadable: Bool {
        [.unreadable, .unreadableDigest, .unreadableLimits, .unreadableMark].contains(self)
    }

    /// The kind of what is no regular file; nil where it is one, or nobody knows.
    package var kind: FileStatus.FileKind? {
        switch self {
        case .link: .link
        case .fifo: .fifo
        case .socket: .socket
        case .device: .device
        default: nil
        }
    }

    func write(to path: String) throws(MachineFault) {
        guard unsafe symlink(rawValue, path) == 0 || errno == EEXIST else {
            throw MachineFault("create", path)
        }
    }
}
