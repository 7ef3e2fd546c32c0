import Codebook
import Statistics
import ValidationWalks

/// Topics that the codebook does not know are passed over, with a note.
struct TopicsAreKnown: TableRule {
    static let code = "topics-known"
    static let severity: Finding.Severity = .note
    static let manual = ManualText(
        """
        Topics that the codebook does not know are passed over, with a note.

        StatLine users choose their columns, and tables grow. What is not known is not taken.
        """,
        repair: """
            nothing; or have the operator add the spelling of the topic to the codebook.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ delivery: LookedUp, report: inout Report) {
        // Microdata has columns, tables of figures have topics.
        let kind =
            delivery.context.form.traits.cells == .counted
            ? Text(nl: "De kolom", en: "The column") : Text(nl: "Het onderwerp", en: "The topic")
        for (title, place) in delivery.table.unknownTopics {
            report.add(Self.self, at: place) {
                let name = named(title)
                return Remark(
                    Text(
                        nl: "\(kind.nl)\(name) is onbekend en niet overgenomen.",
                        en: "\(kind.en)\(name) is not known, and was not taken."
                    ),
                    repair: Text(
                        nl: "Niets; of vraag de beheerder deze schrijfwijze in het codeboek op te nemen.",
                        en: "Nothing; or ask the operator to add this spelling to the codebook."
                    )
                )
            }
        }
    }

    /// The title in quotation marks, unless it could be a figure in the place of a title.
    private func named(_ title: String) -> String {
        guard title.unicodeScalars.contains(where: \.properties.isAlphabetic) else { return "" }
        return " '" + String(title.prefix(120)) + "'"
    }
}
