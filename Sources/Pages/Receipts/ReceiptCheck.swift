import Statistics
import Telemetry
import Workflow

extension ReceiptWords {
    /// Content of the receipt of a file that was only checked.
    func checked(_ file: Markup, _ receipt: Receipt, rejections: Int) -> Markup {
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
        // Whether it is like what is stored, and what of it, is told to nobody who need not have the right to deliver.
        return language == .nl
            ? "Het bestand \(file) is alleen gecontroleerd, op zichzelf; er zijn geen fouten gevonden, en er is niets gewijzigd. Met wat is vastgelegd, wordt een bestand pas bij aanlevering vergeleken."
            : "The file \(file) was only checked, by itself; no errors were found, and nothing has changed. A file is compared with what is held only when it is delivered."
    }

    /// Next steps for a file that was only checked, in order.
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
