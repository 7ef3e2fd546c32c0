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

        Looked at where a delivery has them all; with three decimals they may be 0.002 apart.
        """,
        repair: """
            correct the score that is wrong, or the order of the columns.
            """
    )

    private let total: Int
    private let parts: [Int]
    private let apart: Int64

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
    }

    func check(_ row: RecordRow, report: inout Report) {
        guard RecordRow.isNumber(row.values[total]), parts.allSatisfy({ RecordRow.isNumber(row.values[$0]) })
        else {
            return
        }
        let sum = parts.reduce(0) { $0 + row.values[$1] }
        guard abs(row.values[total] - sum) > apart else { return }
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
}
