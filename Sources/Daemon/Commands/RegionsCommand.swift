import ArgumentParser
import Classification
import ClassificationFiles
import ConfigurationFiles
import Reports
import Statistics
import TableReading
import YAMLReading

/// `peil regions`: the classification.
struct RegionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "regions",
        abstract: "Import or look up the regional classification.",
        subcommands: [Import.self, Show.self]
    )

    /// `peil regions import`: replaces an edition by an official list.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Replace an edition by an official list.",
            discussion: """
                Takes OData v3 WijkenEnBuurten (Atom or JSON), OData v4 WijkenEnBuurtenCodes (CSV or JSON), or \
                lines of code;name;parent, recognised by content; or lines of code;name;member, which replace the \
                unions of the edition. A list that contradicts itself changes nothing. \
                A running daemon takes the new edition up with `systemctl reload peil` (SIGHUP).
                """
        )

        @Argument(help: ArgumentHelp("The list.", valueName: "FILE"))
        var file: String

        @Option(name: .long, help: ArgumentHelp("The edition that it replaces.", valueName: "YEAR"))
        var edition: String

        @OptionGroup var common: CommonOptions
        @OptionGroup var printing: PrintingOptions

        func run() async throws {
            try await command {
                let configuration = try common.configuration(writing: false)
                let directory = configuration.regions + "/" + edition
                let summary: RegionsImportSummary
                do {
                    if UnionsImport.recognises(file) {
                        let unions = try UnionsImport.run(file: file, editionDirectory: directory)
                        if printing.json { return try printJSON(unions) }
                        for line in unions.lines { Terminal.standardOutput.line(line) }
                        return
                    }
                    summary = try RegionsImport.run(file: file, editionDirectory: directory, edition: edition)
                } catch let flaw as FileFlaw {
                    throw CommandFailure(.unusableInput, "\(flaw)")
                }
                if printing.json { return try printJSON(summary) }
                for line in summary.lines { Terminal.standardOutput.line(line) }
            }
        }
    }

    /// `peil regions show`: the entry of a code in the edition.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show what the classification knows of a code."
        )

        @Argument(help: ArgumentHelp("The code of a region.", valueName: "CODE"))
        var code: String

        @Option(
            name: .long,
            help: ArgumentHelp("The edition; by default the configured one.", valueName: "YEAR")
        )
        var edition: String?

        @OptionGroup var common: CommonOptions
        @OptionGroup var printing: PrintingOptions

        func run() async throws {
            try await command {
                let configuration = try common.configuration(writing: false)
                let key = edition ?? configuration.edition
                let path = configuration.regions + "/" + key
                let regions = try EditionDirectory.read(path: path)
                let edition = regions.adding(try EditionUnions.read(path: path, of: regions))
                let shown = ShownRegion(RegionCode(delivered: code), in: edition)
                if printing.json { try printJSON(shown) } else { shown.write(to: .standardOutput) }
                if shown.outcome == "unknown" { throw ExitCode(CommandFailure.Code.unusableInput.rawValue) }
            }
        }
    }
}

/// The entry of a code in an edition, in the output of commands.
private struct ShownRegion: Encodable {
    let code: String
    let edition: String
    let outcome: String
    var name: String?
    var nameOf: String?
    var level: String?
    var ancestors: [String]?
    var parts: Int?
    /// The codes of the smallest regions of a union; nil for other regions.
    var members: [String]?
    /// The unions that contain any part of it.
    var unions: [String]?
    var otherYears: [Int]

    init(_ code: RegionCode, in edition: Edition) {
        self.code = code.description
        self.edition = edition.key
        otherYears = EditionFit(of: [code], to: edition).years[code] ?? []
        switch edition.lookUp(code) {
        case .unknown: outcome = "unknown"
        case .undecided: outcome = "undecided"
        case .known(let index):
            outcome = "known"
            let region = edition[index]
            name = region.name
            switch region.nameTrust {
            case .edition: nameOf = edition.key
            case .earlier(let year): nameOf = String(year)
            case .none: nameOf = nil
            }
            level = edition.levels[region.level].key
            ancestors = edition.ancestors(of: index).map { "\(edition[$0].code) \(edition[$0].name)" }
            let smallest = edition.smallest(of: index)
            if region.level == edition.unionLevel {
                members = smallest.map { edition[$0].code.description }
                parts = smallest.count
            } else {
                parts = edition.children(of: index).count
                let own = Set(smallest)
                let holding = edition.unions.filter { !own.isDisjoint(with: $0.members) }
                unions = holding.isEmpty ? nil : holding.map { "\($0.code) \($0.name)" }
            }
        }
    }

    func write(to terminal: Terminal) {
        switch outcome {
        case "known":
            let shownName = name.flatMap { $0.isEmpty ? nil : $0 } ?? "(no name known)"
            terminal.line("\(terminal.styled(code, .bold)) \(shownName)")
            terminal.line("  level:    \(level ?? "")")
            if let nameOf, nameOf != edition {
                terminal.line("  name of:  \(nameOf), and may since have changed")
            }
            for ancestor in ancestors ?? [] { terminal.line("  part of:  \(ancestor)") }
            for union in unions ?? [] { terminal.line("  union:    \(union)") }
            terminal.line("  parts:    \(parts ?? 0)")
            if let members { terminal.line("  made of:  \(members.joined(separator: ", "))") }
        case "undecided":
            terminal.line("\(code): the edition \(edition) cannot tell; its list of this level is incomplete")
        default:
            let years = otherYears.map(String.init).joined(separator: ", ")
            let hint = otherYears.isEmpty ? "" : "; it is a code of \(years)"
            terminal.line("\(code) is not in the edition \(edition)\(hint)")
        }
    }
}
