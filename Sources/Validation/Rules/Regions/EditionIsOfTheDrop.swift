import Classification
import Statistics
import ValidationWalks

/// The delivery is in the year of the regional classification that the drop is for.
struct EditionIsOfTheDrop: TableRule {
    static let code = "other-year"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        The delivery is in the year of the regional classification that the drop is for.

        A delivery that names its own year must name this one. One that does not is recognised by its \
        codes: when those fit another year better, this one finding names that year and the first codes \
        that gave it away, instead of one finding for each unknown code.
        """,
        repair: """
            deliver the figures in the classification of the drop, or drop them where their year belongs.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ delivery: LookedUp, report: inout Report) {
        let edition = delivery.context.edition
        let repair = Text(
            nl: "Lever de cijfers in de regionale indeling van \(edition.key).",
            en: "Deliver the figures in the regional classification of \(edition.key)."
        )
        if let better = delivery.better {
            let years = better.years.map { "\($0)" }
            let first = delivery.table.regions.first { $0.code == better.evidence.first }
            report.add(Self.self, at: first?.place, region: first?.code) {
                let codes = CodeList(better.evidence)
                return Remark(
                    Text(
                        nl:
                            "De codes passen het best bij de indeling van \(years.joined(separator: " of ")), "
                            + "niet bij die van \(edition.key); te zien aan \(codes.nl).",
                        en:
                            "The codes fit the classification of \(years.joined(separator: " or ")) best, not that "
                            + "of \(edition.key); given away by \(codes.en)."
                    ),
                    repair: repair
                )
            }
        } else if let stated = delivery.table.statedEdition, let year = edition.year, stated.year != year {
            report.add(Self.self, at: stated.place) {
                Remark(
                    Text(
                        nl:
                            "De aanlevering noemt zelf de regionale indeling van \(stated.year), niet die van \(year).",
                        en:
                            "The delivery itself names the regional classification of \(stated.year), not of \(year)."
                    ),
                    repair: repair
                )
            }
        }
    }
}
