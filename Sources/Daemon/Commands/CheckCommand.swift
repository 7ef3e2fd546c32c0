import ArgumentParser
import Foundation
import Glibc
import Ingest
import Ledger
import Statistics
import Synchronization
import Workflow

/// `peil check`: a dry run of the whole way up to, not including, the ledger.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell what Peil would say of files, and change nothing.",
        discussion: "Ends with 0 when every file would be accepted, and with 1 when one would be rejected."
    )

    @Argument(help: ArgumentHelp("The files, as they would be dropped.", valueName: "FILE"))
    var files: [String]

    @Option(name: .customLong("drop"), help: ArgumentHelp("The drop they are meant for.", valueName: "NAME"))
    var drop: String

    @OptionGroup var common: CommonOptions
    @OptionGroup var printing: PrintingOptions

    func run() async throws {
        try await command {
            let configuration = try common.configuration(writing: false)
            guard let drop = configuration.drop(named: drop) else {
                let known = configuration.drops.map(\.name).joined(separator: ", ")
                throw CommandFailure(.unusableInput, "there is no drop '\(self.drop)'; known are: \(known)")
            }
            let catalogue = try Catalogue.read(configuration)
            let ledger = try SQLiteLedger(readingPath: configuration.ledger)
            let examiner = Examiner(
                codebook: try catalogue.codebook(drop.dataset),
                edition: try catalogue.edition(drop.edition),
                mode: drop.mode,
                largestDelivery: configuration.largestDelivery
            )
            var results: [CheckedFile] = []
            for file in files {
                let examination = try examine(file, examiner, ledger)
                let result = CheckedFile(file, examination, language: configuration.language)
                results.append(result)
                if !printing.json { result.write(to: .standardOutput, language: configuration.language) }
            }
            if printing.json { try printJSON(results) }
            if results.contains(where: { $0.state == .rejected }) { throw ExitCode(1) }
        }
    }

    private func examine(_ file: String, _ examiner: Examiner, _ ledger: any LedgerStore) throws
        -> ExaminedDelivery
    {
        var status = stat()
        guard unsafe stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            let reason = errno == ENOENT ? "there is no such file" : "this is no readable file"
            throw CommandFailure(.unusableInput, "\(file): \(reason); name a delivery")
        }
        let size = max(1, Int64(status.st_size))
        let shown = Atomic<Int64>(-1)
        let name = file
        let reading = try examiner.read(file) { bytes in
            let percent = min(100, bytes * 100 / size)
            guard shown.exchange(percent, ordering: .relaxed) != percent else { return }
            Terminal.standardError.progress("\(name): \(percent) %")
        }
        Terminal.standardError.endProgress()
        return try examiner.validate(reading, against: ledger)
    }
}

/// What `peil check` says of one file.
struct CheckedFile: Encodable {
    let file: String
    let state: DeliveryOutcome
    let format: String?
    let form: String?
    let rows: Int
    let periods: [String]
    let regions: [String: Int]
    let findings: [ShownFinding]
    let findingsTotal: Int
    let findingsShown: Int

    private let totals: [Finding.Severity: Int]

    private enum CodingKeys: CodingKey {
        case file, state, format, form, rows, periods, regions, findings, findingsTotal, findingsShown
    }

    init(_ file: String, _ examination: ExaminedDelivery, language: Language) {
        let report = examination.report
        self.file = file
        state = examination.holdings == nil ? .rejected : .accepted
        format = report.format
        form = report.form
        rows = report.rows
        periods = report.periods
        regions = report.regions
        findings = report.findings.inFileOrder.map { ShownFinding($0, language: language) }
        findingsTotal = report.findings.total
        findingsShown = findings.count
        totals = report.findings.totals.reduce(into: [:]) { $0[$1.key.severity, default: 0] += $1.value }
    }

    /// Prints the findings as compilers do, and a count.
    func write(to terminal: Terminal, language: Language) {
        let words = CheckWords(language: language)
        for finding in findings {
            let place = finding.line.map { ":\($0):\(finding.column ?? 1)" } ?? ""
            let style: Terminal.Style =
                switch finding.severity {
                case .rejection: .red
                case .warning: .yellow
                case .note: .cyan
                }
            let region = finding.region.map { " \($0):" } ?? ""
            terminal.line(
                "\(terminal.styled("\(file)\(place):", .bold)) "
                    + "\(terminal.styled(words.severity(finding.severity), style)): [\(finding.code)]"
                    + "\(region) \(finding.message)"
            )
            terminal.line("    \(words.repair): \(finding.repair)")
        }
        let verdict =
            state == .accepted
            ? terminal.styled(words.accepted, .green) : terminal.styled(words.rejected, .red)
        let counts = Finding.Severity.allCases.reversed()
            .compactMap { severity in
                totals[severity].map { "\($0) \(words.severity(severity, plural: $0 != 1))" }
            }
        let found = counts.isEmpty ? words.nothing : counts.joined(separator: ", ")
        let kind = [form, format].compactMap(\.self).joined(separator: ", ")
        let hidden =
            findingsTotal > findingsShown ? " (\(words.shown(findingsShown, of: findingsTotal)))" : ""
        terminal.line(
            "\(file): \(verdict); \(kind.isEmpty ? "" : kind + "; ")\(rows) \(words.rows); \(found)\(hidden)"
        )
    }
}

/// A finding in one language.
struct ShownFinding: Encodable {
    let code: String
    let severity: Finding.Severity
    let line: Int?
    let column: Int?
    let region: String?
    let message: String
    let repair: String

    init(_ finding: Finding, language: Language) {
        code = finding.code
        severity = finding.severity
        line = finding.place?.line
        column = finding.place?.column
        region = finding.region?.description
        message = finding.message[language]
        repair = finding.repair[language]
    }
}

/// The words of `peil check` in one language.
private struct CheckWords {
    let language: Language

    var repair: String { language == .nl ? "herstel" : "put right" }
    var accepted: String { language == .nl ? "wordt aangenomen" : "would be accepted" }
    var rejected: String { language == .nl ? "wordt geweigerd" : "would be rejected" }
    var rows: String { language == .nl ? "rijen" : "rows" }
    var nothing: String { language == .nl ? "geen bevindingen" : "no findings" }

    func shown(_ count: Int, of total: Int) -> String {
        language == .nl ? "\(count) van \(total) getoond" : "\(count) of \(total) shown"
    }

    func severity(_ severity: Finding.Severity, plural: Bool = false) -> String {
        switch (language, severity) {
        case (.nl, .rejection): plural ? "weigeringen" : "weigering"
        case (.nl, .warning): plural ? "waarschuwingen" : "waarschuwing"
        case (.nl, .note): plural ? "opmerkingen" : "opmerking"
        case (.en, _): severity.rawValue + (plural ? "s" : "")
        }
    }
}
