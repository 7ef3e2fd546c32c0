import ConfigurationFiles
import Drops
import Examination
import Files
import Glibc
import Ledger
import Logging
import SystemPackage
import Workflow

extension Reporting {
    /// Keeps, hands back or removes what was delivered, by what became of it.
    func putAway(_ delivery: Delivery) throws {
        let configuration = peil.configuration
        let path = configuration.spool + "/" + delivery.claim.spoolName
        if let status = FileStatus(of: path) {
            let isOrdinary = status.kind == .regular
            if delivery.outcome == .rejected, delivery.duplicateOf == nil || isOrdinary,
                SpoolNote(at: path)?.staysInDrop != true,
                let rejected = try self.folder(.rejected, of: delivery)
            {
                try handOver(path, to: rejected, as: fileName(delivery))
            } else if delivery.duplicateOf == nil, isOrdinary, configuration.retention.archiveDays > 0 {
                let archive = configuration.archive + "/" + delivery.claim.dataset
                try Durable.createDirectory(archive, mode: 0o700)
                let target = archive + "/" + delivery.id.description + "." + shortened(delivery.claim.file)
                for other in try limitsBeside(path) {
                    try keep(other, at: target + DropNames.limitsSuffix)
                }
                try keep(path, at: target)
            } else {
                _ = try? Durable.remove(path)
            }
        }
        clear(Durable.parent(of: path))
    }

    /// Removes the folder of a claim from the spool.
    func clear(_ folder: String) {
        for name in Durable.names(in: folder) { _ = try? Durable.remove(folder + "/" + name) }
        _ = unsafe rmdir(folder)
    }

    /// Moves a claimed file, and its limits, into a folder of the drop.
    ///
    /// - Throws: What the machine does; ``Interrupted`` where the process is to stop while it is copied. What is not moved
    ///   is in the spool still, and this may be called again.
    func handOver(_ path: String, to target: borrowing Directory, as name: String) throws {
        let folder = try Directory(FilePath(Durable.parent(of: path)))
        do {
            // They go first, so that a crash leaves no file without.
            for other in try limitsBeside(path) {
                try hand(Durable.name(of: other), in: folder, to: target, as: name + DropNames.limitsSuffix)
            }
            try hand(Durable.name(of: path), in: folder, to: target, as: name)
        } catch {
            // A copy that was given up because the process stops is no fault.
            try peil.interruption.check()
            throw error
        }
    }

    /// Puts a file into the archive, as the configuration says: as it is, or encrypted.
    private func keep(_ path: String, at target: String) throws(MachineFault) {
        if let key = peil.configuration.retention.archiveRecipient {
            return try ArchiveRecipient(key: key).put(path, at: target)
        }
        try Durable.move(path, to: target)
    }

    /// The file of limits that came beside a file; none where none did.
    private func limitsBeside(_ path: String) throws(MachineFault) -> [String] {
        Examiner.limits(beside: path).map { [$0] } ?? []
    }

    /// Moves a file into a folder of a drop, where those read it who read the folder: by copy where it is on another
    /// file system, or would keep a group or a mode by which they may not.
    ///
    /// One that cannot be read is moved as it is.
    private func hand(
        _ name: String,
        in folder: borrowing Directory,
        to target: borrowing Directory,
        as newName: String
    ) throws(MachineFault) {
        let (name, newName) = (component(name), component(newName))
        let status = try folder.status(of: name)
        do throws(MachineFault) {
            if let status, try !isOpenToReaders(status, of: target),
                try copy(name, status, in: folder, to: target, as: newName)
            {
                return try target.sync()
            }
            try folder.rename(name, to: target, as: newName)
        } catch {
            guard error.code == EXDEV else { throw error }
            // A special file cannot be copied to another file system, and need not be.
            if let status, status.kind == .regular {
                guard try copy(name, status, in: folder, to: target, as: newName) else { throw error }
            } else {
                try folder.remove(name)
            }
        }
        try target.sync()
    }

    /// True for what who reads a folder may read there after a rename; for what is no file, nothing is to be read.
    private func isOpenToReaders(_ status: FileStatus, of target: borrowing Directory) throws(MachineFault)
        -> Bool
    {
        guard status.kind == .regular else { return true }
        let folder = try target.status()
        let isOfItsGroup = !folder.permissions.contains(.setGroupID) || status.group == folder.group
        return isOfItsGroup && status.permissions.contains(.groupRead)
    }

    /// Moves a file by a copy, which gets the group that the folder gives; the unit lets no group be changed.
    ///
    /// - Returns: False where this process may not read it.
    private func copy(
        _ name: FilePath.Component,
        _ status: FileStatus,
        in folder: borrowing Directory,
        to target: borrowing Directory,
        as newName: FilePath.Component
    ) throws(MachineFault) -> Bool {
        let file: FileDescriptor
        do throws(MachineFault) {
            file = try folder.open(name, .readOnly)
        } catch {
            guard error.code == EACCES || error.code == EPERM else { throw error }
            return false
        }
        defer { try? file.close() }
        try target.copy(
            file,
            as: newName,
            permissions: status.permissions.union([.groupRead]),
            goesOn: peil.goingOn(moved)
        )
        try folder.remove(name)
        return true
    }

    /// A name as the system takes it; those of the ledger are names of files.
    func component(_ name: String) -> FilePath.Component {
        FilePath.Component(bytes: Array(name.utf8)) ?? "delivery"
    }

    func fileName(_ delivery: Delivery) -> String {
        shortened(delivery.claim.file) + "." + delivery.id.description
    }

    /// A name with room for a suffix: file systems allow 255 bytes.
    func shortened(_ name: String) -> String { Durable.beginning(of: name, bytes: 200) }
}
