import Logging
import Testing

@testable import Service

/// The word to the watchdog.
@Suite struct `the judgement whether work moves` {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func `holds for workers at rest, and for those that moved lately`() {
        let health = Judge(logger)
        let (resting, moving) = (Pulse(), Pulse())
        moving.beat(now: 10_000)
        #expect(health.moves([resting, moving], now: 11_000, used: 0) == true)
        #expect(health.moves([resting, moving], now: 12_000, used: 0) == false)
        moving.rest()
        #expect(health.moves([resting, moving], now: 99_000, used: 0) == true)
    }

    @Test func `does not hold for a worker that waits for ever, though others move`() {
        let health = Judge(logger)
        let (hung, moving) = (Pulse(), Pulse())
        hung.beat(now: 1000)
        moving.beat(now: 5000)
        #expect(health.moves([hung, moving], now: 5000, used: 100) == false)
    }

    @Test func `does not hold for ever for one that computes without a sign`() {
        let health = Judge(logger)
        let endless = Pulse()
        endless.beat(now: 1000)
        var since: Int64?
        for second in 2...1200 {
            let now = Int64(second) * 1000
            if !health.moves([endless], now: now, used: now) { since = since ?? now }
        }
        #expect(since == 1000 + HealthCheck.longestStep)
    }
}

/// A judgement that keeps what it saw before; two seconds without a sign are too many.
private final class Judge {
    private var health: HealthCheck

    init(_ logger: Logger) { health = HealthCheck(patience: 2000, logger: logger) }

    func moves(_ pulses: [Pulse], now: Int64, used: Int64) -> Bool {
        health.isMoving(pulses, now: now, used: used)
    }
}
