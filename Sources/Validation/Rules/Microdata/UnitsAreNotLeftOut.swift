import Codebook
import Statistics
import ValidationWalks

/// Few of the units are left out.
struct UnitsAreNotLeftOut: TableRule {
    static let code = "units-left-out"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        Few of the units are left out.

        Units without a region, an income or a history of work are not counted. Where many fall out for one \
        reason, the figures of those that are left may be of another population. Beyond the bound `warning`, a \
        share of the rows, it is a warning; beyond `rejection` the delivery is rejected.
        """,
        repair: """
            check the column that the reason names, and deliver the file again with its values.
            """
    )
    static let bounds: [String: Int64] = ["warning": 100, "rejection": 800]

    private let warning: Int64
    private let rejection: Int64
    /// The fewest rows of which a share is taken.
    private static let fewest = 50

    init?(_ context: RuleContext) {
        guard context.form.traits.cells == .counted || context.form.units != nil else { return nil }
        warning = context.bound("warning", of: Self.self)
        rejection = context.bound("rejection", of: Self.self)
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        guard let units = delivery.table.units, delivery.table.rows >= Self.fewest else { return }
        for (reason, rows) in units.leftOut.sorted(by: { $0.key < $1.key }) {
            let share = Int64(rows) * 1000 / Int64(delivery.table.rows)
            guard share >= warning else { continue }
            report.add(Self.self, atMost: share >= rejection ? .rejection : .warning, at: nil) {
                let percent =
                    (Int64(rows) * 100 + Int64(delivery.table.rows) / 2) / Int64(delivery.table.rows)
                let why = Self.words(reason)
                return Remark(
                    Text(
                        nl:
                            "\(percent) procent van de rijen (\(rows) van \(delivery.table.rows)) telt niet mee: \(why.nl).",
                        en:
                            "\(percent) percent of the rows (\(rows) of \(delivery.table.rows)) do not count: \(why.en)."
                    ),
                    repair: Text(
                        nl:
                            "Controleer de kolom waar dit van afhangt, en lever zo nodig opnieuw met de ontbrekende waarden.",
                        en:
                            "Check the column that decides this, and deliver again with the missing values if need be."
                    )
                )
            }
        }
    }

    /// A reason of a codebook in words; its key where there are none.
    private static func words(_ reason: String) -> Text {
        switch reason {
        case "region-unknown": Text(nl: "de regio ontbreekt", en: "the region is missing")
        case "income-unknown": Text(nl: "het inkomen is onbekend", en: "the income is not known")
        case "work-history-unknown":
            Text(nl: "het arbeidsverleden is onbekend", en: "the history of work is not known")
        case "institutional":
            Text(nl: "het zijn institutionele huishoudens", en: "they are institutional households")
        default: Text(nl: "reden '\(reason)'", en: "reason '\(reason)'")
        }
    }
}
