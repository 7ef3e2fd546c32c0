import Glibc
package import SystemPackage

/// A directory that is open: what is done by it stays in that directory, whatever is renamed around it meanwhile.
///
/// Names are bytes, as the system keeps them; one that is no UTF-8 is a name like any other.
package struct Directory: ~Copyable {
    /// Its path when it was opened, for messages.
    package let path: FilePath
    private let descriptor: FileDescriptor

    /// Opens a directory; a link in the last part of its path is not followed.
    ///
    /// - Throws: ``MachineFault``, also where something else stands there.
    package init(_ path: FilePath) throws(MachineFault) {
        self.path = path
        do {
            descriptor = try FileDescriptor.open(
                path,
                .readOnly,
                options: [.directory, .noFollow, .closeOnExec]
            )
        } catch { throw MachineFault("open", path, error) }
    }

    /// Opens a directory, also where its path ends in a link: for the places that an operator names.
    package init(following path: FilePath) throws(MachineFault) {
        self.path = path
        do {
            descriptor = try FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec])
        } catch { throw MachineFault("open", path, error) }
    }

    private init(descriptor: FileDescriptor, path: FilePath) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { try? descriptor.close() }

    /// Opens a directory that stands in this one; a link is not followed.
    package func directory(_ name: FilePath.Component) throws(MachineFault) -> Directory {
        let path = path.appending(name)
        let number = unsafe name.withPlatformString { name in
            retrying {
                unsafe openat(descriptor.rawValue, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            }
        }
        guard number >= 0 else { throw MachineFault("open", path) }
        return Directory(descriptor: FileDescriptor(rawValue: number), path: path)
    }

    /// Opens a file that stands in this directory; a link is not followed, and what may never end does not block.
    ///
    /// - Returns: The descriptor, which the caller closes.
    package func open(
        _ name: FilePath.Component,
        _ access: FileDescriptor.AccessMode,
        options: FileDescriptor.OpenOptions = [],
        permissions: FilePermissions? = nil
    ) throws(MachineFault) -> FileDescriptor {
        let flags = access.rawValue | options.rawValue | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        let mode = permissions?.rawValue ?? 0
        let number = unsafe name.withPlatformString { name in
            retrying { unsafe openat(descriptor.rawValue, name, flags, mode) }
        }
        guard number >= 0 else {
            throw MachineFault(options.contains(.create) ? "create" : "open", path.appending(name))
        }
        return FileDescriptor(rawValue: number)
    }

    /// The state of what has that name, a link's own; nil when nothing has.
    package func status(of name: FilePath.Component) throws(MachineFault) -> FileStatus? {
        var status = stat()
        let result = unsafe name.withPlatformString { name in
            unsafe fstatat(descriptor.rawValue, name, &status, AT_SYMLINK_NOFOLLOW)
        }
        guard result == 0 else {
            if errno == ENOENT { return nil }
            throw MachineFault("look at", path.appending(name))
        }
        return FileStatus(status)
    }

    /// The state of the directory itself.
    package func status() throws(MachineFault) -> FileStatus {
        try FileStatus(of: descriptor, path: path)
    }

    /// The names in the directory, in the order of their bytes.
    package func names() throws(MachineFault) -> [FilePath.Component] {
        // A second descriptor: reading names moves the position of the first, and closes what it reads.
        let again = unsafe openat(descriptor.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard again >= 0, let stream = unsafe fdopendir(again) else {
            if again >= 0 { close(again) }
            throw MachineFault("list", path)
        }
        defer { unsafe closedir(stream) }
        var names: [FilePath.Component] = []
        while true {
            errno = 0
            guard let item = unsafe readdir(stream) else { break }
            // The name is a C string inside the record, valid until the next call.
            let name = unsafe withUnsafePointer(to: &item.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe FilePath.Component(platformString: $0)
                }
            }
            if let name, name.kind == .regular { names.append(name) }
        }
        guard errno == 0 else { throw MachineFault("list", path) }
        return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    /// Creates a directory in this one; false when something has that name already.
    @discardableResult
    package func create(_ name: FilePath.Component, permissions: FilePermissions) throws(MachineFault) -> Bool
    {
        let result = unsafe name.withPlatformString {
            unsafe mkdirat(descriptor.rawValue, $0, permissions.rawValue)
        }
        if result == 0 { return true }
        if errno == EEXIST { return false }
        throw MachineFault("create", path.appending(name))
    }

    /// Removes a file; false when nothing has that name.
    @discardableResult
    package func remove(_ name: FilePath.Component, isDirectory: Bool = false) throws(MachineFault) -> Bool {
        let result = unsafe name.withPlatformString {
            unsafe unlinkat(descriptor.rawValue, $0, isDirectory ? AT_REMOVEDIR : 0)
        }
        if result == 0 { return true }
        if errno == ENOENT { return false }
        throw MachineFault("remove", path.appending(name))
    }

    /// Moves what has a name in this directory to a name in another; what has that name there is replaced.
    package func rename(
        _ name: FilePath.Component,
        to other: borrowing Directory,
        as target: FilePath.Component
    ) throws(MachineFault) {
        let result = unsafe name.withPlatformString { from in
            unsafe target.withPlatformString { to in
                unsafe renameat(descriptor.rawValue, from, other.descriptor.rawValue, to)
            }
        }
        guard result == 0 else { throw MachineFault("rename", path.appending(name)) }
    }

    /// Gives a file a second name in another directory, where nothing has that name yet.
    package func link(
        _ name: FilePath.Component,
        to other: borrowing Directory,
        as target: FilePath.Component
    ) throws(MachineFault) {
        let result = unsafe name.withPlatformString { from in
            unsafe target.withPlatformString { to in
                unsafe linkat(descriptor.rawValue, from, other.descriptor.rawValue, to, 0)
            }
        }
        guard result == 0 else { throw MachineFault("link", path.appending(name)) }
    }

    /// Makes a symbolic link in this directory, where nothing has that name yet.
    package func symlink(to destination: FilePath, as name: FilePath.Component) throws(MachineFault) {
        let result = unsafe destination.withPlatformString { destination in
            unsafe name.withPlatformString { name in
                unsafe symlinkat(destination, descriptor.rawValue, name)
            }
        }
        guard result == 0 else { throw MachineFault("link", path.appending(name)) }
    }

    /// The destination of the symbolic link of that name; nil when there is none.
    package func destination(of name: FilePath.Component) -> FilePath? {
        var buffer = [CChar](repeating: 0, count: 4097)
        let count = unsafe name.withPlatformString { name in
            unsafe readlinkat(descriptor.rawValue, name, &buffer, buffer.count - 1)
        }
        guard count > 0 else { return nil }
        buffer[count] = 0
        // Ends with a zero.
        return unsafe buffer.withUnsafeBufferPointer {
            unsafe $0.baseAddress.map { unsafe FilePath(platformString: $0) }
        }
    }

    /// Changes the permissions of the directory itself.
    package func setPermissions(_ permissions: FilePermissions) throws(MachineFault) {
        guard fchmod(descriptor.rawValue, permissions.rawValue) == 0 else {
            throw MachineFault("set the permissions of", path)
        }
    }

    /// Writes a file completely before it gets its final name in this directory: a hidden name first, fsync,
    /// then rename.
    package func write(_ bytes: [UInt8], as name: FilePath.Component, permissions: FilePermissions)
        throws(MachineFault)
    {
        try place(name, permissions: permissions) { file, path throws(MachineFault) in
            do {
                try file.writeAll(bytes)
            } catch { throw MachineFault("write", path, error) }
        }
    }

    /// Copies an open file into this directory, completely before the copy gets its name.
    ///
    /// - Parameters:
    ///   - input: The file, from where it is read next.
    ///   - name: The name of the copy.
    ///   - permissions: The permissions of the copy.
    ///   - goesOn: Called for every MiB; what it throws ends the copy, of which then nothing is left.
    /// - Throws: What reading and writing do, and `goesOn`.
    package func copy(
        _ input: FileDescriptor,
        as name: FilePath.Component,
        permissions: FilePermissions,
        goesOn: () throws(MachineFault) -> Void = {}
    ) throws(MachineFault) {
        try place(name, permissions: permissions) { output, _ throws(MachineFault) in
            do {
                let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 8)
                defer { unsafe buffer.deallocate() }
                while true {
                    // The buffer lives until the loop ends, and at most its size is read.
                    let count = try unsafe input.read(into: buffer)
                    if count == 0 { break }
                    try goesOn()
                    _ = try unsafe output.writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                }
            } catch let fault as MachineFault {
                throw fault
            } catch { throw MachineFault("copy", path.appending(name), error) }
        }
    }

    /// Fills a file under a hidden name, and gives it its own once it is on the disk.
    private func place(
        _ name: FilePath.Component,
        permissions: FilePermissions,
        _ fill: (FileDescriptor, FilePath) throws(MachineFault) -> Void
    ) throws(MachineFault) {
        let hidden = try hiddenName(for: name)
        let file = try open(hidden, .writeOnly, options: [.create, .truncate], permissions: permissions)
        do throws(MachineFault) {
            defer { try? file.close() }
            try fill(file, path.appending(hidden))
            // The process's umask keeps state private; a receipt is for its steward.
            guard fchmod(file.rawValue, permissions.rawValue) == 0, fsync(file.rawValue) == 0 else {
                throw MachineFault("write", path.appending(hidden))
            }
        } catch {
            _ = try? remove(hidden)
            throw error
        }
        try rename(hidden, to: self, as: name)
        try sync()
    }

    /// A hidden name that leaves nobody's name to be replaced; names can be as long as the file system allows.
    private func hiddenName(for name: FilePath.Component) throws(MachineFault) -> FilePath.Component {
        let bytes = Array(".peil-".utf8) + name.bytes.suffix(200) + Array(".part".utf8)
        guard let hidden = FilePath.Component(bytes: bytes) else {
            throw MachineFault("name", path.string, code: EINVAL)
        }
        return hidden
    }

    /// Makes the names in the directory durable.
    package func sync() throws(MachineFault) {
        // Some network file systems cannot sync a directory; they answer EINVAL, and nothing better exists.
        guard retrying({ fsync(descriptor.rawValue) }) == 0 || errno == EINVAL else {
            throw MachineFault("sync", path)
        }
    }
}

/// Calls the system again for as long as a signal cuts it short.
func retrying(_ call: () -> Int32) -> Int32 {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}
