import Audit
import Classification
import Codebook
import Foundation
import Ingest
import Kinds
import Ledger
import ReleaseService
import Statistics
import TableReading
import TestSupport

@testable import Reports

/// A country whose releases are rounded with offsets, and its published tables as anybody reads them.
enum OffsetDeliveries {
    /// Offsets, with the topics that tell units, whatever is shipped.
    static func offsets(_ codebook: inout Codebook) {
        codebook.protection.method = .proved
        guard !codebook.topics.contains(where: { if case .unit = $0.measure { true } else { false } }) else {
            return
        }
        func topic(_ name: String, _ decimals: Int, _ figures: PublishedFigure) -> Topic {
            Topic(
                key: "Unit_\(name)",
                title: Text(nl: "Eenheid \(name)", en: "Unit \(name)"),
                unit: Text(nl: "Getal", en: "Number"),
                decimals: decimals,
                kind: .number,
                spellings: [],
                measure: .unit(of: figures)
            )
        }
        codebook.topics.append(topic("scores", 3, .scores))
        for (rank, variable) in codebook.variables.enumerated() {
            codebook.topics.append(topic(variable.key, 1, .shares(variable: rank)))
        }
        for form in codebook.forms.indices where codebook.forms[form].layout == .published {
            codebook.forms[form].topics = codebook.topics
        }
    }

    /// Counts of buurten of these sizes, spread over all cells; of the second, so many units of work history that is a
    /// group by itself.
    static func counts(_ buurten: [RegionCode], _ sizes: [Int], few: Int? = nil) -> [RegionCode: [Int64]] {
        var counts: [RegionCode: [Int64]] = [:]
        for (region, size) in zip(buurten, sizes) {
            counts[region] = (0..<350).map { cell in
                Int64((cell + 1) * size / 350 - cell * size / 350)
            }
        }
        guard let few, buurten.count > 1 else { return counts }
        // Work history is the last dimension of seven; its sixth category is a group by itself.
        var moved: Int64 = 0
        for cell in 0..<350 where cell % 7 == 5 {
            let own = counts[buurten[1]]?[cell] ?? 0
            let kept = max(0, min(own, Int64(few) - moved))
            moved += kept
            counts[buurten[1]]?[cell] = kept
            counts[buurten[1]]?[cell + 1] += own - kept
        }
        return counts
    }

    static func holdings(of regions: [RegionCode], _ counts: [RegionCode: [Int64]]) -> PeriodHoldings {
        PeriodHoldings(
            period: Period(year: 2019),
            status: .definitive,
            form: "joint",
            columns: [],
            tallies: regions.map { StoredTally(region: $0, tally: Tally(counts: counts[$0] ?? [])) }
        )
    }
}

/// A published table as text, to be changed by hand.
struct PublishedText {
    private(set) var lines: [[String]]
    private let codebook: Codebook
    private let columns: [Measure: Int]
    private let places: [String: Int]

    /// Reads the table of 2019 in a release of a country; of another geography than the regions by its name.
    init(_ country: MiniCountry, release: Int = 1, geography: String? = nil) throws {
        codebook = country.codebook
        let name = String(repeating: "0", count: 6 - "\(release)".count) + "\(release)"
        let table = "ses-woa_2019" + (geography.map { "_" + $0 } ?? "")
        let file = "\(country.root)/published/ses-woa/releases/\(name)/statline/\(table).csv"
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isNewline).map {
            $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        }
        self.lines = lines
        let headers = lines[0].map(Self.plain)
        var columns: [Measure: Int] = [:]
        for topic in codebook.topics {
            columns[topic.measure] = headers.firstIndex {
                $0 == topic.title.nl || $0 == "\(topic.title.nl) (\(topic.unit.nl))"
            }
        }
        self.columns = columns
        // The code stands behind the period and the name.
        places = Dictionary(
            lines.enumerated().dropFirst().map { (Self.plain($0.element[2]), $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private static func plain(_ cell: String) -> String {
        var part = Substring(cell)
        while let first = part.first, "\" \u{FEFF}".contains(first) { part.removeFirst() }
        while let last = part.last, "\" ".contains(last) { part.removeLast() }
        return String(part)
    }

    /// The column of a measure; nil where it has none.
    func column(_ measure: Measure) -> Int? { columns[measure] }

    /// The place of a row.
    func row(_ code: String) -> Int? { places[code] }

    /// A figure; nil where there is no number.
    subscript(_ code: String, _ measure: Measure) -> Double? {
        get {
            guard let row = row(code), let column = column(measure) else { return nil }
            return Double(Self.plain(lines[row][column]))
        }
        set {
            guard let row = row(code), let column = column(measure), let newValue else { return }
            let decimals = codebook.topics.first { $0.measure == measure }?.decimals ?? 0
            let text = String(format: "%.\(decimals)f", newValue)
            lines[row][column] = text
        }
    }

    /// Copies all figures of a row to another, but its units.
    mutating func copy(_ from: String, to: String) {
        guard let source = row(from), let target = row(to), let units = column(.population) else { return }
        for column in lines[target].indices where column > 2 && column != units {
            lines[target][column] = lines[source][column]
        }
    }

    /// Claims of `peil audit` about it.
    func leaks(_ country: MiniCountry, release: Int? = 1) async throws -> [AuditedTable.Leak] {
        try await Self.leaks([(self, release)], country)
    }

    /// Claims of `peil audit` about several releases together.
    static func leaks(_ texts: [(text: PublishedText, release: Int?)], _ country: MiniCountry) async throws
        -> [AuditedTable.Leak]
    {
        var targets: [AuditTarget] = []
        for (rank, (text, release)) in texts.enumerated() {
            let path = country.root + "/by-hand-\(rank).csv"
            let body = text.lines.map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n"
            try body.write(toFile: path, atomically: true, encoding: .utf8)
            guard
                let table = try DeliveryReader(codebook: country.codebook.asPublished).read(path: path).table
            else { continue }
            targets += AuditTarget.all(
                of: table,
                file: "\(rank)",
                release: release,
                codebook: country.codebook,
                edition: country.edition,
                hasPostcodes: false
            )
        }
        let audits = await JointAudit(breadth: .wide) { _ in }.run(targets)
        return audits.flatMap(\.leaks)
    }
}
