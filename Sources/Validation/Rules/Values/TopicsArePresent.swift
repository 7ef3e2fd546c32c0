import Codebook
import Statistics
import ValidationWalks

/// The topics that a form cannot do without are there.
struct TopicsArePresent: TableRule {
    static let code = "topics-required"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let manual = ManualText(
        """
        The topics that a form cannot do without are there.

        Counts by variable need every topic; of characteristics, each that is there needs all its \
        categories; the published form needs the units and at least one topic more.
        """,
        repair: """
            select the missing topics too, and export again.
            """
    )

    init?(_ context: RuleContext) { if context.form.traits.isJoint { return nil } }

    func check(_ delivery: LookedUp, report: inout Report) {
        let context = delivery.context
        let place = delivery.table.columns.map(\.place).min()
        var missing: [Topic] = []
        if context.form.traits.gaps == .refused {
            missing = context.form.topics.indices.filter { !context.columns.contains($0) }
                .map { context.form.topics[$0] }
        } else if context.form.traits.units == .fullestVariable {
            let codebook = context.codebook
            for ranks in codebook.variables.indices.map(codebook.categoryRanks)
            where ranks.contains(where: context.columns.contains) {
                missing += ranks.filter { !context.columns.contains($0) }.map { context.form.topics[$0] }
            }
        } else if let rank = context.populationRank, !context.columns.contains(rank) {
            missing = [context.form.topics[rank]]
        }
        for topic in missing {
            report.add(Self.self, at: place) {
                remark(Text(nl: "Het onderwerp \(topic.title.nl)", en: "The topic \(topic.title.en)"))
            }
        }
        if missing.isEmpty, !context.form.holdsCounts, context.columns.count < 2 {
            report.add(Self.self, at: place) {
                remark(
                    Text(
                        nl: "Elk onderwerp naast het aantal \(context.codebook.unit.nl)",
                        en: "Every topic beside the number of \(context.codebook.unit.en)"
                    )
                )
            }
        }
    }

    private func remark(_ what: Text) -> Remark {
        Remark(
            Text(nl: "\(what.nl) ontbreekt.", en: "\(what.en) is missing."),
            repair: Text(
                nl: "Kies bij het exporteren ook dit onderwerp.",
                en: "Select this topic too, and export again."
            )
        )
    }

    /// The texts about a delivery in a form that the data set does not have.
    static let unknownForm = Remark(
        Text(
            nl: "De aanlevering heeft een vorm die deze gegevensset niet kent.",
            en: "The delivery has a form that this data set does not know."
        ),
        repair: Text(
            nl: "Lever in een van de vormen van de gegevensset.",
            en: "Deliver in one of the forms of the data set."
        )
    )
}
