import Statistics
import Telemetry
import Workflow

extension ReceiptWords {
    /// The verdict in a few words.
    func heading(_ verdict: ReceiptPage.Verdict) -> String {
        switch verdict {
        case .accepted: say("Aanlevering overgenomen", "Delivery accepted")
        case .rejected: say("Aanlevering afgewezen", "Delivery rejected")
        case .seen: say("Al eerder aangeleverd", "Delivered before")
        }
    }

    func accepted(_ file: Markup, periods: [String], changesSomething: Bool) -> Markup {
        let list = periods.joined(separator: ", ")
        return switch (language, changesSomething) {
        case (.nl, true): "Het bestand \(file) is overgenomen; de cijfers over \(text: list) zijn bijgewerkt."
        case (.nl, false): "Het bestand \(file) is overgenomen; de cijfers over \(text: list) waren al zo."
        case (.en, true):
            "The file \(file) has been accepted; the figures of \(text: list) have been updated."
        case (.en, false):
            "The file \(file) has been accepted; the figures of \(text: list) were like this already."
        }
    }

    func rejected(_ file: Markup, rejections: Int) -> Markup {
        let errors =
            rejections == 1
            ? say("er is één fout gevonden", "one error was found")
            : say("er zijn \(number(rejections)) fouten gevonden", "\(number(rejections)) errors were found")
        return language == .nl
            ? """
            Het bestand \(file) is afgewezen: \(text: errors). Er is niets van overgenomen; wat al gepubliceerd was, \
            blijft staan.
            """
            : """
            The file \(file) has been rejected: \(text: errors). Nothing of it was taken; what was published before \
            stays.
            """
    }

    func seen(_ file: Markup, first: String, state: DeliveryOutcome) -> Markup {
        let outcome =
            state == .accepted ? say("overgenomen", "accepted") : say("afgewezen", "rejected")
        return language == .nl
            ? "Precies dit bestand, nu \(file), is al eerder aangeleverd en toen \(text: outcome), als aanlevering \(text: first). Er is nu niets gewijzigd."
            : "Exactly this file, now \(file), was delivered before and \(text: outcome) then, as delivery \(text: first). Nothing has changed now."
    }

    /// The next steps of the steward, in order.
    func steps(_ verdict: ReceiptPage.Verdict, _ receipt: Receipt, hasWarnings: Bool) -> [Markup] {
        switch verdict {
        case .accepted where hasWarnings:
            [
                markup(
                    "Bekijk de waarschuwingen hieronder. Kloppen de cijfers toch, dan hoeft u niets te doen.",
                    "Look at the warnings below. If the figures are right all the same, there is nothing to do."
                ),
                markup(
                    "Klopt er iets niet, lever dan een verbeterd bestand aan; het vervangt wat u nu hebt aangeleverd.",
                    "If something is wrong, deliver a corrected file; it replaces what you delivered now."
                ),
            ]
        case .accepted where receipt.summary.contains(where: { $0.severity == .note }):
            [
                markup(
                    "Aan dit bestand niets: het is in orde. Lees wel wat hieronder is opgemerkt.",
                    "Nothing about this file: all is well with it. Do read what is noted below."
                )
            ]
        case .accepted: [markup("Niets. Alles is in orde.", "Nothing. All is well.")]
        case .rejected:
            [
                markup(
                    "Verbeter wat hieronder een <em>fout</em> heet. Bij elke fout staat waar het is en hoe u het oplost.",
                    "Correct what is called an <em>error</em> below. Each says where it is and how to put it right."
                ),
                language == .nl
                    ? "Zet het verbeterde bestand opnieuw in de map. Het afgewezen bestand vindt u daar in <code>_rejected</code>, met het nummer \(text: receipt.delivery) achter de naam."
                    : "Put the corrected file into the drop again. The rejected file is there in <code>_rejected</code>, with the number \(text: receipt.delivery) behind its name.",
            ]
        case .seen where receipt.state == .accepted:
            [
                markup(
                    "Niets, als u dit bestand bedoelde: de cijfers stonden er al.",
                    "Nothing, if this is the file you meant: its figures were there already."
                ),
                markup(
                    "Bedoelde u een gewijzigd bestand, controleer dan of u het juiste hebt opgeslagen, en lever dat aan.",
                    "If you meant a changed file, check that you saved the right one, and deliver that."
                ),
            ]
        case .seen:
            [
                markup(
                    "Verbeter het bestand eerst: dezelfde fouten als toen staan hieronder.",
                    "Correct the file first: the errors of then are listed below."
                ),
                markup("Lever daarna het verbeterde bestand aan.", "Then deliver the corrected file."),
            ]
        }
    }

    private func markup(_ nl: Markup, _ en: Markup) -> Markup {
        language == .nl ? nl : en
    }
}
