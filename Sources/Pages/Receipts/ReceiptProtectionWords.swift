import Telemetry

extension ReceiptWords {
    /// The account of protection, a paragraph each.
    func protection(_ protection: Receipt.Protection?) -> [String] {
        guard let protection else { return [] }
        var paragraphs: [String] = []
        if protection.heldBack {
            paragraphs.append(
                say(
                    "Van deze gegevens kan nog geen publicatie worden gemaakt: niet van alles wat daarin geheim moet blijven, kon worden bewezen dat niemand het kan terugrekenen. De vorige publicatie blijft staan. De beheerder van Peil weet ervan; u hoeft niets te doen.",
                    "No release can be made of these figures yet: not everything that has to stay secret in it could be proved to be safe from being worked out. The release before stays. The administrator of Peil knows; you need not do anything."
                )
            )
        }
        if let cost = protection.cost {
            paragraphs.append(sentence(cost))
        }
        if let refused = protection.refused, !refused.isEmpty {
            var lines = refused.map(sentence)
            let rest = (protection.refusedTotal ?? refused.count) - refused.count
            if rest > 0 {
                lines.append(
                    say(
                        "en nog \(number(rest)) \(rest == 1 ? "regel" : "regels")",
                        "and \(number(rest)) more \(rest == 1 ? "line" : "lines")"
                    )
                )
            }
            let told = lines.joined(separator: "; ")
            paragraphs.append(
                say(
                    "Van de a-priorilijst kon niet worden ingewilligd: \(told). Voor deze cijfers verandert er niets.",
                    "Of the a-priori list could not be granted: \(told). Nothing changes for these figures."
                )
            )
        }
        if protection.isPublic {
            paragraphs.append(
                say(
                    "Deze cijfers waren al openbaar en worden zo overgenomen. Een buitenstaander kan er meer uit halen dan er staat: percentages met een decimaal verraden van een klein gebied de precieze aantallen, en een gebied waarvan de cijfers ontbreken, volgt vaak uit het grotere gebied min de andere delen.",
                    "These figures were public already and are taken over as they are. An outsider can get more out of them than they say: percentages with a decimal give the exact numbers of a small area away, and an area whose figures are missing often follows from the larger area less its other parts."
                )
            )
        }
        return paragraphs
    }

    /// A line of an a-priori list, with what it wanted where that is known.
    private func sentence(_ line: Receipt.Protection.Refused) -> String {
        let subject = ([line.region, line.figure] + [line.period].compactMap(\.self)).joined(separator: " ")
        return switch line.isShown {
        case true?: subject + say(" (moest blijven staan)", " (was to stay)")
        case false?: subject + say(" (moest weg)", " (was to go)")
        case nil: subject
        }
    }

    /// Cost of protection in a sentence, without the parts that cost nothing.
    private func sentence(_ cost: Receipt.Protection.Cost) -> String {
        func rows(_ count: Int) -> String {
            say(
                "\(number(count)) \(count == 1 ? "rij" : "rijen")",
                "\(number(count)) \(count == 1 ? "row" : "rows")"
            )
        }
        var parts: [String] = []
        if cost.small > 0 {
            parts.append(
                say(
                    "\(rows(cost.small)) geheim omdat het gebied te klein is",
                    "\(rows(cost.small)) withheld because the area is too small"
                )
            )
        }
        if cost.withheldForOthers > 0 {
            let units = number(Int(cost.unitsForOthers))
            parts.append(
                say(
                    "\(rows(cost.withheldForOthers)) geheim om andere rijen te beschermen (samen ongeveer \(units) eenheden)",
                    "\(rows(cost.withheldForOthers)) withheld to protect other rows (about \(units) units together)"
                )
            )
        }
        if cost.merged > 0 {
            parts.append(
                say(
                    "\(rows(cost.merged)) met samengevoegde groepen",
                    "\(rows(cost.merged)) with groups published together"
                )
            )
        }
        if let coarser = cost.coarser, coarser > 0 {
            parts.append(
                say(
                    "\(rows(coarser)) met cijfers in een grovere eenheid",
                    "\(rows(coarser)) with figures in a coarser unit"
                )
            )
        }
        if cost.frozen > 0 {
            parts.append(
                say(
                    "\(rows(cost.frozen)) ongewijzigd totdat er meer verandert",
                    "\(rows(cost.frozen)) unchanged until more changes"
                )
            )
        }
        let head = say(
            "Opnieuw gemaakt: \(rows(cost.rows))",
            "Made anew: \(rows(cost.rows))"
        )
        return parts.isEmpty
            ? head + "." : head + say(", waarvan ", ", of which ") + parts.joined(separator: "; ") + "."
    }
}
