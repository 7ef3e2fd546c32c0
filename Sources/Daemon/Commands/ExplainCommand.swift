import ArgumentParser
import Classification
import Codebook
import Disclosure
import Ledger
import Scoring
import Statistics

/// `peil explain`: how a published row came about.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show how a published row came about.",
        discussion: """
            Shows deliveries, counts, coefficients, exact and published figures, and why figures are withheld. \
            These are confidential numbers: the command needs read access to the ledger, and its output is not \
            to be passed on.
            """
    )

    @Argument(help: ArgumentHelp("The data set.", valueName: "DATASET"))
    var dataset: String
    @Argument(help: ArgumentHelp("The code of the region.", valueName: "REGION"))
    var region: String
    @Argument(help: ArgumentHelp("The period, for example 2019.", valueName: "PERIOD"))
    var period: String

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            let catalogue = try Catalogue.read(configuration)
            let codebook = try catalogue.codebook(catalogue.requireDataset(dataset))
            let key = configuration.drops.first { $0.dataset == dataset }?.edition ?? configuration.edition
            let edition = try catalogue.edition(key)
            guard case .known(let index) = edition.lookUp(RegionCode(region)) else {
                throw CommandFailure(.unusableInput, "the edition \(edition.key) has no region '\(region)'")
            }
            guard let period = Period(period) else {
                throw CommandFailure(.unusableInput, "'\(self.period)' is no period; write for example 2019")
            }
            let ledger = try SQLiteLedger(readingPath: configuration.ledger)
            let explanation = try Explanation(
                of: index,
                in: period,
                codebook: codebook,
                edition: edition,
                ledger: ledger,
                language: configuration.language
            )
            if printing.json { try printJSON(explanation) } else { explanation.write(to: .standardOutput) }
        }
    }
}
