package import ConfigurationFiles
import Files
import Glibc
import Ledger
import Logging
import ServiceLifecycle
import Statistics
import Synchronization
package import Telemetry
import UnixSignals

/// The daemon: a worker for each drop, a desk for requests, and notifications to the service manager.
package struct Daemon: Service {
    package let peil: Peil
    package let notifier: ServiceNotifier
    /// Reads configuration and catalogue anew, with all checks.
    package let reload: @Sendable () throws -> (Configuration, Catalogue)

    package init(
        peil: Peil,
        notifier: ServiceNotifier,
        reload: @escaping @Sendable () throws -> (Configuration, Catalogue)
    ) {
        self.peil = peil
        self.notifier = notifier
        self.reload = reload
    }

    package func run() async throws {
        try TroubleFile.clear(peil.configuration)
        try peil.beginAnnouncing()
        try peil.requestOutdatedReleases()
        let crew = Crew(peil: peil)
        crew.adjust(try crew.prepare(for: peil.configuration))
        // What is due is released at the desk, and tried again there where it fails.
        let desk = try DeskWorker(peil: peil) { crew.isServing($0) }
        desk.start()
        let hooks = HookCrew(peil: peil)
        hooks.start()
        let checks = CheckDesk(peil: peil)
        checks.start()
        notifier.ready(status: status)
        peil.logger.notice("serving", metadata: ["drops": "\(peil.configuration.drops.count)"])

        // It ends with the graceful shutdown; nobody waits for it, since signals do not hear that a task is cancelled.
        let reloads = Task { await hearReloads(crew, desk, hooks) }
        defer { reloads.cancel() }
        try await withGracefulShutdownHandler {
            do {
                try await reportHealth(crew, desk)
            } catch {
                // Whatever is done from here on would be lost.
                peil.interruption.ask()
                crew.stop()
                desk.stop()
                hooks.stop()
                checks.stop()
                throw error
            }
        } onGracefulShutdown: {
            notifier.stopping()
            peil.interruption.ask()
            crew.stop()
            desk.stop()
            hooks.stop()
            checks.stop()
            StopInTime(logger: peil.logger).begin()
        }
        await crew.join()
        await desk.join()
        await hooks.join()
        await checks.join()
        peil.logger.notice("stopped")
    }

    private func hearReloads(_ crew: Crew, _ desk: DeskWorker, _ hooks: HookCrew) async {
        let signals = await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown()
        for await _ in signals {
            notifier.reloading()
            do {
                let (configuration, catalogue) = try reload()
                try peil.requireSamePlaces(configuration)
                // All that can fail comes first: a reload that fails leaves everything as it was.
                let key = try configuration.offsetsKey(for: catalogue, peil.ledger)
                let prepared = try crew.prepare(for: configuration)
                try peil.beginAnnouncing(configuration, datasets: catalogue.codebooks.keys.sorted())
                peil.replaceKnowledge(configuration, catalogue, key)
                crew.adjust(prepared)
                hooks.start()
                peil.logger.notice("reloaded")
            } catch {
                peil.logger.error(
                    "not reloaded, the old configuration stays",
                    metadata: ["error": "\(error)"]
                )
            }
            desk.lookForOutdatedReleases()
            notifier.ready(status: status)
        }
    }

    private func reportHealth(_ crew: Crew, _ desk: DeskWorker) async throws {
        let watchdog = notifier.watchdogInterval.map { Duration.microseconds(Int64($0 / 2)) }
        let interval = min(watchdog ?? .seconds(10), .seconds(10))
        try await cancelWhenGracefulShutdown {
            var health = HealthCheck(
                patience: notifier.watchdogInterval.map { Int64($0 / 1000) } ?? 120_000,
                logger: peil.logger
            )
            var troubles = TroubleFile("the watchdog", configuration: peil.configuration)
            while !Task.isCancelled {
                try peil.ledger.requireThere()
                if health.isMoving(crew.pulses + [desk.pulse]) { notifier.alive() }
                notifier.status(status)
                // Only news for operators: what cannot be written there is in the journal.
                try? troubles.write(setbacks(of: health.still, crew))
                crew.forgetEnded()
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// The workers that hang, as operators see them.
    private func setbacks(of still: [(pulse: Pulse, since: Int64)], _ crew: Crew) -> [Setbacks.Setback] {
        still.map { pulse, since in
            Setbacks.Setback(
                subject: crew.drop(of: pulse).map { "the work of the drop \($0)" } ?? "the work of the desk",
                since: peil.time(of: since),
                reason: "nothing in it has moved since; a call to the system may not return",
                failures: 1
            )
        }
    }

    private var status: String {
        let open = (try? peil.ledger.unfinishedDeliveries().count) ?? 0
        return "\(peil.configuration.drops.count) drops, \(open) deliveries in hand"
    }
}
