import Codebook
import Statistics

/// The note of a release for its readers: what is new, corrected, withdrawn and newly withheld, which trends turn,
/// and why.
///
/// It is made of published figures and of what descriptions tell; no moment stands in it.
/// Source: docs/formats/extracts.md, "Note".
enum ReleaseNote {
    /// The note as a page.
    static func html(_ release: ReleaseDescription, _ language: Language, to output: inout Output) throws {
        output.bytes.append(contentsOf: Array(blocks(release, language).html.utf8))
        try output.endRow()
    }

    /// The note as Markdown.
    static func markdown(_ release: ReleaseDescription, _ language: Language, to output: inout Output) throws
    {
        output.bytes.append(contentsOf: Array(blocks(release, language).markdown.utf8))
        try output.endRow()
    }

    private static func blocks(_ release: ReleaseDescription, _ language: Language) -> NoteBlocks {
        func say(_ nl: String, _ en: String) -> String { language == .nl ? nl : en }
        let title = release.codebook.title[language]
        var note = NoteBlocks(
            title: say(
                "\(title): wat publicatie \(release.release) verandert",
                "\(title): what release \(release.release) changes"
            ),
            language: language.rawValue
        )
        guard let changes = release.changes else {
            note.blocks.append(
                .paragraph(
                    say(
                        "De publicatie waarmee deze te vergelijken is, is er niet meer.",
                        "The release that it could be compared with is there no more."
                    )
                )
            )
            return note
        }
        let words = NoteWords(language: language, codebook: release.codebook)
        note.blocks.append(.paragraph(words.summary(changes, base: release.base)))
        let reasons = words.reasons(changes)
        if !reasons.isEmpty {
            note.blocks += [.heading(say("Waarom", "Why")), .list(reasons)]
        }
        if !changes.periods.isEmpty {
            note.blocks += [
                .heading(say("Per periode", "By period")),
                .table(
                    caption: say("Rijen van regio’s", "Rows of regions"),
                    head: [
                        say("Periode", "Period"), say("Waarom", "Why"), say("Nieuw", "New"),
                        say("Gewijzigd", "Corrected"), say("Vervallen", "Withdrawn"),
                        say("Nieuw geheim", "Newly withheld"), say("Nieuw zichtbaar", "Newly shown"),
                    ],
                    rows: changes.periods.map { period in
                        [
                            period.period, period.occasions.map(words.short).joined(separator: "; "),
                            String(period.added), String(period.corrected), String(period.withdrawn),
                            String(period.withheld), String(period.shown),
                        ]
                    },
                    numbers: 5
                ),
            ]
        }
        if !changes.figures.isEmpty {
            note.blocks += [
                .heading(say("Per regio", "By region")),
                .table(
                    caption: say(
                        "De cijfers die het meest verschuiven, en ontwikkelingen die omslaan",
                        "The figures that move most, and trends that turn"
                    ),
                    head: [
                        say("Regio", "Region"), say("Periode", "Period"), say("Cijfer", "Figure"),
                        say("Wat", "What"), say("Was", "Was"), say("Is", "Is"),
                    ],
                    rows: changes.figures.map { figure in
                        [
                            figure.name.isEmpty ? figure.code : "\(figure.name) (\(figure.code))",
                            figure.period, figure.title[language],
                            figure.sign == .moved
                                ? say("verschoven", "moved") : say("omgeslagen", "turned"),
                            figure.before, figure.after,
                        ]
                    },
                    numbers: 2
                ),
            ]
        }
        return note
    }
}

/// The sentences of a note, in one language.
private struct NoteWords {
    let language: Language
    let codebook: Codebook

    private func say(_ nl: String, _ en: String) -> String { language == .nl ? nl : en }

    /// Summarizes the changes of a release in a few sentences.
    func summary(_ changes: ReleaseChanges, base: Int?) -> String {
        if changes.isFirst {
            let names = changes.periods.map(\.period).joined(separator: ", ")
            return say(
                "Dit is de eerste publicatie. Zij heeft cijfers over \(names).",
                "This is the first release. It has figures of \(names)."
            )
        }
        guard !changes.periods.isEmpty else {
            return say(
                "De cijfers naar regio zijn dezelfde als in publicatie \(base ?? 0).",
                "The figures by region are those of release \(base ?? 0)."
            )
        }
        func total(_ part: (ReleaseChanges.PeriodChanges) -> Int) -> Int {
            changes.periods.reduce(0) { $0 + part($1) }
        }
        let parts = [
            (total(\.added), say("nieuw", "new")), (total(\.corrected), say("gewijzigd", "corrected")),
            (total(\.withdrawn), say("vervallen", "withdrawn")),
            (total(\.withheld), say("nieuw geheim", "newly withheld")),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let turned =
            changes.turned == 0
            ? say("Geen ontwikkeling slaat om.", "No trend turns.")
            : say(
                "De ontwikkeling van een regio slaat \(changes.turned) keer om.",
                "Trends of regions that turn: \(changes.turned)."
            )
        guard !parts.isEmpty else {
            return say(
                "Vergeleken met publicatie \(base ?? 0) zijn alleen namen of opschriften anders.",
                "Compared with release \(base ?? 0), only names or headings differ."
            )
        }
        return say(
            "Vergeleken met publicatie \(base ?? 0) zijn rijen van regio’s anders: \(parts.joined(separator: ", ")). \(turned)",
            "Compared with release \(base ?? 0), rows of regions differ: \(parts.joined(separator: ", ")). \(turned)"
        )
    }

    /// Why figures differ, a sentence each.
    func reasons(_ changes: ReleaseChanges) -> [String] {
        var reasons: [String] = []
        if let (before, after) = changes.editions {
            reasons.append(
                say(
                    "De cijfers volgen de regionale indeling \(after) in plaats van \(before).",
                    "The figures follow the regional classification \(after) instead of \(before)."
                )
            )
        }
        if let (before, after) = changes.rules {
            reasons.append(
                say(
                    "De cijfers zijn gemaakt volgens versie \(after) van de regels in plaats van \(before).",
                    "The figures are made by version \(after) of the rules instead of \(before)."
                )
            )
        }
        for period in changes.periods {
            for occasion in period.occasions {
                guard let reason = reason(occasion, period.period) else { continue }
                reasons.append(reason)
            }
        }
        if changes.periods.contains(where: { $0.withheld > 0 }) {
            reasons.append(
                say(
                    "Een cijfer wordt geheim als het over te weinig \(codebook.unit.nl) gaat, of als het een ander geheim cijfer zou verraden.",
                    "A figure is withheld where it is of too few \(codebook.unit.en), or where it would give another withheld figure away."
                )
            )
        }
        return reasons
    }

    private func reason(_ occasion: ReleaseChanges.Occasion, _ period: String) -> String? {
        switch occasion {
        case .new, .gone: nil
        case .status(let before, let after):
            say(
                "\(period): de cijfers zijn nu \(after.title.nl.lowercased()) in plaats van \(before.title.nl.lowercased()).",
                "\(period): the figures are \(after.title.en.lowercased()) now instead of \(before.title.en.lowercased())."
            )
        case .coefficients(let before, let after):
            say(
                "\(period): de scores zijn berekend met de coëfficiënten \(after) in plaats van \(before).",
                "\(period): the scores are computed with the coefficients \(after) instead of \(before)."
            )
        case .deliveries:
            say(
                "\(period): er zijn gegevens gewijzigd of aangevuld. Cijfers van andere regio’s kunnen meeveranderen doordat ze samen beveiligd zijn.",
                "\(period): data were corrected or added. Figures of other regions may change with them, since they are protected together."
            )
        }
    }

    /// Names an occasion of a period in a word or two.
    func short(_ occasion: ReleaseChanges.Occasion) -> String {
        switch occasion {
        case .new: say("nieuwe periode", "new period")
        case .gone: say("periode vervallen", "period withdrawn")
        case .status: say("andere status", "other status")
        case .coefficients: say("andere coëfficiënten", "other coefficients")
        case .deliveries: say("gewijzigde gegevens", "corrected data")
        }
    }
}
