import Glibc

/// The room that is left on a file system.
package enum FreeRoom {
    /// The bytes that this user may still write at a path; nil where that cannot be told.
    package static func bytes(at path: String) -> Int64? {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }
}
