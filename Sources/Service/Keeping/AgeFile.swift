import ConfigurationFiles
import Files
import Ledger
import Logging
import Synchronization
import Workflow

/// The clock by which what is kept grows old, which goes on over restarts by the file `clock` of the state directory.
struct AgeFile: ~Copyable {
    /// How it stood when it was last looked at, when that was, and the time that the file says.
    private let last = Mutex<(clock: AgeClock, elapsed: Int64, written: Int64)?>(nil)

    /// For how long the file may be behind: a leap shows at a day.
    private static let hour: Int64 = 3_600_000

    /// The time by which what is kept is old.
    ///
    /// Without the file it is no later than a day after the last delivery, so that the first start is safe too.
    /// A file that cannot be written, as on a full disk, is only behind: what is old is removed all the same.
    /// - Throws: ``LedgerError``.
    func present(_ peil: Peil) throws -> Int64 {
        try last.withLock { last in
            let (now, elapsed) = (peil.now().milliseconds, Elapsed.milliseconds)
            let path = peil.configuration.state + "/clock"
            let stored =
                last?.clock
                ?? ReadFile.regular(path, limit: 64).flatMap {
                    AgeClock(text: String(decoding: $0, as: UTF8.self))
                }
            var clock =
                try stored
                ?? AgeClock(
                    time: peil.ledger.deliveries(dataset: nil, limit: 1).first?.received.milliseconds ?? now
                )
            let before = clock.leap
            clock.look(at: now, after: last.map { elapsed - $0.elapsed } ?? 0)
            var written = last?.written ?? stored?.time
            if written.map({ abs(clock.time - $0) >= Self.hour }) ?? true || clock.leap != before {
                do throws(MachineFault) {
                    try Durable.write(Array(clock.text.utf8), to: path, mode: 0o600)
                    written = clock.time
                } catch {
                    peil.logger.error("the clock of ages cannot be written", metadata: ["error": "\(error)"])
                }
            }
            last = (clock, elapsed, written ?? clock.time)
            if clock.leap != nil, before == nil {
                peil.logger.notice(
                    "the clock is more than two days ahead of the last look, by a leap or after a pause: nothing is removed for its age by it until it has stood for a day"
                )
            }
            return clock.time
        }
    }
}
