import ArgumentParser
import Audit
import Classification
import ClassificationFiles
import Codebook
import ConfigurationFiles
import Cores
import Foundation
import Ingest
import Reports
import Statistics
import TableReading
import YAMLReading

/// `peil audit`: the feasibility intervals that an intruder can compute from a release.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Attack a release as an outsider would, and print what it could bound.",
        discussion: """
            Takes the directory of a release, or a downloaded table in the published form. Only what is public is \
            used: the figures, the coefficients, the codebook and the classification. What is printed follows from \
            those alone, so whoever has the release can work it out as well.

            Whole numbers that fit each row are sieved first; then linear programmes bound every withheld figure, from \
            a region and its parts together, or with `--wide` from all regions below a gemeente.

            The tables say of how many regions without figures the narrowest count is told exactly, within 4, within 9
            or less well, and of how many with figures the exact number of units follows from percentages.

            Ends with 0 whatever could be bounded.
            """
    )

    @Argument(help: ArgumentHelp("The release, or a table.", valueName: "DIRECTORY"))
    var path: String

    @Option(
        name: .long,
        help: ArgumentHelp("The data set; else the one that reads the figures.", valueName: "NAME")
    )
    var dataset: String?

    @Option(name: .long, help: ArgumentHelp("The edition of the classification.", valueName: "YEAR"))
    var edition: String?

    @Flag(name: .long, help: "Look at all regions below a gemeente together: stronger and slower.")
    var wide = false

    @Flag(name: .long, help: "Print every region of which something is told, not only those told best.")
    var all = false

    private var breadth: AttackScope.Breadth { wide ? .wide : .narrow }

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            let catalogue = try Catalogue.read(configuration)
            let sources = try AuditSources.find(path)
            let edition = try readEdition(edition ?? sources.edition ?? configuration.edition, configuration)
            let codebooks =
                try (dataset ?? sources.dataset).map { [try catalogue.codebook($0)] }
                ?? catalogue.codebooks.sorted { $0.key < $1.key }.map(\.value)
            var audits: [AuditedTable] = []
            var skipped: [String] = []
            for file in sources.files {
                let tables = try Self.tables(file, codebooks: codebooks, edition: edition)
                if tables.isEmpty { skipped.append((file as NSString).lastPathComponent) }
                for (codebook, table) in tables {
                    audits.append(await attack(table, file: file, codebook: codebook))
                }
            }
            Terminal.standardError.endProgress()
            guard !audits.isEmpty else {
                throw CommandFailure(
                    .unusableInput,
                    "\(path): no table here is of the published form of a data set and of regions of \(edition.key);"
                        + " name a release directory or a StatLine table, or --dataset and --edition"
                )
            }
            let report = AuditReport(path: path, breadth: breadth.rawValue, tables: audits, skipped: skipped)
            if printing.json { return try printJSON(report) }
            report.write(to: .standardOutput, language: configuration.language, all: all)
        }
    }

    private func readEdition(_ key: String, _ configuration: Configuration) throws -> Edition {
        do {
            return try EditionDirectory.read(path: configuration.regions + "/" + key)
        } catch let flaw as FileFlaw {
            throw CommandFailure(.unusableInput, "\(flaw)")
        }
    }

    /// The tables of a file, by period, with the first codebook that reads it as published figures.
    private static func tables(_ file: String, codebooks: [Codebook], edition: Edition) throws
        -> [(Codebook, PublishedTable)]
    {
        for codebook in codebooks {
            let reading = try DeliveryReader(codebook: codebook).read(path: file)
            guard let parsed = reading.table, codebook.form(parsed.form)?.holdsCounts == false else {
                continue
            }
            let tables = PublishedTable.tables(of: parsed, codebook: codebook, edition: edition)
            if !tables.isEmpty { return tables.map { (codebook, $0) } }
        }
        return []
    }

    /// Attacks the scopes of a table, as many concurrently as there are processors.
    private func attack(_ table: PublishedTable, file: String, codebook: Codebook) async -> AuditedTable {
        let sieved = ScreenedTable(table)
        let scopes = AttackScope.all(of: table, breadth: breadth)
        let attack = Attack(sieved)
        let lanes = max(1, min(scopes.count, Spreading.cores))
        let name = (file as NSString).lastPathComponent
        let outcomes = await withTaskGroup(of: (Int, AttackOutcome).self) { group in
            var outcomes = [AttackOutcome](repeating: .unsettled, count: scopes.count)
            var next = 0
            func start() {
                guard next < scopes.count else { return }
                let position = next
                next += 1
                group.addTask { (position, attack.run(scopes[position])) }
            }
            for _ in 0..<lanes { start() }
            var done = 0
            let progress = WorkProgress(name, .things("places"))
            while let (position, outcome) = await group.next() {
                outcomes[position] = outcome
                done += 1
                progress.show(Int64(done), of: Int64(scopes.count))
                start()
            }
            return outcomes
        }
        return AuditedTable(
            file: name,
            codebook: codebook,
            sieved: sieved,
            attacks: Array(zip(scopes, outcomes))
        )
    }
}
