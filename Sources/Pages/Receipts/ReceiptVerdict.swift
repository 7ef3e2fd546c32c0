import Statistics
import Telemetry
import Workflow

extension ReceiptWords {
    /// The verdict in a few words.
    func heading(_ verdict: ReceiptPage.Verdict, _ state: DeliveryOutcome) -> String {
        switch verdict {
        case .accepted: say("Aanlevering overgenomen", "Delivery accepted")
        case .rejected: say("Aanlevering afgewezen", "Delivery rejected")
        case .reverted: say("Aanlevering teruggenomen", "Delivery taken back")
        case .seen: say("Al eerder aangeleverd", "Delivered before")
        case .checked where state == .accepted:
            say("Alleen gecontroleerd: geen fouten gevonden", "Only checked: no errors found")
        case .checked: say("Alleen gecontroleerd: zou worden afgewezen", "Only checked: would be rejected")
        }
    }

    func accepted(_ file: Markup, _ receipt: Receipt) -> Markup {
        let list = receipt.periods.joined(separator: ", ")
        guard receipt.regionsChanged > 0 else {
            return language == .nl
                ? "Het bestand \(file) is overgenomen; de cijfers over \(text: list) waren al zo."
                : "The file \(file) has been accepted; the figures of \(text: list) were like this already."
        }
        if let waiting = waiting(receipt) {
            return language == .nl
                ? "Het bestand \(file) is overgenomen en vastgelegd. \(text: waiting)"
                : "The file \(file) has been accepted and stored. \(text: waiting)"
        }
        return language == .nl
            ? "Het bestand \(file) is overgenomen; de cijfers over \(text: list) zijn bijgewerkt."
            : "The file \(file) has been accepted; the figures of \(text: list) have been updated."
    }

    /// A delivery that was taken back.
    func reverted(_ file: Markup, _ receipt: Receipt) -> Markup {
        let waiting = waiting(receipt).map { " " + $0 } ?? ""
        return language == .nl
            ? "Het bestand \(file) was overgenomen en is teruggenomen; de cijfers die het verving, gelden weer.\(text: waiting)"
            : "The file \(file) had been accepted and was taken back; the figures that it replaced are in force again.\(text: waiting)"
    }

    /// Part of a delivery that is stored and not to be seen in the release; nil where all of it is.
    func waiting(_ receipt: Receipt) -> String? {
        if receipt.protection?.heldBack == true {
            let rows = number(receipt.regionsChanged)
            return say(
                "Er is nog niets van gepubliceerd: \(rows) rijen wachten op een publicatie die veilig is.",
                "Nothing of it is published yet: \(rows) rows wait for a release that is safe."
            )
        }
        switch receipt.awaits {
        case .approval:
            return say(
                "Er is nog niets van gepubliceerd: de publicatie is gemaakt en wacht op goedkeuring.",
                "Nothing of it is published yet: the release is made and waits for approval."
            )
        case .nextRelease:
            return say(
                "Er is nog niets van gepubliceerd: het komt in de volgende publicatie.",
                "Nothing of it is published yet: it comes with the next release."
            )
        case nil: break
        }
        guard let visible = receipt.visible else { return nil }
        let rows = number(visible.waiting)
        switch (visible.total, visible.waiting) {
        case (0, 0):
            return say(
                "In de publicatie verandert er niets: de wijzigingen vallen weg door afronding of geheimhouding.",
                "Nothing changes in the release: what changed is lost in rounding or withheld."
            )
        case (0, _):
            return say(
                "In de publicatie is er nog niets van te zien: \(rows) \(visible.waiting == 1 ? "rij wacht" : "rijen wachten") tot er meer verandert.",
                "Nothing of it is to be seen in the release yet: \(rows) \(visible.waiting == 1 ? "row waits" : "rows wait") until more changes."
            )
        case (_, 0): return nil
        default:
            return say(
                "De publicatie is bijgewerkt, op \(rows) \(visible.waiting == 1 ? "rij na, die wacht" : "rijen na, die wachten") tot er meer verandert.",
                "The release has been updated, but for \(rows) \(visible.waiting == 1 ? "row, which waits" : "rows, which wait") until more changes."
            )
        }
    }

    /// The rows of a release by what became of them, in words; those of none are left out.
    func rows(_ visible: Receipt.Visible) -> [(name: String, count: Int)] {
        [
            (say("Rijen toegevoegd", "Rows added"), visible.added),
            (say("Rijen gewijzigd", "Rows changed"), visible.changed),
            (say("Rijen vervallen", "Rows removed"), visible.removed),
            (
                say("Rijen met nieuw geheim gehouden cijfers", "Rows with newly withheld figures"),
                visible.newlyWithheld
            ),
            (say("Rijen die wachten", "Rows that wait"), visible.waiting),
        ].filter { $0.1 > 0 }
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
        case .checked: checkedSteps(receipt, hasWarnings: hasWarnings)
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
        case .accepted where waiting(receipt) != nil:
            [
                markup(
                    "Niets. Wat wacht, verschijnt vanzelf zodra er meer verandert.",
                    "Nothing. What waits appears by itself as soon as more changes."
                )
            ]
        case .accepted: [markup("Niets. Alles is in orde.", "Nothing. All is well.")]
        case .reverted:
            [
                markup(
                    "Lever de juiste cijfers aan, als u die hebt.",
                    "Deliver the right figures, if you have them."
                )
            ]
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

    func markup(_ nl: Markup, _ en: Markup) -> Markup {
        language == .nl ? nl : en
    }
}
