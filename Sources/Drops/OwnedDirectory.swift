package import Files
import Glibc
package import SystemPackage

/// Opens a directory of Peil's own in a place where strangers write.
///
/// An opened directory is no link and belongs to this user or to root. Anything else of its name is moved
/// aside under a hidden name, so that nothing of Peil's ever goes where a stranger points.
package enum OwnedDirectory {
    /// Who may enter a directory that is made.
    package enum Mode: Hashable, Sendable {
        /// This user alone.
        case `private`
        /// Others may read what is in it; nobody else may make, replace or remove anything.
        case readable

        var permissions: FilePermissions {
            switch self {
            case .private: [.ownerReadWriteExecute]
            case .readable: [.ownerReadWriteExecute, .groupRead, .groupExecute, .otherRead, .otherExecute]
            }
        }
    }

    /// Opens the directory, made if it is not there.
    ///
    /// - Parameters:
    ///   - name: The name of the directory.
    ///   - parent: The directory in which it stands.
    ///   - mode: Who may enter it when it is made.
    ///   - movedAside: Hears the path of what stood in its place, and its new name.
    /// - Returns: The directory.
    /// - Throws: ``MachineFault`` where it cannot be opened, or somebody keeps putting something else there.
    package static func open(
        _ name: FilePath.Component,
        in parent: borrowing Directory,
        mode: Mode,
        _ movedAside: (String, String) -> Void
    ) throws(MachineFault) -> Directory {
        for _ in 0..<3 {
            if try parent.create(name, permissions: mode.permissions) { try parent.sync() }
            do throws(MachineFault) {
                let directory = try parent.directory(name)
                let status = try directory.status()
                if status.owner == geteuid() || status.owner == 0 && mode == .readable {
                    try adjust(directory, status, mode)
                    return directory
                }
            } catch {
                guard error.code == ENOTDIR || error.code == ELOOP || error.code == EACCES else {
                    throw error
                }
            }
            let aside = try freeName(for: name, in: parent)
            try parent.rename(name, to: parent, as: aside)
            movedAside(parent.path.appending(name).string, aside.string)
        }
        throw MachineFault(
            "open",
            parent.path.appending(name).string,
            code: EBUSY,
            hint: "somebody keeps putting something else in its place; find out who writes in this drop"
        )
    }

    /// Gives a directory its permissions back, and leaves its group and the bit by which new files take it.
    private static func adjust(_ directory: borrowing Directory, _ status: FileStatus, _ mode: Mode)
        throws(MachineFault)
    {
        guard status.owner == geteuid() else { return }
        let inherited = status.permissions.intersection([.setGroupID])
        let others: FilePermissions = [.groupReadWriteExecute, .otherReadWriteExecute]
        let now = status.permissions.intersection(others)
        // A stricter umask than the group needs is put right; a tighter mode for others is left as it is.
        let group: FilePermissions = [.groupRead, .groupExecute]
        let isWide = !now.isSubset(of: mode.permissions)
        let isNarrow = mode == .readable && !now.isSuperset(of: group)
        guard isWide || isNarrow else { return }
        let wanted = now.intersection(mode.permissions).union(mode == .readable ? group : [])
            .union([.ownerReadWriteExecute])
        do throws(MachineFault) {
            try directory.setPermissions(wanted.union(inherited))
        } catch {
            // A sandbox may refuse to set that bit, which would be lost without; then the mode stays.
            guard error.code == EPERM, !isWide else { throw error }
        }
    }

    private static func freeName(for name: FilePath.Component, in parent: borrowing Directory)
        throws(MachineFault) -> FilePath.Component
    {
        for number in 1...10_000 {
            let bytes = Array(".peil-aside-\(number)-".utf8) + name.bytes
            guard let aside = FilePath.Component(bytes: bytes) else { break }
            if try parent.status(of: aside) == nil { return aside }
        }
        throw MachineFault("move aside", parent.path.appending(name).string, code: EEXIST)
    }
}
