package import Examination
package import Statistics
package import Workflow

/// The result of `peil check` for one file.
package struct CheckedFile: Codable, Sendable {
    package private(set) var file: String
    package let state: DeliveryOutcome
    let format: String?
    let form: String?
    let rows: Int
    let counts: Counts
    let periods: [String]
    let regions: [String: Int]
    package let findings: [ShownFinding]
    let findingsTotal: Int
    let findingsShown: Int

    /// The rows taken and left out, in a dry run; together they are all rows, as in a receipt.
    package struct Counts: Codable, Sendable {
        /// Rows that would be taken.
        let taken: Int
        /// Rows that would be left out, by reason.
        let leftOut: [String: Int]

        private enum CodingKeys: String, CodingKey {
            case taken
            case leftOut = "left-out"
        }
    }

    /// Reference of the comparison.
    package var comparedWith = Reference.stored
    private let totals: [String: Int]

    /// Reference that a file was compared with.
    package enum Reference: String, Codable, Sendable {
        /// Stored counts, read by the command itself or by the running daemon.
        case stored = "held"
        /// Nothing: the command may not read the ledger, and no daemon answers, or the drop only checks.
        case nothing
    }

    /// The result under the name that its reader gave the file.
    package func named(_ file: String) -> Self {
        var other = self
        other.file = file
        return other
    }

    package init(_ file: String, _ examination: ExaminedDelivery, language: Language) {
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
        totals = report.findings.totals.reduce(into: [:]) {
            $0[$1.key.severity.rawValue, default: 0] += $1.value
        }
    }

    /// Findings with one cause: the same sentence and repair about the same column.
    fileprivate struct Group {
        let first: ShownFinding
        var lines: [Int]
        var count = 1
    }

    /// The findings, each cause once, in the order of their first places.
    private var groups: [Group] {
        var groups: [Group] = []
        for finding in findings {
            let known = groups.firstIndex {
                $0.first.code == finding.code && $0.first.message == finding.message
                    && $0.first.repair == finding.repair && $0.first.field == finding.field
            }
            if let known {
                groups[known].count += 1
                groups[known].lines += finding.line.map { [$0] } ?? []
            } else {
                groups.append(Group(first: finding, lines: finding.line.map { [$0] } ?? []))
            }
        }
        return groups
    }

    /// Prints the findings in the form of compilers, and their number.
    package func write(to terminal: Terminal, language: Language) {
        let words = CheckWords(language: language)
        for group in groups {
            let finding = group.first
            let place = finding.line.map { ":\($0):\(finding.column ?? 1)" } ?? ""
            let style: Terminal.Style =
                switch finding.severity {
                case .rejection: .red
                case .warning: .yellow
                case .note: .cyan
                }
            let field = finding.field.map { " \(words.field($0)):" } ?? ""
            let region = group.count == 1 ? finding.region.map { " \($0):" } ?? "" : ""
            terminal.line(
                "\(terminal.styled("\(file)\(place):", .bold)) "
                    + "\(terminal.styled(words.severity(finding.severity), style)): [\(finding.code)]"
                    + "\(field)\(region) \(finding.message)"
            )
            if group.count > 1 { terminal.line("    \(words.more(group))") }
            terminal.line("    \(words.repair): \(finding.repair)")
        }
        let verdict =
            state == .accepted
            ? terminal.styled(words.accepted, .green) : terminal.styled(words.rejected, .red)
        let counts = Finding.Severity.allCases.reversed()
            .compactMap { severity in
                totals[severity.rawValue].map { "\($0) \(words.severity(severity, plural: $0 != 1))" }
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
package struct ShownFinding: Codable, Sendable {
    package let code: String
    package let severity: Finding.Severity
    package let line: Int?
    package let column: Int?
    package let field: FieldName?
    package let region: String?
    package let message: String
    package let repair: String

    package init(_ finding: Finding, language: Language) {
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

    var repair: String { language == .nl ? "oplossing" : "put right" }
    var accepted: String { language == .nl ? "wordt overgenomen" : "would be accepted" }
    var rejected: String { language == .nl ? "wordt afgewezen" : "would be rejected" }

    /// The further places of a cause.
    func more(_ group: CheckedFile.Group) -> String {
        let shown = group.lines.dropFirst().prefix(8).map(String.init).joined(separator: ", ")
        let rest = group.lines.count - 9
        let tail = rest > 0 ? (language == .nl ? " en nog \(rest)" : " and \(rest) more") : ""
        return language == .nl
            ? "ook op de regels \(shown)\(tail)" : "also in the lines \(shown)\(tail)"
    }
    var nothing: String { language == .nl ? "geen bevindingen" : "no findings" }

    /// The number of rows, taken and left out with their reasons.
    func rows(_ rows: Int, _ counts: CheckedFile.Counts) -> String {
        let name = rows == 1 ? (nl: "rij", en: "row") : (nl: "rijen", en: "rows")
        let all = "\(rows) \(language == .nl ? name.nl : name.en)"
        guard rows > 0 else { return all }
        let taken = "\(counts.taken) \(language == .nl ? "overgenomen" : "taken")"
        let out = counts.leftOut.filter { $0.value > 0 }
        guard !out.isEmpty else { return "\(all): \(taken)" }
        let reasons = out.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let number = out.values.reduce(0, +)
        return "\(all): \(taken), \(number) \(language == .nl ? "niet overgenomen" : "left out") (\(reasons))"
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
        case (.nl, .rejection): plural ? "fouten" : "fout"
        case (.nl, .warning): plural ? "waarschuwingen" : "waarschuwing"
        case (.nl, .note): plural ? "opmerkingen" : "opmerking"
        case (.en, .rejection): plural ? "errors" : "error"
        case (.en, _): severity.rawValue + (plural ? "s" : "")
        }
    }
}
