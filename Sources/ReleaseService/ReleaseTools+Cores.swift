import Cores
package import Disclosure
package import Kinds
import Statistics

extension ReleaseTools {
    /// Tools that work on every core and take the time; `moved` is called after each piece of work, on any thread.
    package static func overCores(
        gate: ReleaseGate = .standard,
        key: OffsetKey? = nil,
        moved: @escaping @Sendable () -> Void = {}
    ) -> Self {
        let (clock, start) = (ContinuousClock(), ContinuousClock.now)
        return Self(
            spreading: .overCores(moved: moved),
            pieces: Spreading.cores,
            elapsed: { start.duration(to: clock.now) },
            gate: gate,
            key: key
        )
    }
}
