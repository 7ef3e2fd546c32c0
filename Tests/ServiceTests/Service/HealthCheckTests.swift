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

    @Test func `does not hold for a worker that waits for ever, however much another computes`() {
        let health = Judge(logger)
        let (hung, busy) = (Pulse(), Pulse())
        hung.beat(now: 1000)
        for second in 2...60 {
            let now = Int64(second) * 1000
            busy.beat(now: now)
            // The checks themselves and the pages take a little.
            let moves = health.moves([hung, busy], now: now, used: now + now / 20, own: [3, now])
            #expect(moves == (now < 3000), "after \(second) seconds")
        }
    }

    @Test func `does not hold for a worker that waits for ever, though one that computed ends`() {
        let health = Judge(logger)
        let (hung, busy) = (Pulse(), Pulse())
        hung.beat(now: 1000)
        for second in 2...60 {
            let now = Int64(second) * 1000
            busy.beat(now: now)
            _ = health.moves([hung, busy], now: now, used: now, own: [3, now])
        }
        // Its thread is no more, though the process has used what it used; then it is forgotten.
        for (pulses, own) in [([hung, busy], [Int64(3), 0]), ([hung], [3])] {
            let now: Int64 = pulses.count == 2 ? 61_000 : 62_000
            busy.rest()
            #expect(health.moves(pulses, now: now, used: 60_010, own: own) == false)
        }
    }

    @Test func `does not hold for a worker that waits for ever, though another begins and computes`() {
        let health = Judge(logger)
        let (hung, busy) = (Pulse(), Pulse())
        hung.beat(now: 1000)
        for second in 2...10 {
            let now = Int64(second) * 1000
            let isThere = second > 5
            if isThere { busy.beat(now: now) }
            let moves = health.moves(
                isThere ? [hung, busy] : [hung],
                now: now,
                used: max(0, now - 5000),
                own: [3, max(0, now - 5000)]
            )
            #expect(moves == (now < 3000), "after \(second) seconds")
        }
    }

    @Test func `holds for a worker whose work is done on other cores`() {
        let health = Judge(logger)
        let waiting = Pulse()
        waiting.beat(now: 1000)
        for second in 2...60 {
            let now = Int64(second) * 1000
            #expect(health.moves([waiting], now: now, used: now, own: [3]))
        }
    }

    @Test func `knows what a thread computes`() {
        let pulse = Pulse()
        #expect(pulse.processorMilliseconds == 0)
        pulse.isWorkOfThisThread(true)
        var sum = 0
        let before = pulse.processorMilliseconds
        while pulse.processorMilliseconds < before + 20 { sum &+= 1 }
        pulse.isWorkOfThisThread(false)
        #expect(pulse.processorMilliseconds == 0 && sum > 0)
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

    /// Of the time that was used, a worker's own thread had so much of it.
    func moves(_ pulses: [Pulse], now: Int64, used: Int64, own: [Int64] = []) -> Bool {
        let times = Dictionary(uniqueKeysWithValues: zip(pulses.map { ObjectIdentifier($0) }, own))
        return health.isMoving(pulses, now: now, used: used, own: { times[ObjectIdentifier($0)] ?? 0 })
    }
}
