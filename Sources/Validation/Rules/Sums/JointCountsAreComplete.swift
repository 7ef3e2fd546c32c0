import Codebook
import Statistics
import ValidationWalks

/// Buurten without rows in a year of joint counts, or of single units, are taken to be empty, with a warning.
struct JointCountsAreComplete: PeriodRule {
    static let code = "joint-complete"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        Buurten without rows in a year of joint counts, or of single units, are taken to be empty, with a \
        warning.

        Such deliveries have rows only where there is something to count, so an empty buurt has none. A \
        wijk or gemeente in the delivery that is full without them proves them empty, and nothing is said. \
        Without such a whole, the buurten of a gemeente that the delivery covers are taken to be empty, \
        and this finding lists them.
        """,
        repair: """
            nothing, if they are empty; to be sure, deliver the gemeenten as well, or a row with 0.
            """
    )

    init?(_ context: RuleContext) {
        guard context.form.hasRowsOfUnitsOnly, context.replacesPeriods else { return nil }
    }

    func check(_ period: PeriodTable, report: inout Report) {
        let empty = period.composition.assumedEmpty
        guard let first = empty.first else { return }
        report.add(Self.self, at: nil, region: period.code(at: first)) {
            let codes = CodeList(empty.map { period.code(at: $0) })
            let unit = period.delivery.context.codebook.unit
            return Remark(
                Text(
                    nl:
                        "Voor \(period.period.name) zijn van \(empty.count) regio's geen rijen aangeleverd; ze gelden als leeg: "
                        + "\(codes.nl).",
                    en:
                        "Without rows for \(period.period.name), and so taken to be empty, \(empty.count) in all: "
                        + "\(codes.en)."
                ),
                repair: Text(
                    nl: "Niets, als daar geen \(unit.nl) zijn; lever anders de ontbrekende rijen.",
                    en: "Nothing, if there are no \(unit.en); else deliver the missing rows."
                )
            )
        }
    }
}
