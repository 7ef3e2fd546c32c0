import Codebook
import Statistics
import ValidationWalks

/// The total score is the sum of the part scores, but for their rounding.
struct TotalIsSumOfScores: RecordRule {
    static let code = "total-of-scores"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        The total score is the sum of the part scores, but for their rounding.

        Looked at where a delivery has them all; with three decimals they may be 0.002 apart. In a row that tells \
        the unit of the scores, each is less than two units off: one, and one that it may be behind.
        """,
        repair: """
            correct the score that is wrong, or the order of the columns.
            """
    )

    private let total: Int
    private let parts: [Int]
    private let apart: Int64
    /// The rank of the topic that tells the unit of the scores; nil where none does.
    private let unit: Int?

    init?(_ context: RuleContext) {
        guard !context.form.holdsCounts, let total = context.ranks(of: [.score(variable: nil)]),
            let parts = context.ranks(of: context.codebook.variables.indices.map { .score(variable: $0) }),
            (total + parts).allSatisfy({
                context.form.topics[$0].decimals == context.form.topics[total[0]].decimals
            })
        else { return nil }
        self.total = total[0]
        self.parts = parts
        apart = Int64(parts.count + 1) / 2
        unit = context.columns.first { context.form.topics[$0].measure == .unit(of: .scores) }
    }

    func check(_ row: RecordRow, report: inout Report) {
        guard RecordRow.isNumber(row.values[total]), parts.allSatisfy({ RecordRow.isNumber(row.values[$0]) })
        else {
            return
        }
        let sum = parts.reduce(0) { $0 + row.values[$1] }
        guard abs(row.values[total] - sum) > max(apart, rounded(row)) else { return }
        report.add(Self.self, at: row.place(of: total), region: row.code) {
            Remark(
                Text(
                    nl: "De totaalscore is niet de som van de deelscores.",
                    en: "The total score is not the sum of the part scores."
                ),
                repair: Text(
                    nl: "Verbeter de score die fout is, of de volgorde van de kolommen.",
                    en: "Correct the score that is wrong, or the order of the columns."
                )
            )
        }
    }

    /// How far the total can be from the sum where every score is less than two units off; 0 where no unit is told.
    private func rounded(_ row: RecordRow) -> Int64 {
        guard let unit, RecordRow.isNumber(row.values[unit]) else { return 0 }
        return 2 * (Int64(parts.count) + 1) * row.values[unit] - 1
    }
}
