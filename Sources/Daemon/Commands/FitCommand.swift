import ArgumentParser
import ConfigurationFiles
import Files
import Ledger
import Reports
import Statistics

/// `peil fit`: estimates a coefficient set from the stored counts.
struct FitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Estimate a coefficient set from the held counts.",
        discussion: """
            Multiple correspondence analysis of the joint counts of the whole country, or of what is held of it. \
            Writes a file that the codebook adopts for chosen report years by an entry in scoring.sets, \
            {file: coefficients/NAME.yaml, serves: {first: YEAR, last: YEAR}}, with the file below the directory \
            of the codebooks. After `systemctl reload peil`, or the next start, a new release has the scores of \
            these years by the new set. Coefficients have six decimals at most: as many as exact scores, and \
            offsets where these protect, allow. Years that are out by offsets keep their set. A ledger is only read; \
            nothing changes before the codebook does.
            """
    )

    @Argument(help: ArgumentHelp("The data set.", valueName: "DATASET"))
    var dataset: String

    @Argument(help: ArgumentHelp("The period, for example 2019.", valueName: "PERIOD"))
    var period: String

    @Option(name: .long, help: ArgumentHelp("The file to write.", valueName: "FILE"))
    var output: String

    @Flag(name: .long, help: "Replace the file if there is one.")
    var replace = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            let catalogue = try Catalogue.read(configuration)
            let codebook = try catalogue.codebook(catalogue.requireDataset(dataset))
            let key = configuration.drops.first { $0.dataset == dataset }?.edition ?? configuration.edition
            guard let period = Period(period) else {
                throw CommandFailure(.unusableInput, "'\(self.period)' is no period; write for example 2019")
            }
            if !replace, FileStatus(of: output) != nil {
                throw CommandFailure(
                    .unusableInput,
                    "\(output) exists, and a codebook may use it; write another file, or add --replace"
                )
            }
            let progress = WorkProgress("fit", .things("regions"))
            let estimate = try CoefficientEstimate(
                of: period,
                codebook: codebook,
                edition: catalogue.edition(key),
                ledger: SQLiteLedger(readingPath: configuration.ledger)
            ) { progress.show($0, of: $1) }
            Terminal.standardError.endProgress()
            try Durable.write(Array(estimate.yaml.utf8), to: output, mode: 0o644)
            if printing.json { return try printJSON(estimate) }
            estimate.write(to: .standardOutput)
            Terminal.standardOutput.line("Written to \(output).")
        }
    }
}
