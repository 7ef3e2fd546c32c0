import Codebook
import Statistics
import ValidationWalks

/// A gemeente is the sum of its wijken, and a wijk of its buurten.
struct PartsAndWholesAgree: PeriodRule {
    static let code = "parts-and-wholes"
    static let severity: Finding.Severity = .rejection
    static let manual = ManualText(
        """
        A gemeente is the sum of its wijken, and a wijk of its buurten.

        Counts agree exactly, cell by cell; rounded units but for half a rounding of the whole and of each \
        part. Parts that are not in the delivery are taken from what is held, in a correction. In joint \
        counts a part without rows may be empty: when the whole is full without it, it is. Where not all \
        parts are known, those that are must not exceed the whole. The country, if delivered, is compared \
        in the same way.
        """,
        repair: """
            deliver the whole together with all its parts that have units, from one and the same source.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ period: PeriodTable, report: inout Report) {
        let context = period.delivery.context
        for contradiction in period.composition.contradictions {
            guard let record = period.record(at: contradiction.whole) else { continue }
            let code = period.code(at: contradiction.whole)
            let place = period.delivery.table.records[record].place(of: contradiction.rank)
            report.add(Self.self, at: place, region: code) {
                let unit = context.codebook.unit
                let sum =
                    contradiction.isComplete
                    ? Text(
                        nl: "zijn niet de som van die van de delen",
                        en: "are not the sum of those of its parts"
                    )
                    : Text(
                        nl: "zijn minder dan die van de delen samen",
                        en: "are fewer than those of its parts together"
                    )
                let room =
                    context.form.holdsCounts
                    ? Text(nl: "", en: "")
                    : Text(nl: ", ook niet op afronding na", en: ", even with room for rounding")
                return Remark(
                    Text(
                        nl: "De \(unit.nl) van \(code) \(sum.nl)\(room.nl).",
                        en: "The \(unit.en) of \(code) \(sum.en)\(room.en)."
                    ),
                    repair: Text(
                        nl: "Lever \(code) samen met alle delen waar \(unit.nl) zijn, uit dezelfde bron.",
                        en:
                            "Deliver \(code) with all its parts that have \(unit.en), from one and the same source."
                    )
                )
            }
        }
    }
}
