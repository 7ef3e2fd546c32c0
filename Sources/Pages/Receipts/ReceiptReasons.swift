import Statistics

extension ReceiptWords {
    /// The text of a reason for leaving rows out, by preference the data set's; an unknown reason stands for itself.
    func reason(_ reason: String, of dataset: [String: Text]) -> String {
        if let title = dataset[reason] { return title[language] }
        return switch reason {
        case "country-row":
            say("van het hele land: alleen gecontroleerd", "of the whole country: used in checks only")
        case "level-not-published":
            say("van een niveau dat niet wordt gepubliceerd", "of a level that is not published")
        case "period":
            say("van een periode die niet open is", "of a period that is not taken")
        case "region-undecided":
            say(
                "van een regio die de indeling niet zeker kent",
                "of a region that the classification cannot decide"
            )
        case "region-unplaced": say("van geen enkel gebied", "of no area")
        case "duplicate":
            say("eerder aangeleverd", "the file was delivered before")
        case "level-unknown":
            say("niveau onbekend, en niet geïmputeerd", "level unknown, and not imputed")
        case "outside-population": say("hoort niet tot de populatie", "outside the population")
        case "region-unknown": say("regio onbekend", "region unknown")
        case "rejected":
            say("de aanlevering is afgewezen", "the delivery is rejected")
        case "repeated": say("stond al eerder in het bestand", "stood in the file before")
        default: reason
        }
    }
}
