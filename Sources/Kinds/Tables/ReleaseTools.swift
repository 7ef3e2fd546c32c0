public import Disclosure
public import Statistics

/// Tools that pure work borrows from the outside: threads, a stopwatch, and a release audit.
public struct ReleaseTools: Sendable {
    /// How work is spread over threads.
    public var spreading: Spreading
    /// How many pieces work is cut into.
    public var pieces: Int
    /// The time since some moment; only differences are told, and only to operators.
    public var elapsed: @Sendable () -> Duration
    /// Release audit between protected tables and a release.
    public var gate: ReleaseGate
    /// The secret that offsets are drawn by; nil where nothing may be protected.
    public var key: OffsetKey?

    /// Creates tools; without arguments, for one thread, no time, and what protection says itself.
    public init(
        spreading: Spreading = .none,
        pieces: Int = 1,
        elapsed: @escaping @Sendable () -> Duration = { .zero },
        gate: ReleaseGate = .protection,
        key: OffsetKey? = nil
    ) {
        self.spreading = spreading
        self.pieces = pieces
        self.elapsed = elapsed
        self.gate = gate
        self.key = key
    }
}
