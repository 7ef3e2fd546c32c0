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
    @Argument(help: ArgumentHelp("The code of the region, or a postcode.", valueName: "REGION"))
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
            let (geography, index, rules) = try place(RegionCode(region), codebook, edition)
            guard let period = Period(period) else {
                throw CommandFailure(.unusableInput, "'\(self.period)' is no period; write for example 2019")
            }
            let ledger = try SQLiteLedger(readingPath: configuration.ledger)
            let explanation = try Explanation(
                of: index,
                in: period,
                codebook: rules,
                edition: geography,
                ledger: ledger,
                language: configuration.language,
                isPostcode: geography.key != edition.key
            )
            if printing.json { try printJSON(explanation) } else { explanation.write(to: .standardOutput) }
        }
    }

    /// Finds a region of the edition or a postcode, with the codebook by which it is published.
    private func place(_ code: RegionCode, _ codebook: Codebook, _ edition: Edition) throws -> (
        Edition, RegionIndex, Codebook
    ) {
        if case .known(let index) = edition.lookUp(code) { return (edition, index, codebook) }
        if let geography = codebook.postcodes, let rules = codebook.ofPostcodes {
            let postcodes = try Edition.postcodes(
                level: geography.level,
                title: geography.title,
                postcodes: RecordCells.postcodes
            )
            // People write a postcode as its digits alone; extracts put letters before them.
            for spelling in [code, RegionCode(Edition.postcodePrefix + region)] {
                if case .known(let index) = postcodes.lookUp(spelling) { return (postcodes, index, rules) }
            }
        }
        throw CommandFailure(.unusableInput, "the edition \(edition.key) has no region '\(region)'")
    }
}
