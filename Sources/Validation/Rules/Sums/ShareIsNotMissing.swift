import Codebook
import Statistics
import ValidationWalks

/// Of the shares of one variable, not a single one is missing.
struct ShareIsNotMissing: RecordRule {
    static let code = "share-missing"
    static let passesOverPlainRows = true
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        Of the shares of one variable, not a single one is missing.

        The one that is missing follows from the others, so leaving it out hides nothing; usually it was lost \
        on the way.
        """,
        repair: """
            deliver the missing percentage, or withhold the others of the variable too.
            """
    )

    private let variables: [(title: Text, ranks: [Int])]

    init?(_ context: RuleContext) {
        guard context.form.traits.gaps == .symbols else { return nil }
        variables = context.codebook.variables.enumerated().compactMap { number, variable in
            let measures = variable.groups.indices.map { Measure.share(variable: number, group: $0) }
            guard measures.count > 2, let ranks = context.ranks(of: measures) else { return nil }
            return (variable.title, ranks)
        }
        if variables.isEmpty { return nil }
    }

    func check(_ row: RecordRow, report: inout Report) {
        for (title, ranks) in variables {
            let missing = ranks.filter { RecordRow.isMissing(row.values[$0]) }
            guard missing.count == 1,
                ranks.count(where: { RecordRow.isNumber(row.values[$0]) }) == ranks.count - 1
            else {
                continue
            }
            report.add(Self.self, at: row.place(of: missing[0]), region: row.code) {
                Remark(
                    Text(
                        nl: "Van \(title.nl) ontbreekt één percentage, dat uit de andere volgt.",
                        en: "Of \(title.en) one percentage is missing, which follows from the others."
                    ),
                    repair: Text(
                        nl: "Lever het ontbrekende percentage, of zet bij alle percentages ervan een punt.",
                        en: "Deliver the missing percentage, or write a point for all percentages of it."
                    )
                )
            }
        }
    }
}
