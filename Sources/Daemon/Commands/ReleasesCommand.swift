import ArgumentParser
import ConfigurationFiles
import Ledger
import Publish
import ReleaseService
import Reports

/// `peil releases`: the releases of a data set, newest first, with the changes of each.
struct ReleasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "releases",
        abstract: "List the releases of a data set, with what each changed."
    )

    @Argument(help: ArgumentHelp("The data set.", valueName: "DATASET"))
    var dataset: String

    @Option(name: .long, help: ArgumentHelp("At most so many.", valueName: "N"))
    var limit = 50

    @Flag(name: .long, help: "Show what the release that waits for approval changes.")
    var waiting = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            let catalogue = try Catalogue.read(configuration)
            let codebook = try catalogue.codebook(catalogue.requireDataset(dataset))
            let ledger = try SQLiteLedger(readingPath: configuration.ledger)
            if waiting {
                let report = try WaitingReport(ledger, configuration.publish, codebook)
                if printing.json { return try printJSON(report) }
                return report?.write(to: .standardOutput)
                    ?? Terminal.standardOutput.line("No release of \(dataset) waits.")
            }
            let publisher = Publisher(root: configuration.publish, cache: configuration.cache, generator: "")
            let shown = try ledger.releases(dataset: dataset, limit: max(0, limit)).map {
                ListedRelease($0, publisher)
            }
            if printing.json { return try printJSON(shown) }
            if shown.isEmpty {
                Terminal.standardOutput.line("There is no release of \(dataset) yet.")
            } else {
                ListedRelease.write(shown, to: .standardOutput)
            }
            if let state = WaitingState(try ledger.waitingRelease(dataset: dataset)) {
                Terminal.standardOutput.line("\(dataset): \(state.words); --waiting shows what it changes.")
            }
            if let told = try ToldProtection(of: codebook, ledger).sentence {
                Terminal.standardOutput.line(told)
            }
        }
    }
}

extension Catalogue {
    /// Checks that a data set named on the command line exists.
    func requireDataset(_ dataset: String) throws -> String {
        guard codebooks[dataset] == nil else { return dataset }
        let known = codebooks.keys.sorted().joined(separator: ", ")
        throw CommandFailure(.unusableInput, "there is no data set '\(dataset)'; known are: \(known)")
    }
}
