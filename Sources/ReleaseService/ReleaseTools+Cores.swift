import Cores
package import Disclosure
package import Kinds
import Statistics

extension ReleaseTools {
    /// Tools that work on every core and take the time.
    package static func overCores(gate: ReleaseGate = .standard, key: OffsetKey? = nil) -> Self {
        let (clock, start) = (ContinuousClock(), ContinuousClock.now)
        return Self(
            spreading: .overCores,
            pieces: Spreading.cores,
            elapsed: { start.duration(to: clock.now) },
            gate: gate,
            key: key
        )
    }
}
