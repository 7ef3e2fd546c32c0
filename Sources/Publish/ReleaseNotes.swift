import Codebook
import Statistics

/// What the method demands to be named beside the figures of a release.
enum ReleaseNotes {
    /// The notes of a data set, by language.
    static func all(for codebook: Codebook) -> [String: [String]] {
        let notes = [rounding, counts(codebook), divisor(codebook), spread(codebook), carried(codebook)]
        let texts = notes.compactMap(\.self) + adopted(codebook)
        return ["nl": texts.map(\.nl), "en": texts.map(\.en)]
    }

    private static let rounding: Text? = Text(
        nl: "Cijfers zijn met hele getallen berekend en op de helft naar boven afgerond, ook onder nul.",
        en: "Figures are computed in whole numbers and rounded half up, below zero too."
    )

    private static func counts(_ codebook: Codebook) -> Text? {
        let (threshold, rounding) = (codebook.protection.threshold, codebook.protection.rounding)
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
            switch topic.measure {
            case .standardDeviation, .meanDifference: true
            case .population, .category, .cell, .share, .score, .imputedShare, .bound, .carried: false
            }
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
