import Codebook
import Statistics
import ValidationWalks

/// Where a number belongs, a number of its topic stands, or a symbol for a missing one.
struct ValueIsReadable: RecordRule {
    static let code = "value-readable"
    static let severity: Finding.Severity = .rejection
    static let isFirm = true
    static let passesOverPlainRows = true
    static let manual = ManualText(
        """
        Where a number belongs, a number of its topic stands, or a symbol for a missing one.

        Text, too many decimals, digits that are grouped wrongly and impossibly long numbers are none. \
        Values that slipped a column betray themselves here. The value is not repeated in the finding.
        """,
        repair: """
            correct the value, or the number of fields in its row.
            """
    )

    private let topics: [Topic]

    init?(_ context: RuleContext) { topics = context.form.topics }

    func check(_ row: RecordRow, report: inout Report) {
        for rank in row.values.indices {
            guard let fault = RecordRow.fault(row.values[rank]) else { continue }
            report.add(Self.self, at: row.place(of: rank), region: row.code) {
                remark(fault, topic: topics[min(rank, topics.count - 1)])
            }
        }
    }

    private func remark(_ fault: Value.Fault, topic: Topic) -> Remark {
        let what: Text
        let repair: Text
        switch fault {
        case .notANumber:
            what = Text(nl: "Hier hoort een getal te staan", en: "A number belongs here")
            repair = Text(
                nl: "Vul een getal in, of een punt als het ontbreekt.",
                en: "Write a number, or a point for none."
            )
        case .tooManyDecimals:
            what = Text(
                nl: "Dit getal heeft meer decimalen dan de \(topic.decimals) van zijn onderwerp",
                en: "This number has more decimals than the \(topic.decimals) of its topic"
            )
            repair = Text(
                nl: "Controleer of de waarden van de rij onder het goede onderwerp staan.",
                en: "Check that the values of the row stand under their own topics."
            )
        case .fraction where topic.kind == .percentage:
            what = Text(
                nl: "Hier staat een fractie tussen 0 en 1, waar een percentage van 0 tot 100 hoort",
                en: "A fraction between 0 and 1 stands here, where a percentage of 0 to 100 belongs"
            )
            repair = Text(
                nl:
                    "Vermenigvuldig de kolom met 100, of stel in de spreadsheet geen percentage als opmaak in.",
                en: "Multiply the column by 100, or do not format it as a percentage in the spreadsheet."
            )
        case .fraction:
            what = Text(
                nl: "Dit getal heeft meer decimalen dan de \(topic.decimals) van zijn onderwerp",
                en: "This number has more decimals than the \(topic.decimals) of its topic"
            )
            repair = Text(
                nl: "Rond het af, of controleer of de waarden van de rij onder het goede onderwerp staan.",
                en: "Round it, or check that the values of the row stand under their own topics."
            )
        case .percentSign:
            what = Text(
                nl: "Achter dit getal staat een procentteken",
                en: "A per-cent sign stands behind this number"
            )
            repair = Text(
                nl: "Laat het teken weg: de eenheid staat al in de kolomkop.",
                en: "Leave the sign out: the header says the unit."
            )
        case .date:
            what = Text(
                nl:
                    "Hier staat een datum of een breuk; een spreadsheet heeft die waarschijnlijk van een getal gemaakt",
                en: "A date or a ratio stands here; a spreadsheet probably made it of a number"
            )
            repair = Text(
                nl: "Lever het bestand zoals het geëxporteerd is, zonder het in een spreadsheet te openen.",
                en: "Deliver the file as it was exported, without opening it in a spreadsheet."
            )
        case .currency:
            what = Text(
                nl: "Naast dit getal staat een valutateken",
                en: "A sign of money stands beside this number"
            )
            repair = Text(
                nl: "Laat het teken weg, en geef de kolom in de spreadsheet een gewone getalopmaak.",
                en: "Leave the sign out, and give the column a plain number format in the spreadsheet."
            )
        case .minusElsewhere:
            what = Text(
                nl:
                    "Dit getal staat tussen haakjes of heeft het minteken achteraan, zoals boekhouders een negatief getal schrijven",
                en:
                    "This number is in brackets or has its minus behind it, as bookkeepers write a negative number"
            )
            repair = Text(
                nl: "Schrijf een negatief getal met een minteken ervoor, en een gewoon getal zonder haakjes.",
                en: "Write a negative number with a minus before it, and any other without brackets."
            )
        case .spreadsheetError:
            what = Text(
                nl: "Hier staat een foutmelding van een spreadsheet (zoals #N/B of #DEEL/0!)",
                en: "The error of a spreadsheet stands here (such as #N/A or #DIV/0!)"
            )
            repair = Text(
                nl: "Herstel de formule in de spreadsheet, of vul een punt in als het cijfer ontbreekt.",
                en: "Repair the formula in the spreadsheet, or write a point for a figure that is missing."
            )
        case .missingWord:
            what = Text(
                nl:
                    "Hier staat een woord of teken voor een ontbrekend cijfer (zoals NULL, n.v.t. of een streepje)",
                en: "A word or sign for a missing figure stands here (such as NULL, n/a or a dash)"
            )
            repair = Text(
                nl: "Vul een punt in waar een cijfer ontbreekt, en 0 waar het nul is.",
                en: "Write a point where a figure is missing, and 0 where it is zero."
            )
        case .bound:
            what = Text(
                nl: "Hier staat een grens in plaats van een getal (zoals <5)",
                en: "A bound stands here instead of a number (such as <5)"
            )
            repair = Text(
                nl: "Vul het getal zelf in, of een punt als het geheim is.",
                en: "Write the number itself, or a point if it is secret."
            )
        case .annotated:
            what = Text(
                nl: "Naast dit getal staat een teken of een woord",
                en: "A mark or a word stands beside this number"
            )
            repair = Text(
                nl: "Laat alleen het getal staan; zet een toelichting in een eigen bestand.",
                en: "Leave the number alone in its cell; notes belong into a file of their own."
            )
        case .scientific:
            what = Text(
                nl: "Dit getal is geschreven met een exponent (zoals 1,2E+05)",
                en: "This number is written with an exponent (as 1.2E+05)"
            )
            repair = Text(
                nl: "Geef de kolom in de spreadsheet een getalopmaak met alle cijfers en exporteer opnieuw.",
                en: "Give the column a number format with all digits in the spreadsheet, and export again."
            )
        case .tooLarge:
            what = Text(
                nl: "Dit getal is onmogelijk groot",
                en: "This number is larger than any can be"
            )
            repair = Text(nl: "Verbeter het getal.", en: "Correct the number.")
        case .wrongGrouping:
            what = Text(
                nl: "De cijfers van dit getal zijn verkeerd gegroepeerd",
                en: "The digits of this number are grouped wrongly"
            )
            repair = Text(
                nl: "Gebruik overal hetzelfde decimaalteken, en geen scheidingsteken voor duizendtallen.",
                en: "Use one decimal sign throughout, and none between thousands."
            )
        }
        return Remark(
            Text(nl: "\(what.nl) (\(topic.title.nl)).", en: "\(what.en) (\(topic.title.en))."),
            repair: repair
        )
    }
}
