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
        share of the rows, it is a warning; beyond `rejection` the delivery is rejected. A whole year is warned of too \
        where the share is by `change` above that of the year before, and not by chance.
        """,
        repair: """
            check the column that the reason names, and deliver the file again with its values.
            """
    )
    static let bounds: [String: Int64] = ["warning": 100, "rejection": 800, "change": 20]

    private let warning: Int64
    private let rejection: Int64
    private let change: Double
    /// The fewest rows of which a share is taken.
    private static let fewest = 50

    init?(_ context: RuleContext) {
        guard context.form.traits.cells == .counted || context.form.units != nil else { return nil }
        warning = context.bound("warning", of: Self.self)
        rejection = context.bound("rejection", of: Self.self)
        change = Double(context.bound("change", of: Self.self)) / 1000
    }

    func check(_ delivery: LookedUp, report: inout Report) {
        guard let units = delivery.table.units, delivery.table.rows >= Self.fewest else { return }
        for (reason, rows) in units.leftOut.sorted(by: { $0.key < $1.key }) {
            let deciding = units.deciding[reason]
            let share = Int64(rows) * 1000 / Int64(delivery.table.rows)
            guard share >= warning else {
                checkChange(reason, rows, deciding, delivery, report: &report)
                continue
            }
            report.add(
                Self.self,
                atMost: share >= rejection ? .rejection : .warning,
                at: deciding?.field
            ) {
                let percent =
                    (Int64(rows) * 100 + Int64(delivery.table.rows) / 2) / Int64(delivery.table.rows)
                let why = LeftOutReason.words(reason, deciding)
                return Remark(
                    Text(
                        nl:
                            "\(percent) procent van de rijen (\(rows) van \(delivery.table.rows)) telt niet mee: \(why.nl).",
                        en:
                            "\(percent) percent of the rows (\(rows) of \(delivery.table.rows)) do not count: \(why.en)."
                    ),
                    repair: Self.repair(deciding)
                )
            }
        }
    }

    /// Compares the share of rows that are left out for a reason with that of the year before.
    private func checkChange(
        _ reason: String,
        _ rows: Int,
        _ deciding: LeftOutReason?,
        _ delivery: LookedUp,
        report: inout Report
    ) {
        guard delivery.context.replacesPeriods, let before = delivery.context.before,
            before.rows >= Self.fewest
        else { return }
        let (now, then) = (Double(delivery.table.rows), Double(before.rows))
        let (left, earlier) = (Double(rows), Double(before.leftOut[reason] ?? 0))
        let both = (left + earlier) / (now + then)
        let chance = (both * (1 - both) * (1 / now + 1 / then)).squareRoot()
        // Four standard errors: of thousands of files one is warned of by chance.
        guard left / now - earlier / then > max(change, 4 * chance) else { return }
        report.add(Self.self, atMost: .warning, at: deciding?.field) {
            let why = LeftOutReason.words(reason, deciding)
            func tenths(_ share: Double) -> (whole: Int, tenth: Int) {
                let tenths = Int((share * 1000).rounded())
                return (tenths / 10, tenths % 10)
            }
            let (a, b) = (tenths(left / now), tenths(earlier / then))
            return Remark(
                Text(
                    nl:
                        "\(a.whole),\(a.tenth) procent van de rijen telt niet mee (\(why.nl)); in \(before.year.name) was dat \(b.whole),\(b.tenth) procent.",
                    en:
                        "\(a.whole).\(a.tenth) percent of the rows do not count (\(why.en)); in \(before.year.name) it was \(b.whole).\(b.tenth) percent."
                ),
                repair: Self.repair(deciding)
            )
        }
    }

    private static func repair(_ deciding: LeftOutReason?) -> Text {
        let names = deciding?.columns.prefix(4).map { "'\($0)'" }.joined(separator: ", ") ?? ""
        return Text(
            nl:
                "Controleer \(names.isEmpty ? "de kolom waar dit van afhangt" : names), en lever zo nodig opnieuw met de ontbrekende waarden.",
            en:
                "Check \(names.isEmpty ? "the column that decides this" : names), and deliver again with the missing values if need be."
        )
    }
}
