public import Files
import Glibc

/// Moves a file from a drop into the spool, so that it belongs to Peil alone.
///
/// The move is a rename if drop and spool share a file system. Elsewhere the file is first renamed inside the
/// drop to a hidden name, which is the claim, and then copied; a copy that a crash interrupted starts again
/// from the hidden file.
public struct SpoolClaim: Sendable {
    /// The directory of one drop in the spool.
    public let spool: String
    /// The drop.
    public let drop: String
    /// The prefix of a claimed file that is not yet copied into the spool.
    public static let hiddenPrefix = ".peil-claimed-"

    /// Creates the claims from a drop to its directory in the spool.
    public init(spool: String, drop: String) {
        self.spool = spool
        self.drop = drop
    }

    /// Takes the file `name`, and the files that belong to it.
    ///
    /// - Parameters:
    ///   - name: The name of the file in the drop.
    ///   - ticket: A name that no other claim of this drop ever has; it orders the claims.
    /// - Returns: The path below the spool's directory, `ticket/name`; nil if the file is gone.
    /// - Throws: ``MachineFault``; the file is then in the drop, or its claim is resumed later.
    public func take(_ name: String, ticket: String) throws(MachineFault) -> String? {
        let folder = spool + "/" + ticket
        guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw MachineFault("create", folder)
        }
        // Files that belong to it go first: once the file itself is in the spool, its claim is complete.
        let digest = name + DropDirectory.digestSuffix
        if DropDirectory.look(at: digest, in: drop)?.kind == .regular {
            try move(digest, to: folder, ticket: ticket)
        }
        let limits = DropDirectory.limits(beside: name).first {
            DropDirectory.look(at: $0, in: drop)?.kind == .regular
        }
        if let limits { try move(limits, to: folder, as: name + DropDirectory.limitsSuffix, ticket: ticket) }
        guard try move(name, to: folder, ticket: ticket) else {
            _ = unsafe rmdir(folder)
            return nil
        }
        try Durable.syncDirectory(folder)
        try Durable.syncDirectory(spool)
        try Durable.syncDirectory(drop)
        return ticket + "/" + name
    }

    /// Finishes the copies that a crash interrupted.
    public func resumeCopies() throws(MachineFault) {
        for hidden in Durable.names(in: drop).sorted() where hidden.hasPrefix(Self.hiddenPrefix) {
            let rest = hidden.dropFirst(Self.hiddenPrefix.count)
            guard let mark = rest.firstIndex(of: "=") else { continue }
            let folder = spool + "/" + rest[..<mark]
            guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw MachineFault("create", folder)
            }
            try copyClaimed(drop + "/" + hidden, to: folder + "/" + rest[rest.index(after: mark)...])
        }
    }

    /// Returns a digest to the drop if the process ended before its file followed it into the spool.
    public func returnLoneDigests() throws(MachineFault) {
        for ticket in Durable.names(in: spool) {
            let folder = spool + "/" + ticket
            let names = Durable.names(in: folder)
            guard names.allSatisfy(DropDirectory.isBeside) else { continue }
            for digest in names where DropDirectory.look(at: digest, in: drop) == nil {
                try Durable.move(folder + "/" + digest, to: drop + "/" + digest)
            }
            _ = unsafe rmdir(folder)
        }
    }

    @discardableResult
    private func move(
        _ name: String,
        to folder: String,
        as claimed: String? = nil,
        ticket: String
    ) throws(MachineFault) -> Bool {
        let source = drop + "/" + name
        let target = folder + "/" + (claimed ?? name)
        if unsafe rename(source, target) == 0 { return true }
        if errno == ENOENT { return false }
        guard errno == EXDEV else { throw MachineFault("move", source) }
        let hidden = drop + "/" + Self.hiddenPrefix + ticket + "=" + (claimed ?? name)
        guard unsafe rename(source, hidden) == 0 else {
            if errno == ENOENT { return false }
            throw MachineFault("move", source)
        }
        try copyClaimed(hidden, to: target)
        return true
    }

    private func copyClaimed(_ hidden: String, to target: String) throws(MachineFault) {
        let name = String(hidden.dropFirst(drop.utf8.count + 1))
        if DropDirectory.look(at: name, in: drop)?.kind == .special {
            // A special file is refused unopened, so only that fact has to reach the spool.
            guard unsafe symlink("not-a-file", target) == 0 || errno == EEXIST else {
                throw MachineFault("create", target)
            }
        } else {
            try Durable.copy(hidden, to: target)
        }
        _ = unsafe unlink(hidden)
    }
}
