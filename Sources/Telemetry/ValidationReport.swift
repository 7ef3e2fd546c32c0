import Foundation
import Statistics
import Workflow

/// The findings of a delivery as the European Statistical System exchanges them: its validation report, version 1.0.0.
///
/// A list of results: one that says whether the delivery was accepted, one for each listed finding (value `0`: the rule
/// does not hold), and for each kind of finding the number of all. Figures stand in none of them.
struct ValidationReport: Encodable {
    /// A result.
    private struct Entry: Encodable {
        var id: String
        var type: String
        var event: Event
        var rule: Rule?
        var aggregate: Aggregate?
        var data: Subject
        var value: String
    }

    private struct Event: Encodable {
        var time: String
        var actor: String
        var agent: String
        var trigger: String
    }

    private struct Rule: Encodable {
        var id: String
        var language = "Peil"
        var expression: String
        var severity: String
        var description: String
        var explanation: String?
    }

    private struct Aggregate: Encodable {
        var language = "Peil"
        var expression: String
        var description: String
    }

    private struct Subject: Encodable {
        var source: [String]
        var target: [String]
        var description: String?
    }

    private var entries: [Entry]

    /// The report of a receipt.
    ///
    /// - Parameters:
    ///   - receipt: The receipt.
    ///   - generator: The name and version of the program.
    init(_ receipt: Receipt, generator: String) {
        let event = Event(
            time: receipt.finished,
            actor: generator,
            agent: receipt.dataset,
            trigger: receipt.drop
        )
        let source = [receipt.file] + (receipt.sha256.map { ["sha256:\($0)"] } ?? [])
        entries = [
            Entry(
                id: "delivery-\(receipt.delivery)",
                type: "validation",
                event: event,
                rule: Rule(
                    id: "accepted",
                    expression: "accepted",
                    severity: "error",
                    description: receipt.language == "nl"
                        ? "Geen bevinding maakt dat de aanlevering moet worden afgewezen."
                        : "No finding demands that the delivery is rejected."
                ),
                data: Subject(source: source, target: receipt.periods),
                value: receipt.state == .accepted ? "1" : "0"
            )
        ]
        for (position, finding) in receipt.findings.enumerated() {
            let target = [
                finding.line.map { "line:\($0)" }, finding.column.map { "column:\($0)" },
                finding.field?.header.map { "field:\($0)" }, finding.region.map { "region:\($0)" },
            ]
            entries.append(
                Entry(
                    id: "delivery-\(receipt.delivery)-\(position + 1)",
                    type: "validation",
                    event: event,
                    rule: Rule(
                        id: finding.code,
                        expression: finding.code,
                        severity: Self.severity(finding.severity),
                        description: finding.message,
                        explanation: finding.repair
                    ),
                    data: Subject(source: source, target: target.compactMap(\.self)),
                    value: "0"
                )
            )
        }
        for kind in receipt.summary {
            entries.append(
                Entry(
                    id: "delivery-\(receipt.delivery)-\(kind.code)-\(kind.severity.rawValue)",
                    type: "aggregation",
                    event: event,
                    aggregate: Aggregate(
                        expression: "count(\(kind.code))",
                        description: Self.severity(kind.severity)
                    ),
                    data: Subject(source: source, target: []),
                    value: String(kind.total)
                )
            )
        }
    }

    private static func severity(_ severity: Finding.Severity) -> String {
        switch severity {
        case .rejection: "error"
        case .warning: "warning"
        case .note: "information"
        }
    }

    func encode(to encoder: any Encoder) throws {
        var list = encoder.singleValueContainer()
        try list.encode(entries)
    }
}

extension Receipt {
    /// The findings as the European Statistical System's validation report, in JSON: the same bytes for the same
    /// receipt.
    ///
    /// - Parameter generator: The name and version of the program.
    /// - Returns: The report, in UTF-8.
    public func validationReport(generator: String) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Encoding strings cannot fail.
        let data = (try? encoder.encode(ValidationReport(self, generator: generator))) ?? Data()
        return Array(data) + [10]
    }
}
