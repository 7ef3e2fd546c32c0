import Glibc

/// The memory that the process may have.
package enum AddressSpace {
    /// Requires that the limit of the process allows so many bytes; what is used is far less than what is reserved.
    ///
    /// Where memory runs out while the process works, it ends or hangs without a word.
    /// - Throws: ``TooLittleMemory``.
    package static func require(_ needed: Int) throws(TooLittleMemory) {
        var limit = rlimit()
        guard unsafe getrlimit(Int32(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < UInt64(needed) else {
            return
        }
        throw TooLittleMemory(allowed: Int(limit.rlim_cur), needed: needed)
    }
}

/// The process may have less memory than it needs.
package struct TooLittleMemory: Error, Hashable, CustomStringConvertible {
    let allowed: Int
    let needed: Int

    package var description: String {
        "\(allowed >> 20) MiB of addresses are allowed, and \(needed >> 20) are needed; raise `LimitAS=` of the unit, or `ulimit -v`"
    }
}
