import Classification
import Codebook
import Statistics
import ValidationWalks

/// Every region code is written as the codes of one of the levels: `GM0363`, `WK036300`, `BU03630000`.
struct RegionIsWellFormed: TableRule {
    static let code = "region-well-formed"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let manual = ManualText(
        """
        Every region code is written as the codes of one of the levels: `GM0363`, `WK036300`, \
        `BU03630000`.

        A code without its leading letters or zeros, or a value that slipped into the code column, is no \
        code. What stands there is not repeated in the finding, because it may be a figure. Published \
        figures of postcodes cannot be delivered back: they are computed from units that were delivered \
        with their postcodes.
        """,
        repair: """
            deliver the code in full, with its letters and all its digits, in the column of the code.
            """
    )

    private let prefixes: [String]
    private let examples: String
    /// The name of postcodes, if they are published.
    private let postcodes: Text?

    init?(_ context: RuleContext) {
        prefixes = context.edition.levels.map(\.prefix).filter { !$0.isEmpty }
        // Codes of unions have no common form, so there is no example of one.
        examples = context.edition.levels.filter {
            context.codebook.levels.contains($0.key) && !$0.prefix.isEmpty
                && $0.prefix.utf8.contains { (65...90).contains($0) }
        }
        .map { $0.prefix + String(repeating: "0", count: $0.digits) }
        .joined(separator: ", ")
        postcodes = context.codebook.postcodes?.title
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        let malformed = zip(delivery.table.regions, delivery.regions).filter { $0.1 == .malformed }.map(\.0)
        let numbers = malformed.filter { MalformedCode($0.code, prefixes: prefixes) == .digits }
        // One cause of many rows is said once.
        let isCommon = numbers.count > 1 && numbers.count * 2 > delivery.table.regions.count
        if isCommon, let first = numbers.map(\.place).min() {
            let rows = rows(of: Set(numbers.map(\.code)), in: delivery)
            report.add(Self.self, at: first) {
                Remark(
                    Text(
                        nl:
                            "De regiocodes hebben in \(rows) rijen hun letters of voorloopnullen verloren; waarschijnlijk heeft een "
                            + "spreadsheet er getallen van gemaakt.",
                        en:
                            "The region codes have lost their letters or leading zeros in \(rows) rows; a spreadsheet probably made "
                            + "numbers of them."
                    ),
                    repair: repair(MalformedCode.digits)
                )
            }
        }
        for region in malformed {
            let cause = MalformedCode(region.code, prefixes: prefixes)
            if isCommon, cause == .digits { continue }
            report.add(Self.self, at: region.place) {
                if let postcodes, Self.isPostcode(region.code) { return remark(onPostcodes: postcodes) }
                return Remark(cause.message, repair: repair(cause))
            }
        }
    }

    /// The rows of regions: microdata rows, or records.
    private func rows(of codes: Set<RegionCode>, in delivery: LookedUp) -> Int {
        delivery.table.records.reduce(0) { sum, record in
            codes.contains(delivery.table.regions[record.region].code)
                ? sum + (record.counted?.rows ?? 1) : sum
        }
    }

    private func repair(_ cause: MalformedCode) -> Text {
        let whole =
            examples.isEmpty
            ? Text(nl: "Lever de volledige code van de regio.", en: "Deliver the whole code of the region.")
            : Text(
                nl: "Lever de volledige code, met letters en alle cijfers, zoals \(examples).",
                en: "Deliver the whole code, with its letters and all its digits, as in \(examples)."
            )
        switch cause {
        case .digits:
            return Text(
                nl:
                    "\(whole.nl) Maak de kolom in de spreadsheet eerst tekst, of lever het bestand zoals het geëxporteerd is.",
                en:
                    "\(whole.en) Make the column text in the spreadsheet first, or deliver the file as it was exported."
            )
        case .total:
            return Text(
                nl: "Verwijder de rij: totalen worden berekend en niet aangeleverd.",
                en: "Remove the row: totals are computed and not delivered."
            )
        case .unknown, .words, .other: return whole
        }
    }

    private func remark(onPostcodes postcodes: Text) -> Remark {
        Remark(
            Text(
                nl: "Dit zijn cijfers van \(postcodes.nl), en die worden berekend, niet aangeleverd.",
                en: "These are figures of \(postcodes.en), which are computed and not delivered."
            ),
            repair: Text(
                nl: "Lever de eenheden zelf aan, met hun postcode, of cijfers van de regio's: \(examples).",
                en: "Deliver the units themselves, with their postcodes, or figures of regions: \(examples)."
            )
        )
    }

    /// True if a code has the form of postcodes in an extract.
    private static func isPostcode(_ code: RegionCode) -> Bool {
        let bytes = Array(code.description.utf8)
        let prefix = Array(Edition.postcodePrefix.utf8)
        return bytes.count == prefix.count + 4 && bytes.starts(with: prefix)
            && bytes.dropFirst(prefix.count).allSatisfy { (48...57).contains($0) }
    }
}
