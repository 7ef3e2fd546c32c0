/// The words about a text that is not the number that belongs in its place.
public struct OddNumberWords: Hashable, Sendable {
    /// Description of the text, as a sentence without its point.
    public let what: Text
    /// The repair, in one sentence.
    public let repair: Text

    /// The words for a fault that is the same whatever the number is about.
    ///
    /// - Parameters:
    ///   - fault: The fault.
    ///   - gap: What is written in the place of a number that is missing, such as a point.
    public init(_ fault: Value.Fault, gap: Text) {
        (what, repair) =
            switch fault {
            case .notANumber:
                (
                    Text(nl: "Hier hoort een getal te staan", en: "A number belongs here"),
                    Text(
                        nl: "Vul een getal in, of \(gap.nl) als het ontbreekt.",
                        en: "Write a number, or \(gap.en) for none."
                    )
                )
            case .percentSign:
                (
                    Text(
                        nl: "Achter dit getal staat een procentteken",
                        en: "A per-cent sign stands behind this number"
                    ),
                    Text(
                        nl: "Laat het teken weg: de eenheid staat al in de kolomkop.",
                        en: "Leave the sign out: the header says the unit."
                    )
                )
            case .date:
                (
                    Text(
                        nl:
                            "Hier staat een datum of een breuk; een spreadsheet heeft die waarschijnlijk van een getal gemaakt",
                        en: "A date or a ratio stands here; a spreadsheet probably made it of a number"
                    ),
                    Text(
                        nl:
                            "Lever het bestand zoals het geëxporteerd is, zonder het in een spreadsheet te openen.",
                        en: "Deliver the file as it was exported, without opening it in a spreadsheet."
                    )
                )
            case .currency:
                (
                    Text(
                        nl: "Naast dit getal staat een valutateken",
                        en: "A sign of money stands beside this number"
                    ),
                    Text(
                        nl: "Laat het teken weg, en geef de kolom in de spreadsheet een gewone getalopmaak.",
                        en:
                            "Leave the sign out, and give the column a plain number format in the spreadsheet."
                    )
                )
            case .minusElsewhere:
                (
                    Text(
                        nl:
                            "Dit getal staat tussen haakjes of heeft het minteken achteraan, zoals boekhouders een negatief getal schrijven",
                        en:
                            "This number is in brackets or has its minus behind it, as bookkeepers write a negative number"
                    ),
                    Text(
                        nl:
                            "Schrijf een negatief getal met een minteken ervoor, en een gewoon getal zonder haakjes.",
                        en: "Write a negative number with a minus before it, and any other without brackets."
                    )
                )
            case .spreadsheetError:
                (
                    Text(
                        nl: "Hier staat een foutmelding van een spreadsheet (zoals #N/B of #DEEL/0!)",
                        en: "The error of a spreadsheet stands here (such as #N/A or #DIV/0!)"
                    ),
                    Text(
                        nl:
                            "Herstel de formule in de spreadsheet, of vul \(gap.nl) in als het cijfer ontbreekt.",
                        en:
                            "Repair the formula in the spreadsheet, or write \(gap.en) for a figure that is missing."
                    )
                )
            case .missingWord:
                (
                    Text(
                        nl:
                            "Hier staat een woord of teken voor een ontbrekend cijfer (zoals NULL, n.v.t. of een streepje)",
                        en: "A word or sign for a missing figure stands here (such as NULL, n/a or a dash)"
                    ),
                    Text(
                        nl: "Vul \(gap.nl) in waar een cijfer ontbreekt, en 0 waar het nul is.",
                        en: "Write \(gap.en) where a figure is missing, and 0 where it is zero."
                    )
                )
            case .bound:
                (
                    Text(
                        nl: "Hier staat een grens in plaats van een getal (zoals <5)",
                        en: "A bound stands here instead of a number (such as <5)"
                    ),
                    Text(
                        nl: "Vul het getal zelf in, of \(gap.nl) als het geheim is.",
                        en: "Write the number itself, or \(gap.en) if it is secret."
                    )
                )
            case .annotated:
                (
                    Text(
                        nl: "Naast dit getal staat een teken of een woord",
                        en: "A mark or a word stands beside this number"
                    ),
                    Text(
                        nl: "Laat alleen het getal staan; zet een toelichting in een eigen bestand.",
                        en: "Leave the number alone in its cell; notes belong into a file of their own."
                    )
                )
            case .scientific:
                (
                    Text(
                        nl: "Dit getal is geschreven met een exponent (zoals 1,2E+05)",
                        en: "This number is written with an exponent (as 1.2E+05)"
                    ),
                    Text(
                        nl:
                            "Geef de kolom in de spreadsheet een getalopmaak met alle cijfers en exporteer opnieuw.",
                        en:
                            "Give the column a number format with all digits in the spreadsheet, and export again."
                    )
                )
            case .tooLarge:
                (
                    Text(
                        nl: "Dit getal is onmogelijk groot",
                        en: "This number is larger than any can be"
                    ),
                    Text(nl: "Verbeter het getal.", en: "Correct the number.")
                )
            case .wrongGrouping:
                (
                    Text(
                        nl: "De cijfers van dit getal zijn verkeerd gegroepeerd",
                        en: "The digits of this number are grouped wrongly"
                    ),
                    Text(
                        nl:
                            "Gebruik overal hetzelfde decimaalteken, en geen scheidingsteken voor duizendtallen.",
                        en: "Use one decimal sign throughout, and none between thousands."
                    )
                )
            case .tooManyDecimals, .fraction:
                (
                    Text(nl: "Dit getal heeft te veel decimalen", en: "This number has too many decimals"),
                    Text(nl: "Rond het af.", en: "Round it.")
                )
            }
    }
}
