/// Growing waits while the machine keeps failing.
struct BackOff: Hashable, Sendable {
    private(set) var failures = 0

    /// Returns the wait after one more failure, in milliseconds: from one second to one minute.
    mutating func failed() -> Int64 {
        failures += 1
        return min(60_000, 1000 << Int64(min(failures - 1, 6)))
    }

    /// Notes that the machine works again.
    mutating func succeeded() { failures = 0 }
}
