import Glibc
import SystemPackage

/// File operations that survive a loss of power once they return.
public enum Durable {
    /// Writes a file completely before it gets its final name: a hidden name first, fsync, then rename.
    public static func write(_ bytes: [UInt8], to path: String, mode: UInt32) throws(MachineFault) {
        let hidden = hiddenSibling(of: path)
        let file = unsafe open(hidden, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw MachineFault("create", hidden) }
        do throws(MachineFault) {
            try writeAll(bytes[...], to: file, path: hidden)
            // The process's umask keeps state private; a receipt is for its steward.
            guard fchmod(file, mode) == 0, fsync(file) == 0 else { throw MachineFault("write", hidden) }
        } catch {
            close(file)
            _ = unsafe unlink(hidden)
            throw error
        }
        close(file)
        guard unsafe rename(hidden, path) == 0 else { throw MachineFault("rename", path) }
        try syncDirectory(parent(of: path))
    }

    /// Copies a regular file completely before the copy gets its name; a link is not followed.
    public static func copy(_ source: String, to target: String) throws(MachineFault) {
        let input = unsafe open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard input >= 0 else { throw MachineFault("open", source) }
        defer { close(input) }
        try copy(input, named: source, to: target)
    }

    /// Copies what is left of an open file, completely before the copy gets its name.
    public static func copy(_ input: Int32, named source: String, to target: String) throws(MachineFault) {
        let hidden = hiddenSibling(of: target)
        let output = unsafe open(hidden, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard output >= 0 else { throw MachineFault("create", hidden) }
        defer { close(output) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = unsafe read(input, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw MachineFault("read", source) }
            if count == 0 { break }
            try writeAll(buffer[..<count], to: output, path: hidden)
        }
        guard fsync(output) == 0 else { throw MachineFault("write", hidden) }
        guard unsafe rename(hidden, target) == 0 else { throw MachineFault("rename", target) }
        try syncDirectory(parent(of: target))
    }

    /// Moves a file, by copy if the two paths are on different file systems.
    public static func move(_ source: String, to target: String) throws(MachineFault) {
        if unsafe rename(source, target) != 0 {
            guard errno == EXDEV else { throw MachineFault("move", source) }
            try copy(source, to: target)
            _ = unsafe unlink(source)
        }
        try syncDirectory(parent(of: target))
    }

    /// Makes the names in a directory durable.
    public static func syncDirectory(_ path: String) throws(MachineFault) {
        try Directory(following: FilePath(path)).sync()
    }

    /// Removes a file; false when nothing has that path.
    @discardableResult
    package static func remove(_ path: String) throws(MachineFault) -> Bool {
        if unsafe unlink(path) == 0 { return true }
        if errno == ENOENT { return false }
        throw MachineFault("remove", path)
    }

    /// Creates a directory and its missing ancestors, whose names are durable: what is moved into a directory whose own name
    /// a loss of power takes is lost with it.
    public static func createDirectory(_ path: String, mode: UInt32) throws(MachineFault) {
        if unsafe mkdir(path, mode) == 0 {
            _ = unsafe chmod(path, mode)
            return try syncName(of: path)
        }
        switch errno {
        case EEXIST: return
        case ENOENT:
            try createDirectory(parent(of: path), mode: mode)
            guard unsafe mkdir(path, mode) == 0 || errno == EEXIST else { throw MachineFault("create", path) }
            try syncName(of: path)
        default: throw MachineFault("create", path)
        }
    }

    /// Makes the name of a new directory durable, as far as may be: one may be made in a directory that may not be read, and
    /// what may not be read cannot be synced.
    private static func syncName(of path: String) throws(MachineFault) {
        do throws(MachineFault) {
            try syncDirectory(parent(of: path))
        } catch {
            if error.code != EACCES { throw error }
        }
    }

    /// The names in a directory, in no order; none if it cannot be read.
    public static func names(in path: String) -> [String] {
        guard let stream = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let item = unsafe readdir(stream) {
            // The name is a C string inside the record, valid until the next call.
            let name = unsafe withUnsafePointer(to: &item.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    /// The directory that contains a path.
    public static func parent(of path: String) -> String {
        // Split at the byte: in `/` and a combining mark behind it Swift sees one Character that is no slash.
        let bytes = path.utf8
        guard let slash = bytes.lastIndex(of: 47) else { return "." }
        return slash == bytes.startIndex ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
    }

    /// The last part of a path.
    public static func name(of path: String) -> String {
        let bytes = path.utf8
        guard let slash = bytes.lastIndex(of: 47) else { return path }
        return String(decoding: bytes[bytes.index(after: slash)...], as: UTF8.self)
    }

    /// The beginning of a name that takes at most so many bytes; it ends between two characters of Unicode, not
    /// of Swift, which may be hundreds of bytes long.
    public static func beginning(of name: String, bytes limit: Int) -> String {
        guard name.utf8.count > limit else { return name }
        var short = String.UnicodeScalarView()
        var count = 0
        for scalar in name.unicodeScalars {
            count += UTF8.width(scalar)
            if count > limit { break }
            short.append(scalar)
        }
        return String(short)
    }

    private static func hiddenSibling(of path: String) -> String {
        // Names can be as long as the file system allows; so must the hidden one.
        parent(of: path) + "/.peil-" + String(decoding: name(of: path).utf8.suffix(200), as: UTF8.self)
            + ".part"
    }

    private static func writeAll(_ bytes: ArraySlice<UInt8>, to file: Int32, path: String)
        throws(MachineFault)
    {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw MachineFault("write", path)
            }
            rest = rest.dropFirst(count)
        }
    }
}
