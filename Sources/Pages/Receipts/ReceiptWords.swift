import Statistics
import Telemetry
import Workflow

/// The texts of a receipt in one language.
struct ReceiptWords {
    let language: Language

    init(_ language: Language) { self.language = language }

    /// Selects the text of the language.
    func say(_ nl: String, _ en: String) -> String { Text(nl: nl, en: en)[language] }

    /// A whole number with its thousands grouped by the rule of the language.
    func number(_ number: Int, grouped: Bool = true) -> String {
        let digits = String(number.magnitude)
        guard grouped else { return String(number) }
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += say(".", ",") }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + text
    }

    var repairColumn: String { say("Oplossing", "Repair") }
    var line: String { say("Regel", "Line") }
    var position: String { say("Positie", "Position") }
    var column: String { say("Kolom", "Column") }
    var region: String { say("Regio", "Region") }
    var message: String { say("Wat er is", "What it is") }

    /// The line, the column or position and the region of a finding, for the middle of a sentence; empty without any.
    func place(of finding: Receipt.Listed) -> String {
        [
            finding.line.map { "\(line.lowercased()) \($0)" },
            finding.field.map { field in
                let name = field.header.map { "\(field.letter) (\($0))" } ?? field.letter
                return "\(column.lowercased()) \(name)"
            } ?? finding.column.map { "\(position.lowercased()) \($0)" },
            finding.region.map { "\(region.lowercased()) \($0)" },
        ].compactMap(\.self).joined(separator: ", ")
    }

    func severity(_ severity: Finding.Severity) -> String {
        switch severity {
        case .rejection: say("Fout", "Error")
        case .warning: say("Waarschuwing", "Warning")
        case .note: say("Opmerking", "Note")
        }
    }

    /// The words before the repair of findings of a severity.
    func repair(_ severity: Finding.Severity) -> String {
        severity == .rejection
            ? say("Zo lost u het op:", "To put it right:") : say("Wat u kunt doen:", "What you can do:")
    }

    func times(_ count: Int) -> String { say("\(number(count)) keer", "\(number(count)) times") }

    func moreLikeThis(_ count: Int) -> String {
        say("en nog \(number(count)) zoals deze", "and \(number(count)) more like this")
    }

    func more(_ count: Int) -> String {
        say(
            count == 1 ? "En nog één, die hier niet staat." : "En nog \(number(count)), die hier niet staan.",
            count == 1 ? "And one more, not listed here." : "And \(number(count)) more, not listed here."
        )
    }
}
