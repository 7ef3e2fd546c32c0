package import SystemPackage

extension Directory {
    /// Opens the directory in which a path stands, for work on its last name.
    ///
    /// Links on the way there are followed: the way is the operator's.
    ///
    /// - Throws: ``MachineFault`` where the directory cannot be opened, and the errors of `body`.
    package static func above<Value>(
        _ path: String,
        _ body: (_ directory: borrowing Directory, _ name: FilePath.Component) throws -> Value
    ) throws -> Value {
        let path = FilePath(path)
        guard let name = path.lastComponent, name.kind == .regular else {
            throw MachineFault("open", path.string, code: Errno.invalidArgument.rawValue)
        }
        let parent = path.removingLastComponent()
        return try body(Directory(following: parent.isEmpty ? "." : parent), name)
    }

    /// Removes what has a name, a directory with all that is in it; nothing of that name is no error.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - announce: Receives each path before it is removed; an error of it ends the removal.
    /// - Throws: What ``announce`` does, and where the machine refuses.
    package func removeAll(
        _ name: FilePath.Component,
        announcing announce: (FilePath) throws -> Void = { _ in }
    ) throws {
        guard let status = try status(of: name) else { return }
        let isDirectory = status.kind == .directory
        if isDirectory {
            let inner = try directory(name)
            for name in try inner.names() { try inner.removeAll(name, announcing: announce) }
        }
        try announce(path.appending(name))
        try remove(name, isDirectory: isDirectory)
    }
}
