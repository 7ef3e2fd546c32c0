import Classification
import Codebook
import Statistics
import ValidationWalks

/// Published figures do not undo what a standing release withholds, recodes or coarsens.
struct ProtectionIsKept: PeriodRule {
    static let code = "protection-undone"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let needsEveryRow = false
    static let manual = ManualText(
        """
        Published figures do not undo what a standing release of the period withholds, recodes or coarsens.

        Asked where the figures of the period were once made of counts. A region that the release protects, and \
        every region that it is a part of, has the figures of the release or none; any other region has no figure \
        that the release withholds, and none that is finer than the release has it. Figures of a table that is \
        declared public elsewhere are not asked for.
        """,
        repair: """
            deliver the counts, or the table as it was released; if the figures are public elsewhere already, say \
            so: under `published-elsewhere` in the codebook, or by `published-elsewhere: true` of the drop.
            """
    )

    init?(_ context: RuleContext) {
        guard !context.form.holdsCounts else { return nil }
    }

    func check(_ period: PeriodTable, report: inout Report) {
        guard let release = period.release else { return }
        let context = period.delivery.context
        for (position, record) in period.delivered {
            var first: (rank: Int, isWithheld: Bool)?
            let elsewhere = context.codebook.elsewhere(period.period, period.code(at: position))
            period.tallies[record].forEach { rank, value in
                guard first == nil || rank < (first?.rank ?? 0), case .number(let number) = value,
                    let isWithheld = release.isUndone(by: number, rank, RegionIndex(position)),
                    !elsewhere.contains(where: { $0[rank] == number })
                else { return }
                first = (rank, isWithheld)
            }
            guard let first else { continue }
            let code = period.code(at: position)
            report.add(
                Self.self,
                at: period.delivery.table.records[record].place(of: first.rank),
                region: code
            ) {
                let topic = context.form.topics[first.rank].title
                return Remark(
                    first.isWithheld
                        ? Text(
                            nl:
                                "De publicatie van deze periode toont dit cijfer van \(code) niet (\(topic.nl)).",
                            en:
                                "The release of this period does not show this figure of \(code) (\(topic.en))."
                        )
                        : Text(
                            nl:
                                "De publicatie van deze periode toont dit cijfer van \(code) anders (\(topic.nl)); samen zouden"
                                + " zij verraden wat de publicatie niet toont.",
                            en:
                                "The release of this period shows this figure of \(code) differently (\(topic.en)); together"
                                + " they would tell what the release does not show."
                        ),
                    repair: Text(
                        nl:
                            "Lever de aantallen, of de tabel zoals zij is gepubliceerd. Zijn de cijfers elders al openbaar, laat"
                            + " de beheerder dat dan vastleggen met published-elsewhere.",
                        en:
                            "Deliver the counts, or the table as it was released. If the figures are public elsewhere"
                            + " already, have the operator record that by published-elsewhere."
                    )
                )
            }
        }
    }
}
