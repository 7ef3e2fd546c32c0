import Statistics

/// A delivery holds at least one row.
///
/// A file with only a header says nothing, and a whole year must not be emptied by accident.
/// Put right: export the table again and check that regions and periods were selected.
struct RowsArePresent: TableRule {
    static let code = "rows-present"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true

    init?(_ context: RuleContext) {}

    func check(_ delivery: LookedUp, report: inout Report) {
        guard delivery.table.records.isEmpty, delivery.table.units == nil || delivery.table.rows == 0 else {
            return
        }
        report.add(Self.self, at: nil) {
            Remark(
                Text(
                    nl: "De levering heeft geen enkele rij met gegevens.",
                    en: "The delivery has no row with data."
                ),
                repair: Text(
                    nl: "Exporteer de tabel opnieuw en controleer of er regio's en perioden gekozen zijn.",
                    en: "Export the table again, and check that regions and periods were selected."
                )
            )
        }
    }
}
