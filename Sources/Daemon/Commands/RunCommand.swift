import ArgumentParser
import ConfigurationFiles
import Foundation
import Logging
import Reports
import Service
import ServiceLifecycle
import Telemetry
import UnixSignals

/// `peil run`: the daemon, in the foreground.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Watch the drops and publish, until told to stop.",
        discussion: """
            Logs to standard error. SIGTERM ends it after the delivery at hand; SIGHUP makes it read its \
            configuration, codebooks and classification again. Killing it at any moment loses nothing.
            """
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: true)
            let logger = Logger.ofProcess
            guard let (peil, lock) = try Peil.open(configuration, logger: logger) else {
                throw CommandFailure(
                    .inputOutput,
                    "\(configuration.lock): another peil works on this state directory; stop it first"
                )
            }
            let common = common
            let daemon = Daemon(
                peil: peil,
                notifier: ServiceNotifier(environment: ProcessInfo.processInfo.environment),
                reload: {
                    let configuration = try common.configuration(writing: true)
                    return (configuration, try Catalogue.read(configuration))
                }
            )
            let services: [any ServiceLifecycle.Service] = [try peil.server()].compactMap { $0 } + [daemon]
            let group = ServiceGroup(
                configuration: .init(
                    services: services.map {
                        .init(
                            service: $0,
                            successTerminationBehavior: .gracefullyShutdownGroup,
                            failureTerminationBehavior: .gracefullyShutdownGroup
                        )
                    },
                    gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: Logger(label: "peil.services") { _ in
                        JournalLogHandler(isJournal: false, logLevel: .error)
                    }
                )
            )
            try await group.run()
            withExtendedLifetime(lock) {}
        }
    }
}
