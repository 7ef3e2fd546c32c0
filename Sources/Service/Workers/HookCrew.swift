import Files
import Announcing
import ConfigurationFiles
import Ledger
import Logging
import Synchronization

/// The tasks that tell hooks of releases, one for each, beside all other work: nothing waits for a hook.
final class HookCrew: Sendable {
    private let peil: Peil
    private let running = Mutex<Task<Void, Never>?>(nil)

    init(peil: Peil) { self.peil = peil }

    /// Serves the hooks of the configuration in force, instead of those before.
    func start() {
        let peil = peil
        let (hooks, announcer) = (peil.configuration.hooks, peil.announcer)
        let datasets = peil.catalogue.codebooks.keys.sorted()
        running.withLock { running in
            let before = running
            before?.cancel()
            running = Task {
                // Two that serve one hook would write over each other's marks.
                await before?.value
                await withTaskGroup { group in
                    for hook in hooks {
                        group.addTask {
                            let troubles = Mutex(
                                (
                                    TroubleFile("hook \(hook.name)", configuration: peil.configuration),
                                    Setbacks()
                                )
                            )
                            await announcer.serve(hook, datasets: datasets) { failures, seconds in
                                troubles.withLock { Self.tell(failures, seconds, hook, peil, &$0.0, &$0.1) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Says in the journal and to `peil status` what a hook could not be told.
    private static func tell(
        _ failures: [Announcer.Failure],
        _ seconds: Int,
        _ hook: Configuration.Hook,
        _ peil: Peil,
        _ file: inout TroubleFile,
        _ setbacks: inout Setbacks
    ) {
        setbacks.keep { key in failures.contains { $0.subject == key } }
        for failure in failures {
            _ = setbacks.failed(
                failure.subject,
                subject: "announcing \(failure.subject) to the hook \(hook.name)",
                reason: failure.reason,
                now: Elapsed.milliseconds,
                time: peil.now().milliseconds
            )
            peil.logger.error(
                "a hook could not be told of a release and will be tried again",
                metadata: [
                    "hook": "\(hook.name)", "dataset": "\(failure.subject)", "error": "\(failure.reason)",
                    "again-in-s": "\(seconds)",
                ]
            )
        }
        try? file.write(setbacks.all)
    }

    /// Asks them to end; what a hook is being told is told again at the next start.
    func stop() { running.withLock { $0?.cancel() } }

    /// Waits until they have ended.
    func join() async { await running.withLock { $0 }?.value }
}
