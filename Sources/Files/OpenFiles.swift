import Glibc

/// The number of files that the process may have open at once.
package enum OpenFiles {
    /// Requires that so many may be open.
    ///
    /// Where they run out while the process works, libraries beneath it may end it without a word instead of failing.
    /// - Throws: ``TooFewOpenFiles``.
    package static func require(_ needed: Int) throws(TooFewOpenFiles) {
        let allowed = sysconf(Int32(_SC_OPEN_MAX))
        // Below zero there is no limit.
        guard allowed < 0 || allowed >= needed else {
            throw TooFewOpenFiles(allowed: allowed, needed: needed)
        }
    }
}

/// Fewer files may be open than the process needs.
package struct TooFewOpenFiles: Error, Hashable, CustomStringConvertible {
    let allowed: Int
    let needed: Int

    package var description: String {
        "\(allowed) files may be open at once, and \(needed) are needed; raise `LimitNOFILE=` of the unit, or `ulimit -n`"
    }
}
