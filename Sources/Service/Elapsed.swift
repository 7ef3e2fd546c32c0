import Glibc

/// The time that has passed, by a clock that nobody sets: for pauses and settling, never for what is recorded.
enum Elapsed {
    /// Milliseconds since the machine started, those in which it slept included.
    static var milliseconds: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
