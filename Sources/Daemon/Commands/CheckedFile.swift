import Examination
import Reports
import Statistics
import Workflow

/// The result of `peil check` for one file.
struct CheckedFile: Encodable {
    let file: String
    let state: DeliveryOutcome
    let format: String?
    let form: String?
    let rows: Int
    let counts: Counts
    let periods: [String]
    let regions: [String: Int]
    let findings: [ShownFinding]
    let findingsTotal: Int
    let findingsShown: Int

    /// The rows taken and left out, in a dry run; together they are all rows, as in a receipt.
    struct Counts: Encodable {
        /// Rows that would be taken.
        let taken: Int
        /// Rows that would be left out, by reason.
        let leftOut: [String: Int]

        private enum CodingKeys: String, CodingKey {
            case taken
            case leftOut = "left-out"
        }
    }

    private let totals: [Finding.Severity: Int]

    private enum CodingKeys: CodingKey {
        case file, state, format, form, rows, counts, periods, regions, findings, findingsTotal, findingsShown
    }

    init(_ file: String, _ examination: ExaminedDelivery, language: Language) {
        let report = examination.report
        self.file = file
        state = examination.holdings == nil ? .rejected : .accepted
        format = report.format
        form = report.form
        rows = report.rows
        counts = Counts(taken: report.taken, leftOut: report.leftOut)
        periods = report.periods
        regions = report.regions
        findings = report.findings.inFileOrder.map { ShownFinding($0, language: language) }
        findingsTotal = report.findings.total
        findingsShown = findings.count
        totals = report.findings.totals.reduce(into: [:]) { $0[$1.key.severity, default: 0] += $1.value }
    }

    /// Prints the findings in the form of compilers, and their number.
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
            let field = finding.field.map { " \(words.field($0)):" } ?? ""
            let region = finding.region.map { " \($0):" } ?? ""
            terminal.line(
                "\(terminal.styled("\(file)\(place):", .bold)) "
                    + "\(terminal.styled(words.severity(finding.severity), style)): [\(finding.code)]"
                    + "\(field)\(region) \(finding.message)"
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
            "\(file): \(verdict); \(kind.isEmpty ? "" : kind + "; ")\(words.rows(rows, self.counts)); \(found)\(hidden)"
        )
    }
}

/// A finding in one language.
struct ShownFinding: Encodable {
    let code: String
    let severity: Finding.Severity
    let line: Int?
    let column: Int?
    let field: FieldName?
    let region: String?
    let message: String
    let repair: String

    init(_ finding: Finding, language: Language) {
        field = finding.field
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
    var nothing: String { language == .nl ? "geen bevindingen" : "no findings" }

    /// The number of rows, taken and left out with their reasons.
    func rows(_ rows: Int, _ counts: CheckedFile.Counts) -> String {
        let all = "\(rows) \(language == .nl ? "rijen" : "rows")"
        guard rows > 0 else { return all }
        let taken = "\(counts.taken) \(language == .nl ? "overgenomen" : "taken")"
        let out = counts.leftOut.filter { $0.value > 0 }
        guard !out.isEmpty else { return "\(all): \(taken)" }
        let reasons = out.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let number = out.values.reduce(0, +)
        return "\(all): \(taken), \(number) \(language == .nl ? "weggelaten" : "left out") (\(reasons))"
    }

    /// A column by its letter and header.
    func field(_ field: FieldName) -> String {
        let column = "\(language == .nl ? "kolom" : "column") \(field.letter)"
        return field.header.map { "\(column) '\($0)'" } ?? column
    }

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
