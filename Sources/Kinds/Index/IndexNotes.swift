import Codebook
import Statistics

extension IndexKind {
    var notes: KindNotes { KindNotes(method: methodNote, sources: indicatorNotes) }

    /// The division of the areas, and what is withheld of them.
    private var methodNote: Text {
        let threshold = codebook.protection.threshold
        let method =
            switch scheme.method {
            case .quantile:
                Text(nl: "met zo veel mogelijk even veel gebieden", en: "with as many areas each as can be")
            case .equalInterval: Text(nl: "die even breed zijn", en: "that are equally wide")
            case .naturalBreaks:
                Text(nl: "met natuurlijke grenzen (Fisher-Jenks)", en: "by natural breaks (Fisher-Jenks)")
            }
        return Text(
            nl: """
                Elke indicator verdeelt de gebieden in \(scheme.classes) klassen \(method.nl) (\(scheme.method.rawValue)), \
                met scores van 0 tot en met \(scheme.classes - 1); gelijke waarden staan in één klasse. Een gebied met ten \
                minste \(scheme.leastIndicators) scores heeft als index hun gewogen gemiddelde. Grotere gebieden en unies \
                hebben het naar \(codebook.unit.nl) gewogen gemiddelde van de kleinste gebieden. Van een gebied met een noemer \
                van 1 tot \(threshold) worden klassen en index niet gepubliceerd, en een gemiddelde waaruit ze te herleiden \
                zijn evenmin; een indicator met noemer 0 heeft geen klasse.
                """,
            en: """
                Each indicator divides the areas into \(scheme.classes) classes \(method.en) (\(scheme.method.rawValue)), \
                which score 0 to \(scheme.classes - 1); equal values share a class. An area with at least \
                \(scheme.leastIndicators) scores has their weighted mean as its index. Larger areas and unions have the \
                mean of the smallest areas, weighted by \(codebook.unit.en). Of an area with a denominator from 1 to \
                under \(threshold) neither classes nor index are published, nor a mean that would give them away; an indicator \
                with a denominator of 0 has no class.
                """
        )
    }

    /// The counts of each indicator.
    private var indicatorNotes: [Text] {
        guard let topics = codebook.countsForm?.topics else { return [] }
        return scheme.indicators.map { indicator in
            let (above, below) = (topics[indicator.numerator].title, topics[indicator.denominator].title)
            var (nl, en) = (
                "Indicator \(indicator.title.nl): \(above.nl) gedeeld door \(below.nl), gewicht \(indicator.weight)",
                "Indicator \(indicator.title.en): \(above.en) over \(below.en), weight \(indicator.weight)"
            )
            if indicator.lag > 0 {
                nl += ", cijfers van \(indicator.lag) jaar eerder"
                en += ", figures of \(indicator.lag) years before"
            }
            if let limit = indicator.limit {
                nl += "; grens \(limit.amount) \(limit.unit.nl), \(limit.indexation.nl)"
                en += "; limit \(limit.amount) \(limit.unit.en), \(limit.indexation.en)"
            }
            return Text(nl: nl + ".", en: en + ".")
        }
    }
}
