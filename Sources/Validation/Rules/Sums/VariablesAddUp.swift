import Codebook
import Statistics
import ValidationWalks

/// The categories of each variable add up to the units of the region.
struct VariablesAddUp: RecordRule {
    static let code = "variables-add-up"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        The categories of each variable add up to the units of the region.

        Every household has one category of each variable, so each variable counts them all, exactly.
        """,
        repair: """
            correct the counts of the variable, or the number of units.
            """
    )

    private let population: Int
    private let variables: [(title: Text, ranks: [Int])]
    private let unit: Text

    init?(_ context: RuleContext) {
        guard context.form.traits.gaps == .refused, let population = context.populationRank,
            context.columns.contains(population)
        else { return nil }
        self.population = population
        unit = context.codebook.unit
        variables = context.codebook.variables.enumerated().compactMap { number, variable in
            let measures = variable.categories.indices.map {
                Measure.category(variable: number, category: $0)
            }
            return context.ranks(of: measures).map { (variable.title, $0) }
        }
    }

    func check(_ row: RecordRow, report: inout Report) {
        guard row.isPlain else { return }
        for variable in variables {
            var sum: Int64 = 0
            for rank in variable.ranks { sum += row.values[rank] }
            guard sum != row.values[population] else { continue }
            report.add(Self.self, at: row.place(of: variable.ranks[0]), region: row.code) {
                Remark(
                    Text(
                        nl: "De aantallen van \(variable.title.nl) tellen niet op tot het aantal \(unit.nl).",
                        en: "The counts of \(variable.title.en) do not add up to the number of \(unit.en)."
                    ),
                    repair: Text(
                        nl: "Verbeter de aantallen van dit kenmerk of het totaal.",
                        en: "Correct the counts of this variable, or the total."
                    )
                )
            }
        }
    }
}
