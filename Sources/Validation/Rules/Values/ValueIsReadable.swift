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
        let (what, repair): (Text, Text)
        switch fault {
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
        default:
            let words = OddNumberWords(fault, gap: Text(nl: "een punt", en: "a point"))
            (what, repair) = (words.what, words.repair)
        }
        return Remark(
            Text(nl: "\(what.nl) (\(topic.title.nl)).", en: "\(what.en) (\(topic.title.en))."),
            repair: repair
        )
    }
}
