/// The deliveries and files of one drop that failed for a reason of the machine, each with its own pause.
///
/// One that fails is tried again beside the others, after pauses that grow; nothing waits for it.
package struct Setbacks: Hashable, Sendable {
    /// One that failed, as operators see it.
    package struct Setback: Hashable, Sendable, Codable {
        /// The delivery or file.
        package var subject: String
        /// The moment of the first failure in milliseconds since 1970.
        package var since: Int64
        /// The last failure: operation and path, never content.
        package var reason: String
        /// The number of failures.
        package var failures: Int

        /// Describes one that failed.
        package init(subject: String, since: Int64, reason: String, failures: Int) {
            self.subject = subject
            self.since = since
            self.reason = reason
            self.failures = failures
        }
    }

    private struct Standing: Hashable {
        var setback: Setback
        var backOff: BackOff
        var due: Int64
    }

    private var standing: [String: Standing] = [:]

    /// The setbacks, oldest first.
    package var all: [Setback] {
        standing.sorted { ($0.value.setback.since, $0.key) < ($1.value.setback.since, $1.key) }
            .map(\.value.setback)
    }

    /// True if the key failed and has not succeeded since.
    func has(_ key: String) -> Bool { standing[key] != nil }

    /// True unless the key failed and its pause is not over.
    func isDue(_ key: String, now: Int64) -> Bool { standing[key].map { $0.due <= now } ?? true }

    /// Notes a failure.
    ///
    /// - Parameters:
    ///   - key: The name of what failed, among all that may.
    ///   - subject: The delivery or file, for people.
    ///   - reason: The failure: operation and path, never content.
    ///   - now: Milliseconds of a clock that nobody sets.
    ///   - time: Milliseconds since 1970.
    /// - Returns: The pause in milliseconds.
    package mutating func failed(_ key: String, subject: String, reason: String, now: Int64, time: Int64)
        -> Int64
    {
        var one =
            standing[key]
            ?? Standing(
                setback: Setback(subject: subject, since: time, reason: reason, failures: 0),
                backOff: BackOff(),
                due: now
            )
        let pause = one.backOff.failed()
        one.setback.reason = reason
        one.setback.failures += 1
        one.due = now + pause
        standing[key] = one
        return pause
    }

    /// Notes that a key is done; if it had failed, the machine works again, and the others are tried at once.
    mutating func succeeded(_ key: String) {
        guard standing.removeValue(forKey: key) != nil else { return }
        for other in standing.keys { standing[other]?.due = 0 }
    }

    /// Forgets the keys that are there no longer.
    package mutating func keep(where isThere: (String) -> Bool) {
        standing = standing.filter { isThere($0.key) }
    }

    /// The time in milliseconds until the first of them is tried again; nil without any.
    package func wait(now: Int64) -> Int64? { standing.values.map { max(0, $0.due - now) }.min() }
}
