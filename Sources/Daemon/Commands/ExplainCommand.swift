import ArgumentParser
import Classification
import Codebook
import ConfigurationFiles
import Disclosure
import Kinds
import Ledger
import ReleaseService
import Reports
import Scoring
import Statistics

/// `peil explain`: the derivation of a published row.
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
    @Argument(
        help: ArgumentHelp(
            "The code of the region or a postcode, and the period, for example 2019; with --regions the period.",
            valueName: "REGION PERIOD"
        )
    )
    var places: [String]

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Regions that are taken as one, where figures are means of areas.",
            valueName: "A,B,C"
        )
    )
    var regions: String?

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    /// The requested codes and period.
    private var question: (codes: [String], period: String) {
        guard let regions else { return ([places[0]], places[1]) }
        return (regions.split(separator: ",").map { String($0.drop(while: \.isWhitespace)) }, places[0])
    }

    func validate() throws {
        let wanted = regions == nil ? 2 : 1
        guard places.count == wanted, !question.codes.isEmpty else {
            throw ValidationError(
                regions == nil
                    ? "write a data set, a region and a period"
                    : "write a data set and a period beside --regions"
            )
        }
    }

    func run() async throws {
        try await command {
            let (codes, asked) = question
            let configuration = try common.configuration(writing: false)
            let catalogue = try Catalogue.read(configuration)
            let codebook = try catalogue.codebook(catalogue.requireDataset(dataset))
            let key = configuration.drops.first { $0.dataset == dataset }?.edition ?? configuration.edition
            let edition = try catalogue.edition(key)
            guard let period = Period(asked) else {
                throw CommandFailure(.unusableInput, "'\(asked)' is no period; write for example 2019")
            }
            let ledger = try SQLiteLedger(readingPath: configuration.ledger)
            let places = try codes.map { try place(RegionCode($0), codebook, edition) }
            let asking = places.map(\.1)
            if let index = try index(of: asking, in: period, codebook, edition, ledger, configuration) {
                if printing.json { try printJSON(index) } else { index.write(to: .standardOutput) }
                return
            }
            guard places.count == 1, let (geography, index, rules) = places.first else {
                throw CommandFailure(
                    .unusableInput,
                    "\(dataset) has no index of \(period.name) to make of regions together; ask about one region"
                )
            }
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

    /// The explanation of an index; nil if the period has no index from stored counts.
    private func index(
        of regions: [RegionIndex],
        in period: Period,
        _ codebook: Codebook,
        _ edition: Edition,
        _ ledger: SQLiteLedger,
        _ configuration: Configuration
    ) throws -> IndexExplanation? {
        let periods = try ledger.storedPeriods(dataset: codebook.dataset)
        let stored = try StoredReading(ledger: ledger, codebook: codebook, edition: edition, number: 0)
            .outline(periods)
        guard let made = codebook.kind.rankedYears(of: stored) else { return nil }
        guard let index = made.first(where: { $0.year.period == period }) else {
            if periods.contains(where: { $0.period == period && codebook.form($0.form)?.holdsCounts == false }
            ) {
                return nil
            }
            let years = made.map(\.year.period.name).joined(separator: ", ")
            throw CommandFailure(
                .unusableInput,
                "there is no index of \(period.name) yet; "
                    + (years.isEmpty ? "none is made" : "made are: \(years)")
            )
        }
        return try IndexExplanation(
            of: regions,
            in: index,
            stored: periods,
            ledger: ledger,
            language: configuration.language
        )
    }

    /// Finds a region of the edition or a postcode, with its codebook.
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
            // People write a postcode as digits only; extracts put letters before them.
            for spelling in [code, RegionCode(Edition.postcodePrefix + code.description)] {
                if case .known(let index) = postcodes.lookUp(spelling) { return (postcodes, index, rules) }
            }
        }
        throw CommandFailure(.unusableInput, "the edition \(edition.key) has no region '\(code)'")
    }
}
