import Statistics
import ValidationWalks

/// A delivery holds at least one row, and a year at least one that is counted.
struct RowsArePresent: TableRule {
    static let code = "rows-present"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let manual = ManualText(
        """
        A delivery holds at least one row, and a year at least one that is counted.

        A file with only a header says nothing, and a whole year must not be emptied by accident: where \
        every row of a year is left out, usually a column that decides this is filled wrongly.
        """,
        repair: """
            export the table again, and check that regions and periods were selected; where all rows were \
            left out, check the columns that say which units count.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ delivery: LookedUp, report: inout Report) {
        let table = delivery.table
        if let units = table.units, table.rows > 0 {
            // Rows that wait behind another finding, as shortened ids, have no reason of their own.
            if isNothingCounted(delivery), units.isWhole, !units.leftOut.isEmpty {
                reportLeftOut(units, &report)
            }
            return
        }
        guard table.records.isEmpty else { return }
        report.add(Self.self, at: nil) {
            Remark(
                Text(
                    nl: "De aanlevering heeft geen enkele rij met gegevens.",
                    en: "The delivery has no row with data."
                ),
                repair: Text(
                    nl: "Exporteer de tabel opnieuw en controleer of er regio's en perioden gekozen zijn.",
                    en: "Export the table again, and check that regions and periods were selected."
                )
            )
        }
    }

    /// True if no row counts where one must: a correction may say that a region has no units any more.
    private func isNothingCounted(_ delivery: LookedUp) -> Bool {
        let records = delivery.table.records
        guard delivery.context.replacesPeriods || records.isEmpty else { return false }
        return records.allSatisfy { $0.counted?.rows == 0 }
    }

    private func reportLeftOut(_ units: ParsedUnits, _ report: inout Report) {
        report.add(Self.self, at: nil) {
            let words = units.leftOut.keys.sorted().map {
                LeftOutReason.words($0, units.deciding[$0])
            }
            let reasons = Text(
                nl: words.map(\.nl).joined(separator: "; "),
                en: words.map(\.en).joined(separator: "; ")
            )
            return Remark(
                Text(
                    nl: "Geen enkele rij telt mee: \(reasons.nl).",
                    en: "No row is counted: \(reasons.en)."
                ),
                repair: Text(
                    nl: "Controleer de kolommen die bepalen wat meetelt; een ervan is verkeerd gevuld.",
                    en: "Check the columns that say what is counted; one of them is filled wrongly."
                )
            )
        }
    }
}
