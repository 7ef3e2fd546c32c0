import Codebook
import Statistics
import ValidationWalks

/// The count of a subgroup is a part of the count of its whole.
struct SubgroupIsPart: PeriodRule {
    static let code = "subgroup-above-whole"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        The count of a subgroup is a part of the count of its whole.

        In every region there are no more units in the first category of a variable that the codebook calls a \
        part of another than in the first category of that other one: no more suspects of a violent offence than \
        suspects. Where one of the two is not in the delivery, it is compared with what is held of the same period.
        """,
        repair: """
            correct the number; where both counts are new, deliver them in one file.
            """
    )

    private let parts: PartsOfWholes
    /// The titles of the variables of a pair, by pair.
    private let titles: [KindChecks.Part: (part: Text, whole: Text)]

    init?(_ context: RuleContext) {
        let codebook = context.codebook
        guard context.form.holdsCounts else { return nil }
        let columns = Set(context.columns)
        var pairs: [KindChecks.Part] = []
        var titles: [KindChecks.Part: (part: Text, whole: Text)] = [:]
        for (rank, variable) in codebook.variables.enumerated() {
            guard let whole = variable.whole else { continue }
            let pair = KindChecks.Part(
                part: codebook.categoryRanks(of: rank).lowerBound,
                whole: codebook.categoryRanks(of: whole).lowerBound
            )
            guard !columns.isDisjoint(with: [pair.part, pair.whole]) else { continue }
            pairs.append(pair)
            titles[pair] = (variable.title, codebook.variables[whole].title)
        }
        guard !pairs.isEmpty else { return nil }
        parts = PartsOfWholes(pairs: pairs)
        self.titles = titles
    }

    func check(_ period: PeriodTable, report: inout Report) {
        parts.check(period, by: Self.self, report: &report) { pair, code, _ in
            guard let (part, whole) = titles[pair] else { preconditionFailure("every pair has titles") }
            return Remark(
                Text(
                    nl:
                        "Van \(code) zijn er meer in '\(part.nl)' dan in '\(whole.nl)', waar zij deel van zijn.",
                    en: "\(code) has more in '\(part.en)' than in '\(whole.en)', of which they are part."
                ),
                repair: Text(nl: "Verbeter een van beide aantallen.", en: "Correct one of the two counts.")
            )
        }
    }
}
