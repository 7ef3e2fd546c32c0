import Workflow
import ConfigurationFiles
import Files
import Foundation
import Ledger
import Statistics
import Telemetry

/// A line of a delivered file in its surroundings, with the cell that a finding is about marked.
struct Excerpt {
    /// Names in the template.
    struct View {
        struct Line {
            let number: String
            let before: String
            let cell: String?
            let after: String
            let isMarked: Bool
        }
        let heading: String
        let texts: [Line]
    }

    private let message: Text
    private let line: Int
    private let column: Int
    private let lines: [(number: Int, text: String)]

    /// How many findings are shown in their lines, and how large a file may be that is looked into.
    private static let (most, limit) = (5, 64 << 20)

    /// The lines of the first findings of a delivery; none where its file is gone, packed or not made of lines.
    static func of(_ delivery: Delivery, configuration: Configuration) -> [Self] {
        let findings = delivery.report?.findings.inFileOrder ?? []
        return of(
            findings.map { Spot(message: $0.message, severity: $0.severity, place: $0.place) },
            bytes(of: delivery, configuration)
        )
    }

    /// The lines of the first findings about a file that is not kept.
    static func of(_ receipt: Receipt, path: String) -> [Self] {
        let spots = receipt.findings.map { finding in
            Spot(
                message: Text(nl: finding.message, en: finding.message),
                severity: finding.severity,
                place: finding.line.map { Place(line: $0, column: finding.column ?? 1) }
            )
        }
        return of(spots, try? ReadFile.bytes(of: path, limit: limit))
    }

    /// A finding, as far as its line is looked for.
    private struct Spot {
        let message: Text
        let severity: Finding.Severity
        let place: Place?
    }

    private static func of(_ findings: [Spot], _ bytes: @autoclosure () -> [UInt8]?) -> [Self] {
        let findings = findings.filter { $0.place != nil }.sorted { $0.severity > $1.severity }
        guard !findings.isEmpty, let bytes = bytes(), isText(bytes) else { return [] }
        var seen: Set<String> = []
        let chosen = findings.filter { finding in
            guard let place = finding.place else { return false }
            return seen.insert("\(place.line) \(place.column)").inserted
        }
        .prefix(most)
        let wanted = Set(
            chosen.flatMap { finding in
                finding.place.map { Array(max(1, $0.line - 2)...$0.line + 2) } ?? []
            }
        )
        let texts = lines(of: bytes, numbers: wanted)
        return chosen.compactMap { finding in
            guard let place = finding.place, texts[place.line] != nil else { return nil }
            return Self(
                message: finding.message,
                line: place.line,
                column: place.column,
                lines: (max(1, place.line - 2)...place.line + 2).compactMap { number in
                    texts[number].map { (number, $0) }
                }
            )
        }
    }

    private static func bytes(of delivery: Delivery, _ configuration: Configuration) -> [UInt8]? {
        let file = Durable.beginning(of: delivery.claim.file, bytes: 200)
        var paths = ["\(configuration.archive)/\(delivery.claim.dataset)/\(delivery.id).\(file)"]
        if let drop = configuration.drop(named: delivery.claim.drop) {
            paths.append("\(drop.path)/_rejected/\(file).\(delivery.id)")
        }
        return paths.lazy.compactMap { try? ReadFile.bytes(of: $0, limit: Self.limit) }.first
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        !bytes.prefix(4096).contains(0) && !bytes.starts(with: [0x1F, 0x8B])
            && !bytes.starts(with: [0x50, 0x4B])
    }

    private static func lines(of bytes: [UInt8], numbers: Set<Int>) -> [Int: String] {
        var texts: [Int: String] = [:]
        var (number, start) = (1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        let last = numbers.max() ?? 0
        while start <= bytes.count, number <= last {
            let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
            if numbers.contains(number), start < end || end < bytes.count {
                // A line of an XML file may be the whole file.
                let part = bytes[start..<min(end, start + 4000)]
                texts[number] =
                    String(validating: part, as: UTF8.self)
                    ?? String(String.UnicodeScalarView(part.map { UnicodeScalar($0) }))
            }
            (number, start) = (number + 1, end + 1)
        }
        return texts
    }

    func view(_ visit: Visit) -> View {
        View(
            heading: visit.say("Regel \(line): ", "Line \(line): ") + message[visit.language],
            texts: lines.map { number, text in
                let text = text.hasSuffix("\r") ? String(text.dropLast()) : text
                guard number == line, column >= 1, column <= text.count else {
                    return View.Line(
                        number: String(number),
                        before: text,
                        cell: nil,
                        after: "",
                        isMarked: number == line
                    )
                }
                let start = text.index(text.startIndex, offsetBy: column - 1)
                let rest = text[start...]
                // A comma may stand within a number where fields are parted by something else.
                let separators = text.contains(";") ? ";\"" : text.contains("\t") ? "\t" : ",|<\""
                let isQuoted = rest.first == "\""
                let end =
                    isQuoted
                    ? rest.dropFirst().firstIndex(of: "\"").map { text.index(after: $0) } ?? text.endIndex
                    : rest.firstIndex { separators.contains($0) } ?? text.endIndex
                return View.Line(
                    number: String(number),
                    before: String(text[..<start]),
                    cell: end > start ? String(text[start..<end]) : nil,
                    after: String(text[end...]),
                    isMarked: true
                )
            }
        )
    }
}
