import CProcess
import Glibc

/// The memory of the process, which holds counts that nobody may see.
package enum OwnMemory {
    /// Keeps it out of core files, wherever they go, and from other processes of the same user.
    ///
    /// Either way is enough, except that a limit does not count where cores go to a program; where neither is allowed, as
    /// in a sandbox that denies both, its unit says the same.
    package static func keep() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        _ = peil_keep_memory()
    }
}
