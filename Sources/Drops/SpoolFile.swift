package import Files
import Glibc
import SystemPackage

/// A claimed file that nobody but Peil can write: what is hashed is what is read and what is kept.
package enum SpoolFile {
    /// Makes a claimed file Peil's own, by a copy where somebody else may still write it; what is no file stays.
    ///
    /// A rename takes a name away, but not the descriptor of who has the file open, and not its other names.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - goesOn: Called for every MiB that is copied; what it throws ends the copy.
    /// - Throws: What copying does, and `goesOn`.
    package static func makeOwn(_ path: String, goesOn: () throws(MachineFault) -> Void = {})
        throws(MachineFault)
    {
        let folder = try Directory(FilePath(Durable.parent(of: path)))
        guard let name = FilePath.Component(bytes: Array(Durable.name(of: path).utf8)),
            try folder.status(of: name)?.kind == .regular
        else { return }
        let file = try folder.open(name, .readOnly)
        defer { try? file.close() }
        let status = try FileStatus(of: file, path: FilePath(path))
        if status.links == 1, status.owner == geteuid(), WriterLease.answer(file.rawValue) == .none { return }
        let permissions = status.permissions.intersection([.ownerReadWrite, .groupRead, .otherRead])
        try folder.copy(file, as: name, permissions: permissions.union([.ownerReadWrite]), goesOn: goesOn)
    }
}
