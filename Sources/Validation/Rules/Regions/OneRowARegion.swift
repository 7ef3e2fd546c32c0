import Classification
import Statistics
import ValidationWalks

/// A region stands once in each period; in a joint form, once in each cell.
struct OneRowARegion: RecordRule, PeriodRule {
    static let code = "one-row"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let passesOverPlainRows = true
    static let manual = ManualText(
        """
        A region stands once in each period; in a joint form, once in each cell.

        A row that stands twice is counted twice or contradicts itself. Often one of the two bears a wrong \
        code.
        """,
        repair: """
            remove the row that is too many, or correct its code.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ row: RecordRow, report: inout Report) {
        // What is no code repeats itself in rows of different regions, and is reported for what it is.
        let parsed = row.delivery.table.records[row.record]
        guard row.delivery.regions[parsed.region] != .malformed else { return }
        for place in parsed.repeated + row.strays {
            report.add(Self.self, at: place, region: row.code) { remark(row.code) }
        }
    }

    func check(_ period: PeriodTable, report: inout Report) {
        for record in period.repeated {
            let parsed = period.delivery.table.records[record]
            let code = period.delivery.table.regions[parsed.region].code
            report.add(Self.self, at: parsed.place, region: code) { remark(code) }
        }
    }

    private func remark(_ code: RegionCode?) -> Remark {
        let region = code.map { " \($0)" } ?? ""
        return Remark(
            Text(
                nl: "De regio\(region) staat hier opnieuw, voor dezelfde periode en hetzelfde onderwerp.",
                en: "The region\(region) stands here again, for the same period and topic."
            ),
            repair: Text(
                nl: "Verwijder de rij die te veel is, of verbeter de code ervan.",
                en: "Remove the row that is too many, or correct its code."
            )
        )
    }
}
