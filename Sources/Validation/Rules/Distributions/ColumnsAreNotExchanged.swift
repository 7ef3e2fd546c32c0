import Codebook
import Statistics
import ValidationWalks

/// Two columns or categories are not exchanged.
struct ColumnsAreNotExchanged: DistributionRule {
    static let code = "columns-exchanged"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        Two columns or categories are not exchanged.

        Each figure is possible by itself, and all of them together are only like those of the year before, or \
        of the version that is held, when two columns change places. The evidence is how much more likely that \
        is, as a natural logarithm, given how much the other figures moved. Beyond the bound `warning` it is a \
        warning; beyond `rejection`, in ten regions or more, the delivery is rejected. A whole year that is \
        exchanged like the version that is held is warned of again, since that version may be what is wrong; in \
        a correction, figures that stand as they are held are no exchange.
        """,
        repair: """
            compare the headers with the source; if the figures are right, have the operator raise the bound.
            """
    )
    static let bounds: [String: Int64] = ["warning": 14_000, "rejection": 200_000]

    private let warning: Double
    private let rejection: Double
    /// The regions that a rejection rests on at least.
    private static let regions = 10

    init?(_ context: RuleContext) {
        warning = Double(context.bound("warning", of: Self.self)) / 1000
        rejection = Double(context.bound("rejection", of: Self.self)) / 1000
    }

    func check(_ period: PeriodTable, report: inout Report) {
        for reference in period.distributions?.references ?? [] {
            let others = (period.distributions?.references ?? []).filter { $0.kind != reference.kind }
            let context = period.delivery.context
            func isContradicted(_ exchange: ProfileComparison.Exchange) -> Bool {
                others.contains { $0.comparison.contradicts(exchange) }
            }
            // Figures that stand as they stood in the other reference are no exchange but a change; unless a whole year
            // comes as wrong as it is held.
            let found = reference.comparison.exchanges(beyond: warning).filter {
                !isContradicted($0) || (context.replacesPeriods && reference.kind == .yearBefore)
            }
            guard let first = found.first else { continue }
            let isSevere =
                first.logarithm > rejection && first.regions >= Self.regions && !isContradicted(first)
            let codebook = context.codebook
            for exchange in found {
                report.add(
                    Self.self,
                    atMost: isSevere ? .rejection : .warning,
                    at: period.place(of: exchange.features.0)
                ) {
                    let titles = (
                        codebook.title(of: exchange.features.0), codebook.title(of: exchange.features.1)
                    )
                    let other = reference.name(of: period.period)
                    return Remark(
                        Text(
                            nl:
                                "'\(titles.0.nl)' en '\(titles.1.nl)' lijken verwisseld voor \(period.period.name): omgewisseld "
                                + "lijken ze veel meer op \(other.nl).",
                            en:
                                "'\(titles.0.en)' and '\(titles.1.en)' seem exchanged for \(period.period.name): the other "
                                + "way round they are much more like \(other.en)."
                        ),
                        repair: Text(
                            nl:
                                "Vergelijk de kolomkoppen met de bron en lever zo nodig opnieuw; kloppen de cijfers, dan hoeft u "
                                + "niets te doen.",
                            en:
                                "Compare the headers with the source, and deliver again if need be; nothing is to be done if "
                                + "the figures are right."
                        )
                    )
                }
            }
            // What is exchanged against the year before is so against what is held.
            return
        }
    }
}
