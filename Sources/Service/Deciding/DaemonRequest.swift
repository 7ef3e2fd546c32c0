package import ConfigurationFiles
package import Ledger
package import Logging
import ReleaseService
import Statistics

/// A request that changes what is published: done by the daemon that runs, or here where none does.
package struct DaemonRequest {
    private let configuration: Configuration
    private let logger: Logger

    /// Prepares a request to whoever works on a state directory.
    package init(_ configuration: Configuration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// The daemon did not answer in time.
    package struct Unanswered: Error, CustomStringConvertible {
        package var description: String {
            "the daemon has not answered within a minute; it will do it when it can: see `peil status`"
        }
    }

    /// Has a request carried out, and returns the answer.
    ///
    /// - Throws: Where the machine fails, or ``Unanswered``.
    package func carryOut(_ request: ControlRequest) async throws -> ControlAnswer {
        if let (peil, lock) = try Peil.open(configuration, logger: logger) {
            let answer = try ControlDesk(peil: peil).carryOut(request)
            withExtendedLifetime(lock) {}
            return answer
        }
        let ledger = try SQLiteLedger(path: configuration.ledger)
        let number = try ledger.request(request, at: systemTime())
        try ControlDesk.wakeDaemon(configuration, request: number)
        for _ in 0..<600 {
            if let answer = try ledger.answer(of: number) { return answer }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Unanswered()
    }
}
