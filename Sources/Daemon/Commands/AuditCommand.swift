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
        abstract: "Attack releases as an outsider would, and print what they tell.",
        discussion: """
            Takes directories of releases and downloaded tables in the published form, of any data set and of any \
            years; those of one data set and period are attacked together too. Only what is public is used: the \
            figures, the coefficients, the codebook and the classification. What is printed follows from those alone, \
            so whoever has the releases can work it out as well.

            Whole numbers that fit each row are sieved first; then linear programmes bound every withheld figure, from \
            a region and its parts together, or with `--wide` from all regions below a gemeente. Shown groups of few \
            units, changes of few units between releases, and withheld classes are looked for as well.

            The tables say of how many regions without figures the narrowest count is told exactly, within 4, within 9
            or less well, and of how many with figures the exact number of units follows from percentages.

            Of releases by secret offsets figures are taken to be as far off as their unit says, and twice as far where \
            they may have been kept from an earlier release; name releases one after the other, and it knows which were. \
            Tables whose numbers may have secret offsets are named and not attacked.

            Ends with 1 when something is told more narrowly than the codebook asks, whatever its true value is.
            """
    )

    @Argument(help: ArgumentHelp("The releases, or tables.", valueName: "DIRECTORY"))
    var paths: [String]

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
            var targets: [AuditTarget] = []
            var left = AuditReport.Left()
            for path in paths {
                let found = try self.targets(at: path, configuration, catalogue)
                if found.targets.isEmpty, found.left.numbers.isEmpty {
                    throw CommandFailure(
                        .unusableInput,
                        "\(path): no table here is of the published form of a data set and of regions of"
                            + " \(found.edition); name a release directory or a StatLine table, or --dataset and"
                            + " --edition"
                    )
                }
                targets += found.targets
                left.add(found.left)
            }
            let audits = await JointAudit(breadth: breadth) { Terminal.standardError.progress($0) }.run(
                targets
            )
            Terminal.standardError.endProgress()
            let report = AuditReport(paths: paths, breadth: breadth.rawValue, tables: audits, left: left)
            if printing.json {
                try printJSON(report)
            } else {
                report.write(to: .standardOutput, language: configuration.language, all: all)
            }
            if report.isTold { throw ExitCode(1) }
        }
    }

    /// Reads what a path names: tables to attack, files that are none, and the edition they were read in.
    private func targets(at path: String, _ configuration: Configuration, _ catalogue: Catalogue) throws
        -> (targets: [AuditTarget], left: AuditReport.Left, edition: String)
    {
        let sources = try AuditSources.find(path)
        let edition = try readEdition(edition ?? sources.edition ?? configuration.edition, configuration)
        let codebooks =
            try (dataset ?? sources.dataset).map { [try catalogue.codebook($0)] }
            ?? catalogue.codebooks.sorted { $0.key < $1.key }.map(\.value)
        var targets: [AuditTarget] = []
        var left = AuditReport.Left()
        for file in sources.files {
            let name = (file as NSString).lastPathComponent
            let label = paths.count == 1 ? name : path + ": " + name
            let read = try Self.tables(file, codebooks: codebooks, edition: edition)
            // Which of them have offsets hangs on groups and gemeenten that no topic tells of.
            if read?.0.publishesNumbersWithOffsets == true {
                left.numbers.append(label)
                continue
            }
            let found = read.map {
                codebook,
                parsed in
                AuditTarget.all(
                    of: parsed,
                    file: label,
                    release: sources.release,
                    codebook: codebook,
                    edition: edition,
                    hasPostcodes: codebook.postcodes.flatMap { postcodes in
                        // What stands beside a file by itself is not known.
                        guard sources.release != nil else { return nil }
                        return sources.files.contains("\(file.dropLast(4))_\(postcodes.level).csv")
                    }
                )
            }
            if let found, !found.isEmpty { targets += found } else { left.skipped.append(label) }
        }
        return (targets, left, edition.key)
    }

    private func readEdition(_ key: String, _ configuration: Configuration) throws -> Edition {
        do {
            return try EditionDirectory.read(path: configuration.regions + "/" + key)
        } catch let flaw as FileFlaw {
            throw CommandFailure(.unusableInput, "\(flaw)")
        }
    }

    /// Tables of a file, by the first codebook that reads it as published figures of known regions.
    private static func tables(_ file: String, codebooks: [Codebook], edition: Edition) throws
        -> (Codebook, ParsedTable)?
    {
        for codebook in codebooks {
            let reading = try DeliveryReader(codebook: codebook.asPublished).read(path: file)
            guard let parsed = reading.table, !parsed.records.isEmpty else { continue }
            let isKnown = parsed.regions.contains {
                if case .known = edition.lookUp($0.code) { true } else { false }
            }
            if isKnown { return (codebook, parsed) }
        }
        return nil
    }
}
