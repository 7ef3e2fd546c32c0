import Codebook
import Statistics

/// What the method demands to be named beside the figures of a release.
enum ReleaseNotes {
    /// The notes of a data set, by language.
    static func all(for codebook: Codebook) -> [String: [String]] {
        let notes = [
            rounding, counts(codebook), proved(codebook), classes(codebook), divisor(codebook),
            spread(codebook),
            postcodes(codebook), development(codebook), characteristics(codebook), carried(codebook),
        ]
        let texts = notes.compactMap(\.self) + adopted(codebook) + indicators(codebook) + codebook.caveats
        return ["nl": texts.map(\.nl), "en": texts.map(\.en)]
    }

    private static let rounding: Text? = Text(
        nl: "Cijfers zijn met hele getallen berekend en op de helft naar boven afgerond, ook onder nul.",
        en: "Figures are computed in whole numbers and rounded half up, below zero too."
    )

    private static func counts(_ codebook: Codebook) -> Text? {
        let (threshold, rounding) = (codebook.protection.threshold, codebook.protection.rounding)
        if codebook.scheme.classes != nil { return nil }
        return Text(
            nl: """
                Aantallen zijn afgerond op veelvouden van \(rounding): 0 betekent minder dan de helft daarvan, niet \
                geen. Van een gebied met minder dan \(threshold) \(codebook.unit.nl) wordt verder niets \
                gepubliceerd.
                """,
            en: """
                Numbers are rounded to multiples of \(rounding): 0 means less than half of that, not none. Of an \
                area with fewer than \(threshold) \(codebook.unit.en) nothing else is published.
                """
        )
    }

    /// What a user meets where figures are proved safe: in words, without a number of the rule.
    private static func proved(_ codebook: Codebook) -> Text? {
        guard codebook.protection.method == .proved else { return nil }
        return Text(
            nl: """
                Een punt (.) staat ook waar een cijfer dat van een ander gebied zou verraden. Waar een groep te klein is \
                om alleen te staan, is zij met een andere samengevoegd: dan staat er een punt bij de delen, en staan de \
                groepen samen als een eigen onderwerp waar dat er is; de scores van die variabele en van alle samen \
                ontbreken dan. Percentages van gebieden met weinig \(codebook.unit.nl) zijn gehele getallen. Een rij kan \
                een latere correctie nog niet tonen zolang die weinig verandert.
                """,
            en: """
                A point (.) also stands where a figure would give that of another area away. Where a group is too small \
                to stand alone, it is published together with another: then a point stands at the parts, and the groups \
                together are a topic of their own where there is one; the scores of that variable and of all together \
                are missing then. Percentages of areas with few \(codebook.unit.en) are whole numbers. A row may not \
                show a later correction as long as it changes little.
                """
        )
    }

    /// How areas are divided, and what is withheld of them.
    private static func classes(_ codebook: Codebook) -> Text? {
        guard let scheme = codebook.scheme.classes else { return nil }
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
                onder \(threshold) worden klassen en index niet gepubliceerd, en een gemiddelde waaruit ze te herleiden \
                zijn evenmin.
                """,
            en: """
                Each indicator divides the areas into \(scheme.classes) classes \(method.en) (\(scheme.method.rawValue)), \
                which score 0 to \(scheme.classes - 1); equal values share a class. An area with at least \
                \(scheme.leastIndicators) scores has their weighted mean as its index. Larger areas and unions have the \
                mean of the smallest areas, weighted by \(codebook.unit.en). Of an area with a denominator below \(threshold) \
                neither classes nor index are published, nor a mean that would give them away.
                """
        )
    }

    /// What each indicator is made of.
    private static func indicators(_ codebook: Codebook) -> [Text] {
        guard let scheme = codebook.scheme.classes, let topics = codebook.countsForm?.topics else {
            return []
        }
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

    private static func divisor(_ codebook: Codebook) -> Text? {
        guard case .coefficients(let scheme) = codebook.scheme else { return nil }
        return Text(
            nl: "Scores zijn gemiddelden van de som van de coëfficiënten, gedeeld door \(scheme.divisor).",
            en: "Scores are means of the sum of the coefficients, divided by \(scheme.divisor)."
        )
    }

    /// A note on each set of coefficients that was adopted from a file.
    private static func adopted(_ codebook: Codebook) -> [Text] {
        guard case .coefficients(let scheme) = codebook.scheme else { return [] }
        return scheme.sets.filter { $0.file != nil }.map { set in
            let (first, last) = (set.serves.lowerBound, set.serves.upperBound)
            return Text(
                nl: "Coëfficiënten \(set.key), voor \(first) tot en met \(last): \(set.provenance.nl).",
                en: "Coefficients \(set.key), for \(first) to \(last): \(set.provenance.en)."
            )
        }
    }

    private static func spread(_ codebook: Codebook) -> Text? {
        let hasSpread = codebook.topics.contains { topic in
            if case .scoreDistribution = topic.traits.dependence { true } else { false }
        }
        guard hasSpread else { return nil }
        return Text(
            nl: """
                De standaardafwijking is die van de populatie; het gemiddeld verschil is het gemiddelde absolute \
                verschil over alle geordende paren. Beide staan op de schaal van de scores.
                """,
            en: """
                The standard deviation is that of the population; the mean difference is the mean absolute \
                difference over all ordered pairs. Both are on the scale of the scores.
                """
        )
    }

    private static func postcodes(_ codebook: Codebook) -> Text? {
        guard let postcodes = codebook.postcodes else { return nil }
        return Text(
            nl: """
                Van \(postcodes.title.nl) zijn er cijfers waar de aanleveringen een postcode noemen; wat geen \
                postcode heeft, telt alleen in de andere gebieden mee.
                """,
            en: """
                Of \(postcodes.title.en) there are figures where deliveries name a postcode; what has none counts \
                in the other areas only.
                """
        )
    }

    private static func development(_ codebook: Codebook) -> Text? {
        guard codebook.development != nil else { return nil }
        return Text(
            nl: """
                Veranderingen zijn verschillen van gepubliceerde scores, op dezelfde gebiedsindeling; zij ontbreken \
                (.) waar de twee jaren niet dezelfde coëfficiënten hebben. De standaardfout dekt de imputatie van \
                ontbrekende waarden en het model daarvan, van beide jaren, als onafhankelijk; hij dekt geen \
                steekproeffout, want de hele populatie is geteld, geen fouten in de registers en geen afronding. \
                Hij ontbreekt (.) waar een van de jaren niet als geïmputeerde eenheden is aangeleverd.
                """,
            en: """
                Changes are differences of published scores, on the same classification of areas; they are missing \
                (.) where the two years do not have the same coefficients. The standard error covers the imputation \
                of missing values and its model, of both years, as independent; it covers no sampling error, since \
                the whole population is counted, no errors of the registers and no rounding. It is missing (.) \
                where one of the years was not delivered as units with imputation.
                """
        )
    }

    private static func characteristics(_ codebook: Codebook) -> Text? {
        guard codebook.countsApart else { return nil }
        let unit = codebook.unit
        return Text(
            nl: """
                Elk kenmerk is van de \(unit.nl) van wie het bekend is: aandelen zijn daarvan, en het minimum per \
                gebied geldt voor hen. Kleine groepen zijn samengevoegd met een andere groep: de delen zijn dan een \
                punt (.) en de samengevoegde groep heeft een eigen onderwerp. Een kenmerk waarvan dat niet kan, is \
                voor dat gebied weggelaten. Het totaal van een gebied is dat van het kenmerk dat van de meesten \
                bekend is. Cijfers van een gebied als geheel tellen niet op over gebieden.
                """,
            en: """
                Each characteristic is of the \(unit.en) that it is known of: shares are of these, and the minimum \
                for an area looks at them. Small groups are merged with another: the parts then show a point (.) \
                and the merged group has a topic of its own. A characteristic that cannot be merged is left out for \
                that area. The total of an area is that of the characteristic that is known of most. Figures of an \
                area as a whole do not add up over areas.
                """
        )
    }

    private static func carried(_ codebook: Codebook) -> Text? {
        let carried = codebook.topics.filter { $0.measure == .carried }
        guard !carried.isEmpty else { return nil }
        let nl = carried.map(\.title.nl).joined(separator: "; ")
        let en = carried.map(\.title.en).joined(separator: "; ")
        return Text(
            nl: "Onveranderd overgenomen waar zij zo zijn aangeleverd, en anders leeg (.): \(nl).",
            en: "Carried through unchanged where they were delivered like that, and else empty (.): \(en)."
        )
    }
}
