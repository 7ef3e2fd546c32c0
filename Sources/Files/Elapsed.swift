/// The time that has passed, by a clock that nobody sets: for pauses and settling, never for what is recorded.
package enum Elapsed {
    private static let start = ContinuousClock.now

    /// Milliseconds since the clock was first read, those in which the machine slept included.
    package static var milliseconds: Int64 {
        let passed = start.duration(to: .now).components
        return passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
    }
}
