import Classification
import Codebook
import Statistics

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

    private let examples: String
    /// The name of postcodes, if they are published.
    private let postcodes: Text?

    init?(_ context: RuleContext) {
        // Codes of unions have no common form, so there is no example of one.
        examples = context.edition.levels.filter {
            context.codebook.levels.contains($0.key) && !$0.prefix.isEmpty
        }
        .map { $0.prefix + String(repeating: "0", count: $0.digits) }
        .joined(separator: ", ")
        postcodes = context.codebook.postcodes?.title
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        for (region, outcome) in zip(delivery.table.regions, delivery.regions) where outcome == .malformed {
            report.add(Self.self, at: region.place) {
                if let postcodes, Self.isPostcode(region.code) {
                    return Remark(
                        Text(
                            nl:
                                "Dit zijn cijfers van \(postcodes.nl), en die worden berekend, niet aangeleverd.",
                            en: "These are figures of \(postcodes.en), which are computed and not delivered."
                        ),
                        repair: Text(
                            nl:
                                "Lever de eenheden zelf aan, met hun postcode, of cijfers van de regio’s: \(examples).",
                            en:
                                "Deliver the units themselves, with their postcodes, or figures of regions: \(examples)."
                        )
                    )
                }
                return Remark(
                    Text(
                        nl: "Wat hier staat is niet geschreven als een regiocode.",
                        en: "What stands here is not written as the code of a region."
                    ),
                    repair: Text(
                        nl: "Lever de volledige code, met letters en alle cijfers, zoals \(examples).",
                        en: "Deliver the whole code, with its letters and all its digits, as in \(examples)."
                    )
                )
            }
        }
    }

    /// True if a code has the form of postcodes in an extract.
    private static func isPostcode(_ code: RegionCode) -> Bool {
        let bytes = Array(code.description.utf8)
        let prefix = Array(Edition.postcodePrefix.utf8)
        return bytes.count == prefix.count + 4 && bytes.starts(with: prefix)
            && bytes.dropFirst(prefix.count).allSatisfy { (48...57).contains($0) }
    }
}
