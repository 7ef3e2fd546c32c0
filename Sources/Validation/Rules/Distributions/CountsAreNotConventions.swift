import Codebook
import Statistics
import ValidationWalks

/// No count stands for a missing one.
struct CountsAreNotConventions: PeriodRule {
    static let code = "count-repeated"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        No count stands for a missing one.

        Nines or eights in a row, such as 99999, are what programs write where a count is not known; read as counts \
        they move every sum above them. Reported is one such number in three rows of a column or more.
        """,
        repair: """
            write a point where the count is not known.
            """
    )
    /// The rows of a column in which the same number must stand.
    private static let fewest = 3

    init?(_ context: RuleContext) {
        guard !context.form.traits.isJoint, context.form.units == nil, !context.columns.isEmpty else {
            return nil
        }
    }

    func check(_ period: PeriodTable, report: inout Report) {
        let context = period.delivery.context
        for rank in context.columns where context.form.topics.indices.contains(rank) {
            var rows: [Int64: Int] = [:]
            for (_, record) in period.delivered {
                guard let number = period.tallies[record][rank]?.number, Self.isConvention(number) else {
                    continue
                }
                rows[number, default: 0] += 1
            }
            guard let most = rows.values.max(), most >= Self.fewest else { continue }
            let place = period.delivery.table.columns.first { $0.rank == rank }?.place
            report.add(Self.self, at: place) {
                let title = context.form.topics[rank].title
                return Remark(
                    Text(
                        nl:
                            "Bij '\(title.nl)' staat in \(most) rijen hetzelfde getal van negens of achten, dat waarschijnlijk 'onbekend' betekent.",
                        en:
                            "'\(title.en)' has one and the same number of nines or eights in \(most) rows, which probably means 'unknown'."
                    ),
                    repair: Text(
                        nl: "Zet een punt (.) waar het aantal onbekend is, en lever opnieuw.",
                        en: "Write a point (.) where the count is not known, and deliver again."
                    )
                )
            }
        }
    }

    /// Whether a number is four nines or more, or five eights or more.
    private static func isConvention(_ number: Int64) -> Bool {
        let digits = Array(String(number).utf8)
        guard let first = digits.first, digits.allSatisfy({ $0 == first }) else { return false }
        return first == 0x39 ? digits.count >= 4 : first == 0x38 && digits.count >= 5
    }
}
