import Codebook
import Statistics

/// The sentences about a text that is not a category of its variable: they list what is.
struct CategoryWords {
    private let variable: Variable
    /// The categories that a repair lists before it only names the first and the last.
    private static let listed = 14

    /// The words for one variable.
    init(_ variable: Variable) { self.variable = variable }

    /// The flaw.
    ///
    /// - Parameter dated: What a spreadsheet made a date of, where it did.
    /// - Returns: One sentence.
    func message(dated: DatedCategory?) -> Text {
        let title = variable.title
        guard let dated else {
            return Text(
                nl: "Hier staat geen categorie van \(title.nl).",
                en: "This is not a category of \(title.en)."
            )
        }
        guard case .meant(let rank) = dated else {
            return Text(
                nl:
                    "Hier staat een datum, of het getal waarmee een spreadsheet een dag telt, in plaats van een categorie van "
                    + "\(title.nl).",
                en:
                    "A date, or the number by which a spreadsheet counts a day, stands here instead of a category of "
                    + "\(title.en)."
            )
        }
        let meant = Self.written(variable.categories[rank])
        return Text(
            nl:
                "Hier staat een datum in plaats van de categorie \(meant) van \(title.nl); een spreadsheet maakt die ervan.",
            en:
                "A date stands here instead of the category \(meant) of \(title.en); spreadsheets make dates of such text."
        )
    }

    /// The repair.
    ///
    /// - Parameter dated: What a spreadsheet made a date of, where it did.
    /// - Returns: One sentence.
    func repair(dated: DatedCategory?) -> Text {
        let all = variable.categories.map(Self.written)
        let list =
            all.count <= Self.listed || all.isEmpty
            ? Text(nl: all.joined(separator: ", "), en: all.joined(separator: ", "))
            : Text(nl: "\(all[0]) tot en met \(all[all.count - 1])", en: "\(all[0]) to \(all[all.count - 1])")
        if dated != nil {
            return Text(
                nl:
                    "Maak in de spreadsheet van de kolom eerst tekst, of lever het bestand zoals het geëxporteerd is; "
                    + "toegestaan zijn: \(list.nl).",
                en:
                    "Make the column text in the spreadsheet first, or deliver the file as it was exported; allowed are: "
                    + "\(list.en)."
            )
        }
        return Text(
            nl:
                "Schrijf een van deze categorieën: \(list.nl); rijen met totalen horen niet in de aanlevering.",
            en: "Write one of these categories: \(list.en); rows of totals do not belong in the delivery."
        )
    }

    /// The spelling of a category in deliveries: as people write it, where the codebook has that too.
    private static func written(_ category: Variable.Category) -> String {
        category.spellings.first ?? category.key
    }
}
