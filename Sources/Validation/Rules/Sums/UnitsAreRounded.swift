import Codebook
import Statistics
import ValidationWalks

/// In the published form, units are multiples of what they are rounded to.
struct UnitsAreRounded: RecordRule {
    static let code = "units-rounded"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        In the published form, units are multiples of what they are rounded to.

        An unrounded number is a count that was never meant to be published.
        """,
        repair: """
            round the number as published, or deliver counts in a form for counts.
            """
    )

    private let population: Int
    private let rounding: Int64
    private let unit: Text

    init?(_ context: RuleContext) {
        guard !context.form.holdsCounts, let population = context.populationRank else { return nil }
        self.population = population
        rounding = context.codebook.protection.rounding
        unit = context.codebook.unit
    }

    func check(_ row: RecordRow, report: inout Report) {
        let units = row.values[population]
        guard RecordRow.isNumber(units), !units.isMultiple(of: rounding) else { return }
        report.add(Self.self, at: row.place(of: population), region: row.code) {
            Remark(
                Text(
                    nl: "Het aantal \(unit.nl) is geen veelvoud van \(rounding).",
                    en: "The number of \(unit.en) is not a multiple of \(rounding)."
                ),
                repair: Text(
                    nl: "Rond het aantal af op \(rounding), of lever aantallen in een vorm voor aantallen.",
                    en: "Round the number to \(rounding), or deliver counts in a form for counts."
                )
            )
        }
    }
}
