import Classification
package import Statistics

/// The words of `peil audit` in one language.
package struct AuditWords {
    package let language: Language

    private func text(_ nl: String, _ en: String) -> String { Text(nl: nl, en: en)[language] }

    package var summary: [String] {
        language == .nl
            ? [
                "niveau", "getoond", "aantal exact", "niet getoond", "cel exact", "binnen 4", "binnen 9",
                "ruimer",
            ]
            : [
                "level", "shown", "units exact", "withheld", "count exact", "within 4", "within 9", "wider",
            ]
    }

    /// The headers of the table of regions; without scores there is no total of them.
    package func regions(hasScores: Bool) -> [String] {
        let total = hasScores ? [text("totaalscore", "total score")] : []
        return language == .nl
            ? ["regio", "eenheden", "nauwste aantallen"] + total
            : ["region", "units", "narrowest counts"] + total
    }

    var noSieve: String {
        text(
            "sommige rijen passen bij geen hele aantallen: deze cijfers zijn geen aandelen van hele eenheden; geen zeef",
            "some rows fit no whole counts: these figures are no shares of whole units; no sieve"
        )
    }

    package var to: String { text("tot", "to") }
    var decimalMark: String { text(",", ".") }

    /// The disclosures of a level, one sentence each; none if nothing is disclosed.
    package func told(_ level: AuditedTable.Level) -> [String] {
        var sentences: [String] = []
        if level.unitsExact > 0 {
            sentences.append(
                text(
                    "\(level.level): van \(level.unitsExact) van de \(level.shown) regio's met cijfers volgt het exacte"
                        + " aantal eenheden uit de percentages",
                    "\(level.level): the percentages of \(level.unitsExact) of \(level.shown) regions with figures give"
                        + " their exact number of units away"
                )
            )
        }
        if level.mergesUndone > 0 {
            sentences.append(
                text(
                    "\(level.level): van \(level.mergesUndone) regio's maakt een score samengevoegde groepen ongedaan",
                    "\(level.level): a score undoes merged groups of \(level.mergesUndone) regions"
                )
            )
        }
        let tight = level.exact + level.within4
        if tight > 0 {
            sentences.append(
                text(
                    "\(level.level): van \(tight) van de \(level.withheld) regio's zonder cijfers is een aantal tot op 4"
                        + " na te bepalen, van \(level.exact) daarvan exact",
                    "\(level.level): of \(tight) of \(level.withheld) regions without figures some count can be told"
                        + " within 4, of \(level.exact) of them exactly"
                )
            )
        }
        return sentences
    }

    func notAttacked(_ file: String) -> String {
        text(
            "\(file): niet aangevallen; er staan geen gepubliceerde cijfers van regio's van deze indeling in",
            "\(file): not attacked; it holds no published figures of regions of this edition"
        )
    }

    /// Warning about a file whose numbers have offsets that the file does not tell of.
    func numbers(_ file: String) -> String {
        text(
            "\(file): niet aangevallen; de aantallen kunnen een geheime verschuiving hebben, en waar, zegt het bestand niet",
            "\(file): not attacked; its numbers may have secret offsets, and where, the file does not say"
        )
    }

    /// One sentence for a leak.
    func leak(_ leak: AuditedTable.Leak) -> String {
        let groups = leak.groups.joined(separator: "+")
        let figure = [leak.variable ?? "", groups].filter { !$0.isEmpty }.joined(separator: " ")
        let isCount = leak.kind == "count" || leak.kind == "group" || leak.kind == "change"
        let (least, most) =
            isCount
            ? ("\(Int(leak.lower))", "\(Int(leak.upper))")
            : (thousandths(leak.lower), thousandths(leak.upper))
        let range = "\(least) \(to) \(most)"
        return switch leak.kind {
        case "count":
            text(
                "\(leak.region): een niet getoond aantal (\(figure)) ligt vast op \(range)",
                "\(leak.region): a withheld count (\(figure)) is told to be \(range)"
            )
        case "score":
            text(
                "\(leak.region): een niet getoonde score (\(figure.isEmpty ? "totaal" : figure)) ligt vast op \(range)",
                "\(leak.region): a withheld score (\(figure.isEmpty ? "total" : figure)) is told to be \(range)"
            )
        case "group":
            text(
                "\(leak.region): een getoonde groep (\(figure)) telt \(range) eenheden",
                "\(leak.region): a shown group (\(figure)) has \(range) units"
            )
        case "row":
            text(
                "\(leak.region): er staan cijfers van te weinig eenheden, hier of in een deelgebied",
                "\(leak.region): figures of too few units are shown, here or in a part"
            )
        case "unit":
            text(
                "\(leak.region): cijfers (\(figure.isEmpty ? "totaal" : figure)) zijn fijner dan hun eenheid of dan de regel toelaat",
                "\(leak.region): figures (\(figure.isEmpty ? "total" : figure)) are finer than their unit, or than the rule allows"
            )
        case "recoding":
            text(
                "\(leak.region): de scores zeggen meer van een kleine groep (\(figure)) dan dat zij klein is",
                "\(leak.region): the scores tell more of a small group (\(figure)) than that it is small"
            )
        case "change":
            text(
                "\(leak.region): de uitgaven samen zeggen dat hier enkele eenheden veranderden",
                "\(leak.region): the releases together tell that a few units changed here"
            )
        default:
            text(
                "\(leak.region): de niet getoonde index ligt tussen \(range)",
                "\(leak.region): the withheld index is told to be \(range)"
            )
        }
    }

    /// Outcome of the whole audit, in one sentence; nil where nothing was attacked.
    func verdict(_ leaks: Int, of tables: Int) -> String? {
        if tables == 0 { return nil }
        return leaks == 0
            ? text(
                "Niets is nauwer te bepalen dan de regel van het codeboek vraagt.",
                "Nothing is told more narrowly than the rule of the codebook asks."
            )
            : text(
                "Nauwer te bepalen dan de regel van het codeboek vraagt: \(leaks).",
                "Told more narrowly than the rule of the codebook asks: \(leaks)."
            )
    }

    private func thousandths(_ number: Double) -> String {
        let whole = Int((number * 1000).rounded())
        let digits = String(abs(whole) % 1000 + 1000).dropFirst()
        return "\(whole < 0 ? "-" : "")\(abs(whole) / 1000)\(decimalMark)\(digits)"
    }

    package func unsettled(_ code: String) -> String {
        text(
            "\(code): de cijfers daar spreken elkaar tegen of waren niet op te lossen; er is niets over te zeggen",
            "\(code): the figures there contradict each other, or could not be solved; nothing is told"
        )
    }

    package func more(_ count: Int) -> String {
        text(
            "... en \(count) regio's meer; --all of --json toont ze alle",
            "... and \(count) more regions; --all or --json shows them all"
        )
    }

    var caution: String {
        text(
            "Dit alles volgt uit openbare cijfers alleen; het bewijst wat verraden wordt, niet wat veilig is.",
            "All of this follows from public figures alone; it proves what is told, not what is safe."
        )
    }
}
