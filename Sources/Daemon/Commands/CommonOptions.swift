import ArgumentParser
import Classification
import ConfigurationFiles
import Foundation
import Ledger
import Logging
import ReleaseService
import Reports
import Service
import Telemetry
import YAMLReading

/// The options of every command.
struct CommonOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: ArgumentHelp("The configuration.", valueName: "PATH"))
    var path = "/etc/peil/peil.yaml"

    /// Reads and checks the configuration.
    ///
    /// - Parameter writing: True if the command writes anything.
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

/// The further options of every command that prints.
struct PrintingOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON.")
    var json = false
}

extension CommandFailure {
    /// Translates an error of any room for the user of a command.
    init(_ error: any Error) {
        switch error {
        case let failure as Self: self = failure
        case is ConfigurationFlaw, is FileFlaw, is OtherMethod, is OtherCoefficients:
            self.init(.configuration, "\(error)")
        case is UnusableBackup: self.init(.unusableInput, "\(error)")
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

/// Writes a value as JSON with sorted keys.
func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    Terminal.standardOutput.write(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
}
