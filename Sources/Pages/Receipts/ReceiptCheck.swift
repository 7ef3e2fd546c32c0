import Statistics
import Telemetry
import Workflow

extension ReceiptWords {
    /// What would become of a file that was only checked.
    func checked(_ file: Markup, _ receipt: Receipt, rejections: Int) -> Markup {
        let list = receipt.periods.joined(separator: ", ")
        let regions = number(receipt.changed.regions)
        if let first = receipt.duplicateOf {
            return language == .nl
                ? "Het bestand \(file) is alleen gecontroleerd. Precies dit bestand is al overgenomen, als aanlevering \(text: first); nog eens aanleveren verandert niets."
                : "The file \(file) was only checked. Exactly this file has been accepted already, as delivery \(text: first); delivering it again would change nothing."
        }
        guard receipt.state == .accepted else {
            let errors =
                rejections == 1
                ? say("er is één fout gevonden", "one error was found")
                : say(
                    "er zijn \(number(rejections)) fouten gevonden",
                    "\(number(rejections)) errors were found"
                )
            return language == .nl
                ? "Het bestand \(file) is alleen gecontroleerd: \(text: errors). Er is niets van overgenomen en niets gewijzigd."
                : "The file \(file) was only checked: \(text: errors). Nothing of it was taken, and nothing has changed."
        }
        guard receipt.changed.regions > 0 else {
            return language == .nl
                ? "Het bestand \(file) is alleen gecontroleerd; er is niets gewijzigd. Bij aanlevering zou het worden overgenomen; de cijfers over \(text: list) zijn al zo."
                : "The file \(file) was only checked, and nothing has changed. As a delivery it would be accepted; the figures of \(text: list) are like this already."
        }
        let isOne = receipt.changed.regions == 1
        return language == .nl
            ? "Het bestand \(file) is alleen gecontroleerd; er is niets gewijzigd. Bij aanlevering zou het worden overgenomen, en \(text: isOne ? "zouden de cijfers van één regio" : "zouden de cijfers van \(regions) regio’s") over \(text: list) wijzigen."
            : "The file \(file) was only checked, and nothing has changed. As a delivery it would be accepted, and the figures of \(text: isOne ? "one region" : "\(regions) regions") over \(text: list) would change."
    }

    /// What to do with a file that was only checked, in order.
    func checkedSteps(_ receipt: Receipt, hasWarnings: Bool) -> [Markup] {
        guard receipt.state == .accepted else {
            return [
                markup(
                    "Verbeter wat hieronder een <em>fout</em> heet. Bij elke fout staat waar het is en hoe u het oplost.",
                    "Correct what is called an <em>error</em> below. Each says where it is and how to put it right."
                ),
                markup(
                    "Laat het verbeterde bestand opnieuw controleren, of lever het aan.",
                    "Have the corrected file checked again, or deliver it."
                ),
            ]
        }
        if receipt.duplicateOf != nil {
            return [markup("Niets, als u dit bestand bedoelde.", "Nothing, if this is the file you meant.")]
        }
        let deliver = markup(
            "Lever het bestand aan: zet het in de map voor aanleveringen. Er is nu nog niets van overgenomen.",
            "Deliver the file: put it into the drop for deliveries. Nothing of it has been taken yet."
        )
        guard hasWarnings else { return [deliver] }
        return [
            markup(
                "Bekijk de waarschuwingen hieronder, en verbeter het bestand als er iets niet klopt.",
                "Look at the warnings below, and correct the file if something is wrong."
            ), deliver,
        ]
    }
}
