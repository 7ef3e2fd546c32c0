import Glibc

/// Writing past the page cache, if the file system supports it.
enum DirectAccess {
    // `O_DIRECT`, which C shows only to programs that ask for extensions of GNU.
    #if arch(x86_64) || arch(i386)
    private static let flag: Int32 = 0o40000
    #elseif arch(arm64) || arch(arm)
    private static let flag: Int32 = 0o200000
    #else
    private static let flag: Int32 = 0
    #endif

    /// Switches direct access of an open file on or off; without support nothing changes.
    static func set(_ isDirect: Bool, of file: Int32) {
        let flags = fcntl(file, F_GETFL)
        guard flags >= 0, (flags & flag != 0) != isDirect else { return }
        _ = fcntl(file, F_SETFL, isDirect ? flags | flag : flags & ~flag)
    }

    /// True if a call failed because the file system does not support direct access after all; it is switched
    /// off then.
    static func isRefused(_ file: Int32) -> Bool {
        guard errno == EINVAL, fcntl(file, F_GETFL) & flag != 0 else { return false }
        set(false, of: file)
        return true
    }
}
