import Imputation
import Statistics

/// The remarks about a fitted model, as texts.
struct FitWords {
    let model: MultinomialModel

    /// One remark for each kind of note.
    func remarks(_ period: Period) -> [ParsedUnits.ModelRemark] {
        FitNote.NoteKind.allCases.compactMap { kind in
            let notes = model.notes.filter { $0.kind == kind }
            guard !notes.isEmpty else { return nil }
            let subjects = Self.subjects(notes, naming: kind != .aliased)
            let of = Text(nl: Self.list(subjects.map(\.nl)), en: Self.list(subjects.map(\.en)))
            let words = Self.words(kind)
            let person = model.design.key
            return ParsedUnits.ModelRemark(
                period: period,
                text: Text(
                    nl: "Model van \(person), \(period.name): \(words.nl)\(of.nl).",
                    en: "Model of \(person), \(period.name): \(words.en)\(of.en)."
                ),
                isSerious: [.sampled, .notConverged].contains(kind)
            )
        }
    }

    /// The subjects of notes of one kind: each category once, with the levels if they matter.
    private static func subjects(_ notes: [FitNote], naming levels: Bool) -> [Text] {
        var places: [(name: Text, levels: [String])] = []
        for note in notes {
            let name = name(note)
            if places.last?.name != name { places.append((name, [])) }
            if levels, let level = note.level { places[places.count - 1].levels.append(level) }
        }
        return places.compactMap { name, levels in
            guard !levels.isEmpty else { return name.nl.isEmpty ? nil : name }
            let list = levels.joined(separator: ", ")
            let isOne = levels.count == 1
            return Text(
                nl: "\(name.nl)\(name.nl.isEmpty ? "" : ": ")\(isOne ? "niveau" : "niveaus") \(list)",
                en: "\(name.en)\(name.en.isEmpty ? "" : ": ")\(isOne ? "level" : "levels") \(list)"
            )
        }
    }

    /// The covariate and the category of a note; an empty category is unknown.
    private static func name(_ note: FitNote) -> Text {
        guard let covariate = note.covariate else { return Text(nl: "", en: "") }
        return switch note.category {
        case nil: Text(nl: covariate, en: covariate)
        case "": Text(nl: "\(covariate) onbekend", en: "\(covariate) unknown")
        case let category?: Text(nl: "\(covariate) \(category)", en: "\(covariate) \(category)")
        }
    }

    /// The first four, in brackets.
    private static func list(_ subjects: [String]) -> String {
        guard !subjects.isEmpty else { return "" }
        return " (\(subjects.prefix(4).joined(separator: "; "))\(subjects.count > 4 ? " …" : ""))"
    }

    private static func words(_ kind: FitNote.NoteKind) -> Text {
        switch kind {
        case .noRows: Text(nl: "er is geen rij om op te schatten", en: "there is no row to fit it on")
        case .oneLevel: Text(nl: "alle rijen hebben één niveau", en: "all rows have one level")
        case .emptyLevel: Text(nl: "een niveau komt niet voor", en: "a level never occurs")
        case .oneCategory:
            Text(
                nl: "een kenmerk heeft één categorie en verklaart niets",
                en: "a covariate has one category and explains nothing"
            )
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
