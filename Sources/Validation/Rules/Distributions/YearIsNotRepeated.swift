import Codebook
import Statistics
import ValidationWalks

/// The figures of a year are not those of the year before.
struct YearIsNotRepeated: DistributionRule {
    static let code = "year-repeated"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        The figures of a year are not those of the year before.

        A file that was copied for the next year, with nothing but the period changed, is right in every cell. \
        Compared are regions over the threshold; with few figures in all, nothing is said. Beyond the bound \
        `warning`, a share of the regions, it is a warning; beyond `rejection`, in ten regions or more, the \
        delivery is rejected.
        """,
        repair: """
            deliver the figures of the year itself.
            """
    )
    static let bounds: [String: Int64] = ["warning": 600, "rejection": 950]

    private let warning: Int64
    private let rejection: Int64
    /// The figures that must be the same before anything is said.
    private static let figures = 15

    init?(_ context: RuleContext) {
        warning = context.bound("warning", of: Self.self)
        rejection = context.bound("rejection", of: Self.self)
    }

    func check(_ period: PeriodTable, report: inout Report) {
        guard
            let reference = period.distributions?.references.first(where: { $0.kind == .yearBefore })
        else { return }
        let same = reference.comparison.same
        guard same.figures >= Self.figures, Int64(same.regions) * 1000 >= Int64(same.compared) * warning
        else { return }
        let isSevere = Int64(same.regions) * 1000 >= Int64(same.compared) * rejection && same.regions >= 10
        report.add(Self.self, atMost: isSevere ? .rejection : .warning, at: nil) {
            let year = period.period.previousYear.name
            return Remark(
                Text(
                    nl:
                        "De cijfers van \(period.period.name) zijn gelijk aan die van \(year) in \(same.regions) van "
                        + "\(same.compared) vergeleken regio's.",
                    en:
                        "The figures of \(period.period.name) are the same as those of \(year) in \(same.regions) of "
                        + "\(same.compared) compared regions."
                ),
                repair: Text(
                    nl:
                        "Controleer of dit de cijfers van \(period.period.name) zijn, en lever zo nodig het goede bestand.",
                    en:
                        "Check that these are the figures of \(period.period.name), and deliver the right file if need be."
                )
            )
        }
    }
}
