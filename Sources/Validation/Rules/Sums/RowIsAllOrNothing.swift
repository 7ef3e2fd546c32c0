import Codebook
import Statistics
import ValidationWalks

/// In the published form, a row has all its figures or none.
struct RowIsAllOrNothing: PeriodRule {
    static let code = "all-or-nothing"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        In the published form, a row has all its figures or none.

        A region is withheld as a whole, so one `.` among figures stands where a number belongs, and one \
        number among `.` should not be there. Topics that the delivery has for no region at all in a \
        period do not count. It is not asked where each characteristic is published or withheld by itself, \
        nor where the data set is proved safe: there groups may be published together.
        """,
        repair: """
            deliver the missing figure, or withhold the whole row.
            """
    )

    init?(_ context: RuleContext) {
        guard !context.form.holdsCounts, context.checks.rowsAreWhole else { return nil }
    }

    func check(_ period: PeriodTable, report: inout Report) {
        for row in period.withholding?.rows ?? []
        where row.numbers > 0 && row.firstMissing != nil && row.demand != .withheld {
            let code = period.code(at: row.position)
            let record = period.delivery.table.records[row.record]
            // The exception is reported: the one number among symbols, or the first symbol among numbers.
            let odd = row.numbers < row.missing ? row.firstNumber : row.firstMissing
            report.add(Self.self, at: record.place(of: odd ?? 0), region: code) {
                let topic = period.delivery.context.form.topics[odd ?? 0].title
                return Remark(
                    Text(
                        nl:
                            "\(code) heeft van sommige onderwerpen een cijfer en van andere niet (\(topic.nl)).",
                        en: "\(code) has figures of some topics and not of others (\(topic.en))."
                    ),
                    repair: Text(
                        nl: "Lever het ontbrekende cijfer, of zet bij elk onderwerp van de rij een punt.",
                        en: "Deliver the missing figure, or write a point for every topic of the row."
                    )
                )
            }
        }
    }
}
