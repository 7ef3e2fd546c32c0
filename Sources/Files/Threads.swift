import Glibc

/// The number of threads that the process may have.
package enum Threads {
    /// The size of the stack of a thread that works, in bytes.
    package static let stackSize = 8 << 20

    /// Requires that so many threads can be there at once, beside those that are.
    ///
    /// Where one cannot be started, libraries go on without it and without a word: what it was to do is not done, and not
    /// even the signal to end is heard.
    /// - Throws: ``TooFewThreads``.
    package static func require(_ needed: Int) throws(TooFewThreads) {
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        unsafe pthread_attr_init(attributes)
        unsafe pthread_attr_setstacksize(attributes, stackSize)
        // Each waits for the others by a lock that is held until the last was started.
        let gate = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        unsafe pthread_mutex_init(gate, nil)
        unsafe pthread_mutex_lock(gate)
        var threads: [pthread_t] = []
        for _ in 0..<needed {
            var thread = pthread_t()
            let code = unsafe pthread_create(
                &thread,
                attributes,
                { argument in
                    if let gate = unsafe argument?.assumingMemoryBound(to: pthread_mutex_t.self) {
                        unsafe pthread_mutex_lock(gate)
                        unsafe pthread_mutex_unlock(gate)
                    }
                    return nil
                },
                gate
            )
            guard code == 0 else { break }
            threads.append(thread)
        }
        unsafe pthread_mutex_unlock(gate)
        for thread in threads { pthread_join(thread, nil) }
        unsafe pthread_attr_destroy(attributes)
        unsafe attributes.deallocate()
        unsafe gate.deallocate()
        guard threads.count == needed else { throw TooFewThreads(allowed: threads.count, needed: needed) }
    }
}

/// The process cannot have as many threads as it needs.
package struct TooFewThreads: Error, Hashable, CustomStringConvertible {
    let allowed: Int
    let needed: Int

    package var description: String {
        "\(allowed) more threads can be started, and \(needed) are needed; raise `TasksMax=` or `LimitNPROC=` of the unit, or "
            + "`ulimit -u`"
    }
}
