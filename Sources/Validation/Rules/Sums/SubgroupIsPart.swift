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

    /// The ranks of the counts of each subgroup and its whole, with the ranks of their variables.
    private let pairs: [(part: Int, whole: Int, variables: (part: Int, whole: Int))]
    private let variables: [Variable]

    init?(_ context: RuleContext) {
        let codebook = context.codebook
        guard context.form.holdsCounts else { return nil }
        let columns = Set(context.columns)
        pairs = codebook.variables.enumerated().compactMap { rank, variable in
            guard let whole = variable.whole else { return nil }
            let counts = (
                codebook.categoryRanks(of: rank).lowerBound, codebook.categoryRanks(of: whole).lowerBound
            )
            guard !columns.isDisjoint(with: [counts.0, counts.1]) else { return nil }
            return (counts.0, counts.1, (rank, whole))
        }
        guard !pairs.isEmpty else { return nil }
        variables = codebook.variables
    }

    func check(_ period: PeriodTable, report: inout Report) {
        let columns = Set(period.delivery.context.columns)
        for (position, record) in period.delivered {
            func count(_ rank: Int) -> Int64? {
                columns.contains(rank)
                    ? period.tallies[record][rank]?.number
                    : period.held?.beside[.init(position)]?[rank]?.number
            }
            for pair in pairs {
                guard let part = count(pair.part), let whole = count(pair.whole), part > whole else {
                    continue
                }
                let rank = columns.contains(pair.part) ? pair.part : pair.whole
                let code = period.code(at: position)
                let place = period.delivery.table.records[record].place(of: rank)
                report.add(Self.self, at: place, region: code) {
                    let titles = (variables[pair.variables.part].title, variables[pair.variables.whole].title)
                    return Remark(
                        Text(
                            nl:
                                "Van \(code) zijn er meer in '\(titles.0.nl)' dan in '\(titles.1.nl)', waar zij deel van zijn.",
                            en:
                                "\(code) has more in '\(titles.0.en)' than in '\(titles.1.en)', of which they are part."
                        ),
                        repair: Text(
                            nl: "Verbeter een van beide aantallen.",
                            en: "Correct one of the two counts."
                        )
                    )
                }
            }
        }
    }
}
