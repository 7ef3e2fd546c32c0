import Glibc
import Logging

/// The judgement whether work moves: every worker rests, or moved lately, or the process computes and none of them has
/// been still for longer than the longest step takes.
struct HealthCheck {
    /// The time in milliseconds without any sign after which a worker counts as hung.
    let patience: Int64
    let logger: Logger
    private var processorTime: Int64 = 0
    private var processorMoved: Int64 = 0
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
    /// sign while the process computes.
    ///
    /// - Parameters:
    ///   - pulses: The signs of life of every worker.
    ///   - now: The time in milliseconds since the machine started.
    ///   - used: The time in milliseconds that processors worked for this process.
    /// - Returns: False where a worker gave no sign for ``patience`` and the process did not compute either, or none for
    ///   ``longestStep``, whatever the process did.
    mutating func isMoving(
        _ pulses: [Pulse],
        now: Int64 = Elapsed.milliseconds,
        used: Int64 = Self.processorMilliseconds
    ) -> Bool {
        // A thread that waits for a lock or a file server uses nothing. What others use in little bits adds up and may
        // count as computing now and then: then a hung worker is found later, but no later than the longest step.
        if used - processorTime > 200 {
            processorTime = used
            processorMoved = now
        }
        let stillest = pulses.compactMap { $0.stillness(now: now) }.max() ?? 0
        let isComputing = now - processorMoved < patience
        let isMoving = stillest < patience || isComputing && stillest < Self.longestStep
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
