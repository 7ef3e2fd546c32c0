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
                nl: "Hier staat een datum; een spreadsheet heeft die waarschijnlijk van een getal gemaakt",
                en: "A date stands here; a spreadsheet probably made it of a number"
            )
            repair = Text(
                nl: "Lever het bestand zoals het geëxporteerd is, zonder het in een spreadsheet te openen.",
                en: "Deliver the file as it was exported, without opening it in a spreadsheet."
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
                nl: "Dit getal is groter dan enig getal kan zijn",
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
