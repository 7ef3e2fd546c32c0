import Imputation
import Statistics

/// Says what was met while a model was fitted, in words.
struct FitWords {
    let model: MultinomialModel

    /// One remark for each kind of thing that was met.
    func remarks(_ period: Period) -> [ParsedUnits.ModelRemark] {
        FitNote.Kind.allCases.compactMap { kind in
            let notes = model.notes.filter { $0.kind == kind }
            guard !notes.isEmpty else { return nil }
            let list = notes.prefix(4).map(subject).filter { !$0.isEmpty }.joined(separator: ", ")
            let more = notes.count > 4 ? " …" : ""
            let of = list.isEmpty ? "" : " (\(list)\(more))"
            let words = Self.words(kind)
            let person = model.design.key
            return ParsedUnits.ModelRemark(
                period: period,
                text: Text(
                    nl: "Model van \(person), \(period.name): \(words.nl)\(of).",
                    en: "Model of \(person), \(period.name): \(words.en)\(of)."
                ),
                isSerious: [.sampled, .notConverged].contains(kind)
            )
        }
    }

    private func subject(_ note: FitNote) -> String {
        let category = note.category.map { " \($0)" } ?? ""
        let level = note.level.map { note.covariate == nil ? $0 : " → \($0)" } ?? ""
        return "\(note.covariate ?? "")\(category)\(level)"
    }

    private static func words(_ kind: FitNote.Kind) -> Text {
        switch kind {
        case .noRows: Text(nl: "er is geen rij om op te schatten", en: "there is no row to fit it on")
        case .oneLevel: Text(nl: "alle rijen hebben één niveau", en: "all rows have one level")
        case .emptyLevel: Text(nl: "een niveau komt niet voor", en: "a level never occurs")
        case .oneCategory:
            Text(nl: "een kenmerk heeft één categorie en verklaart niets", en: "a covariate has one category")
        case .separated:
            Text(
                nl: "een niveau komt in een categorie niet voor en krijgt daar kans 0",
                en: "a level never occurs in a category, and has probability 0 there"
            )
        case .aliased:
            Text(
                nl: "een categorie volgt al uit andere; haar coëfficiënten zijn 0",
                en: "a category follows from others; its coefficients are 0"
            )
        case .unbounded:
            Text(nl: "een coëfficiënt heeft geen eindig maximum", en: "a coefficient has no finite maximum")
        case .sampled:
            Text(
                nl: "geschat op een steekproef van de patronen; er zijn er te veel",
                en: "fitted on a sample of the patterns; there are too many"
            )
        case .notConverged:
            Text(nl: "de schatting is niet geconvergeerd", en: "the fit did not converge")
        }
    }
}
