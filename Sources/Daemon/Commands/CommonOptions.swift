import ArgumentParser
import Configuration
import Foundation
import Ledger
import Logging
import Telemetry
import YAMLReading

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: ArgumentHelp("The configuration.", valueName: "PATH"))
    var path = "/etc/peil/peil.yaml"

    /// Reads and checks the configuration.
    ///
    /// - Parameter writing: Whether the command writes anything.
    /// - Returns: The configuration, with the directories that the command needs.
    /// - Throws: ``ConfigurationFlaw`` that names the key or path at fault.
    func configuration(writing: Bool) throws -> Configuration {
        let environment = ProcessInfo.processInfo.environment
        if writing { try ConfigurationFile.requireKnownVariables(environment) }
        let configuration = try ConfigurationFile.read(path: path, environment: environment)
        try configuration.checkDirectories(writing: writing)
        return configuration
    }
}

/// What every command that prints takes besides.
struct PrintingOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON.")
    var json = false
}

/// Why a command ends without having done its work, and with which exit code.
struct CommandFailure: Error, CustomStringConvertible {
    /// The exit codes of the contract.
    enum Code: Int32 {
        /// At least one delivery was rejected.
        case rejected = 1
        /// The input of the command cannot be used.
        case unusableInput = 65
        /// Input or output failed.
        case inputOutput = 74
        /// The configuration is wrong.
        case configuration = 78
    }

    let code: Code
    let description: String

    /// Creates a failure: what failed, where, and what to do.
    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// What an error of any room means to the user of a command.
    init(_ error: any Error) {
        switch error {
        case let failure as Self: self = failure
        case is ConfigurationFlaw, is FileFlaw: self.init(.configuration, "\(error)")
        default: self.init(.inputOutput, "\(error)")
        }
    }
}

/// Runs the work of a command; a failure goes to standard error and becomes the exit code.
func command(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let exit as ExitCode {
        throw exit
    } catch let error as ValidationError {
        throw error
    } catch {
        let failure = CommandFailure(error)
        Terminal.standardError.write("peil: \(failure.description)\n")
        throw ExitCode(failure.code.rawValue)
    }
}

/// The log of the process.
func makeLogger() -> Logger {
    let environment = ProcessInfo.processInfo.environment
    let isJournal = environment["JOURNAL_STREAM"] != nil
    let level = environment["PEIL_LOG_LEVEL"].flatMap { Logger.Level(rawValue: $0) } ?? .info
    return Logger(label: "peil") { _ in JournalLogHandler(isJournal: isJournal, logLevel: level) }
}

/// The moment, by the machine's clock.
@Sendable func systemTime() -> Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded()))
}
