import Codebook
import Statistics
import ValidationWalks

/// The figures of a column are not ten, a hundred or a thousand times those of before, or a part of them.
struct ScaleIsKept: DistributionRule {
    static let code = "scale-changed"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        The figures of a column are not ten, a hundred or a thousand times those of before, or a part of them.

        A decimal sign that was lost, a point between thousands that was read as one, and another unit all \
        change every region of a column by the same power of ten. Beyond the bound `warning`, a number of \
        regions, it is a warning; beyond `rejection` the delivery is rejected.
        """,
        repair: """
            check the decimal sign and the unit of the column, and deliver again.
            """
    )
    static let bounds: [String: Int64] = ["warning": 3_000, "rejection": 10_000]

    private let warning: Int64
    private let rejection: Int64

    init?(_ context: RuleContext) {
        warning = context.bound("warning", of: Self.self)
        rejection = context.bound("rejection", of: Self.self)
    }

    func check(_ period: PeriodTable, report: inout Report) {
        for reference in period.distributions?.references ?? [] {
            let comparison = reference.comparison
            let regions = Int64(comparison.pairs.count) * 1000
            guard regions >= warning else { continue }
            let changed = comparison.features.indices.compactMap { place in
                comparison.powerOfTen(of: place).map { (feature: comparison.features[place], power: $0) }
            }
            for (feature, power) in changed {
                report.add(
                    Self.self,
                    atMost: regions >= rejection ? .rejection : .warning,
                    at: period.place(of: feature)
                ) {
                    let title = period.delivery.context.codebook.title(of: feature)
                    let other = reference.name(of: period.period)
                    let times = [1: "10", 2: "100", 3: "1000"][power.magnitude] ?? "10"
                    return Remark(
                        Text(
                            nl:
                                "De cijfers van '\(title.nl)' zijn vrijwel overal \(times) keer zo \(power > 0 ? "groot" : "klein") "
                                + "als \(other.nl).",
                            en:
                                "The figures of '\(title.en)' are nearly everywhere \(times) times as \(power > 0 ? "large" : "small") "
                                + "as \(other.en)."
                        ),
                        repair: Text(
                            nl: "Controleer het decimaalteken en de eenheid van de kolom, en lever opnieuw.",
                            en: "Check the decimal sign and the unit of the column, and deliver again."
                        )
                    )
                }
            }
            if !changed.isEmpty { return }
        }
    }
}
