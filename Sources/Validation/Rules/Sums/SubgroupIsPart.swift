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
        suspects. In the published form both are rounded, so a part may pass its whole by the units of the two. Where one of the two is not in the delivery, it is compared with what is held of the same period.
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
        let columns = Set(context.columns)
        var pairs: [KindChecks.Part] = []
        var titles: [KindChecks.Part: (part: Text, whole: Text)] = [:]
        for (rank, variable) in codebook.variables.enumerated() {
            guard let other = variable.whole, let part = Self.first(of: rank, context),
                let whole = Self.first(of: other, context)
            else { continue }
            let pair = KindChecks.Part(part: part, whole: whole)
            guard !columns.isDisjoint(with: [pair.part, pair.whole]) else { continue }
            pairs.append(pair)
            titles[pair] = (variable.title, codebook.variables[other].title)
        }
        guard !pairs.isEmpty else { return nil }
        if context.form.holdsCounts {
            parts = PartsOfWholes(pairs: pairs)
        } else {
            let units = context.form.topics.indices.reduce(into: [Int: Int]()) { units, rank in
                if case .unit(of: .shares(let variable)) = context.form.topics[rank].measure {
                    units[variable] = rank
                }
            }
            let rounding = codebook.protection.rounding
            let unitOf = context.form.topics.map { topic -> Int? in
                if case .count(let variable, _) = topic.measure { units[variable] } else { nil as Int? }
            }
            parts = PartsOfWholes(pairs: pairs) { pair, tally in
                [pair.part, pair.whole].reduce(0) {
                    $0 + (unitOf[$1].flatMap { tally[$0]?.number } ?? rounding)
                }
            }
        }
        self.titles = titles
    }

    /// The rank of the topic with the count of a variable's first category; nil where the form has none.
    private static func first(of variable: Int, _ context: RuleContext) -> Int? {
        if context.form.holdsCounts { return context.codebook.categoryRanks(of: variable).lowerBound }
        return context.form.topics.firstIndex { $0.measure == .count(variable: variable, groups: [0]) }
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
