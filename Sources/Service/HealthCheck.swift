import Files
import Glibc
import Logging

/// The judgement whether work moves: every worker rests, or moved lately, or computes and none of them has
/// been still for longer than the longest step takes.
struct HealthCheck {
    /// The time in milliseconds without any sign after which a worker counts as hung.
    let patience: Int64
    let logger: Logger
    /// The time of processors that went to the thread of a worker until the last look, and when the worker last computed.
    private struct Computing {
        var own: Int64
        var moved: Int64
    }

    private var computing: [ObjectIdentifier: Computing] = [:]
    /// The moment of the last look, and what the process had used until then; nil before the first.
    private var looked: (at: Int64, used: Int64)?
    /// The workers that did not move at the last look, each with the moment of its last sign, as `Elapsed` counts it.
    private(set) var still: [(pulse: Pulse, since: Int64)] = []
    private var hasWarned = false

    /// The time in milliseconds for which computing alone counts as work that moves.
    ///
    /// Whatever takes long gives a sign in between: reading, copying, each piece of protection, each table and file of
    /// a release. This leaves room for the longest of what does not, such as one transaction or one linear programme.
    static let longestStep: Int64 = 600_000

    init(patience: Int64, logger: Logger) {
        self.patience = patience
        self.logger = logger
    }

    /// True where every worker rests or moved lately; also, for as long as the longest step takes, where one gives no
    /// sign but computes.
    ///
    /// A worker that gives no sign but computes is given time. What it computes is what its own thread does, and what is
    /// done for nobody known, such as pieces of its work on other cores; never what the other workers do: a drop that is
    /// served must not keep one alive that hangs.
    /// - Parameters:
    ///   - pulses: The signs of life of every worker.
    ///   - now: The time as `Elapsed` counts it.
    ///   - used: The time in milliseconds that processors worked for this process.
    ///   - own: The time in milliseconds of that which went to the thread of a worker.
    /// - Returns: False where a worker gave no sign for ``patience`` and did not compute either, or none for
    ///   ``longestStep``, whatever it did.
    mutating func isMoving(
        _ pulses: [Pulse],
        now: Int64 = Elapsed.milliseconds,
        used: Int64 = Self.processorMilliseconds,
        own: (Pulse) -> Int64 = { $0.processorMilliseconds }
    ) -> Bool {
        let times = pulses.map(own)
        // What was used since the last look, by each: of the total, that of a worker which ended would be gone, and all of it
        // would seem to be the work of who is left.
        let passed = now - (looked?.at ?? now)
        let usedSince = used - (looked?.used ?? used)
        let since = zip(pulses, times).map { pulse, time in
            looked == nil ? 0 : max(0, time - (computing[ObjectIdentifier(pulse)]?.own ?? 0))
        }
        let ofWorkers = since.reduce(0, +)
        var seen: [ObjectIdentifier: Computing] = [:]
        var stillest: Int64 = 0
        still = []
        for (place, pulse) in pulses.enumerated() {
            let mine = usedSince - (ofWorkers - since[place])
            var computing = computing[ObjectIdentifier(pulse)] ?? Computing(own: 0, moved: .min / 2)
            // A thread that waits for a lock or a file server uses next to nothing; the checks themselves use a little.
            if mine > max(1, passed) / 10 { computing.moved = now }
            computing.own = times[place]
            seen[ObjectIdentifier(pulse)] = computing
            guard let stillness = pulse.stillness(now: now), stillness >= patience else { continue }
            if now - computing.moved < patience, stillness < Self.longestStep { continue }
            still.append((pulse, now - stillness))
            stillest = max(stillest, stillness)
        }
        (computing, looked) = (seen, (now, used))
        let isMoving = still.isEmpty
        if !isMoving, !hasWarned {
            logger.critical("work has stopped moving", metadata: ["for-seconds": "\(stillest / 1000)"])
        }
        hasWarned = !isMoving
        return isMoving
    }

    static var processorMilliseconds: Int64 {
        Int64(clock()) * 1000 / Int64(CLOCKS_PER_SEC)
    }
}
