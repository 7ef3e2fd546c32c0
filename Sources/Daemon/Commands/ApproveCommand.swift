import ArgumentParser
import ConfigurationFiles
import Ledger
import ReleaseService
import Reports
import Service
import Statistics
import Telemetry

/// `peil approve`: decides about a release that waits.
struct ApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Publish a release that waits, at once or at a time; or reject it.",
        discussion: """
            A running daemon does it; without one the command does it itself, and the time that was set is kept for \
            the next start. A time has its zone: '2026-12-01T09:30 Europe/Amsterdam', or a difference to UTC. A \
            release that is rejected is never published; what was delivered stays stored, and comes with the next \
            release: take a wrong delivery back with `peil revert`.
            """
    )

    @Argument(help: ArgumentHelp("The data set.", valueName: "DATASET"))
    var dataset: String

    @Argument(help: ArgumentHelp("The number of the release.", valueName: "RELEASE"))
    var release: Int

    @Option(name: .long, help: ArgumentHelp("Publish it not before that time.", valueName: "TIME"))
    var at: String?

    @Flag(name: .long, help: "Never publish it.")
    var reject = false

    @Flag(name: .long, help: "Show what it changes, and decide nothing.")
    var show = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    func validate() throws {
        if [at != nil, reject, show].count(where: \.self) > 1 {
            throw ValidationError("Give one of --at, --reject and --show.")
        }
    }

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: !show)
            let catalogue = try Catalogue.read(configuration)
            let codebook = try catalogue.codebook(catalogue.requireDataset(dataset))
            let ledger = try show ? SQLiteLedger(readingPath: configuration.ledger) : nil
            if let ledger {
                let report = try WaitingReport(ledger, configuration.publish, codebook)
                guard let report, report.release == release else {
                    throw CommandFailure(.unusableInput, "release \(release) of \(dataset) does not wait")
                }
                return try printing.json ? printJSON(report) : report.write(to: .standardOutput)
            }
            let decision = try decision()
            let request: ControlRequest =
                reject
                ? .reject(dataset: dataset, release: release, decision)
                : .approve(dataset: dataset, release: release, decision)
            switch try await DaemonRequest(configuration, logger: .ofProcess).carryOut(request) {
            case .refused(let reason): throw CommandFailure(.unusableInput, reason.en)
            case .done(let current):
                let outcome = DecisionOutcome(
                    dataset: dataset,
                    release: release,
                    current: current,
                    isRejected: reject,
                    publishAt: decision.stated
                )
                _ = try printing.json ? printJSON(outcome) : Terminal.standardOutput.line(outcome.words)
                if let failure = outcome.failure { throw CommandFailure(.inputOutput, failure) }
            }
        }
    }

    private func decision() throws -> ReleaseDecision {
        let now = systemTime()
        guard let at else { return ReleaseDecision(person: SystemUser.caller, time: now) }
        do {
            let moment = try StatedMoment(at, after: now)
            return ReleaseDecision(
                person: SystemUser.caller,
                time: now,
                publishAt: moment.time,
                stated: moment.text
            )
        } catch { throw CommandFailure(.unusableInput, "--at: \(error)") }
    }
}
