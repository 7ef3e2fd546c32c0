import Classification
import Codebook
import Statistics
import ValidationWalks

/// A correction leaves no wijk or gemeente that cannot be computed.
struct PartsAreKnown: PeriodRule {
    static let code = "parts-known"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        A correction leaves no wijk or gemeente that cannot be computed.

        A whole is computed from its parts. Where a part is neither in the correction nor held, and \
        nothing proves that it is empty, the whole stays unknown and is not published.
        """,
        repair: """
            deliver the missing parts too; for a part without units a row with 0.
            """
    )

    init?(_ context: RuleContext) {
        if context.replacesPeriods || !context.form.holdsCounts { return nil }
    }

    func check(_ period: PeriodTable, report: inout Report) {
        for whole in period.composition.blocked {
            let code = period.code(at: whole)
            report.add(Self.self, at: period.firstPlace(in: period.subtree(whole)), region: code) {
                let missing = unknownParts(of: whole, in: period)
                let codes = CodeList(missing.map { period.code(at: $0) })
                return Remark(
                    Text(
                        nl: "\(code) is voor \(period.period.name) niet te berekenen; niet geleverd en niet "
                            + "vastgelegd: \(codes.nl).",
                        en:
                            "\(code) cannot be computed for \(period.period.name); neither delivered nor held: "
                            + "\(codes.en)."
                    ),
                    repair: Text(
                        nl: "Lever ook de ontbrekende delen; een leeg deel met een rij met 0.",
                        en: "Deliver the missing parts too; an empty part with a row with 0."
                    )
                )
            }
        }
    }

    /// The finest unknown descendants, except those within a known whole.
    private func unknownParts(of whole: Int, in period: PeriodTable) -> [Int] {
        period.parts(of: whole).flatMap { part -> [Int] in
            guard period.composition.states[part] == .unknown else { return [] }
            return period.subtree(part).count == 1 ? [part] : unknownParts(of: part, in: period)
        }
    }
}
