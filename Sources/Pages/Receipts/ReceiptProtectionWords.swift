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
            paragraphs.append(
                say(
                    "In de \(number(cost.rows)) opnieuw gemaakte rijen zijn er \(number(cost.small)) geheim omdat het gebied te klein is, en \(number(cost.withheldForOthers)) om andere rijen te beschermen (samen ongeveer \(number(Int(cost.unitsForOthers))) eenheden). In \(number(cost.merged)) rijen zijn groepen samengevoegd, en \(number(cost.held)) rijen blijven zoals zij waren totdat er meer verandert.",
                    "Of the \(number(cost.rows)) rows that were made anew, \(number(cost.small)) are withheld because the area is too small, and \(number(cost.withheldForOthers)) to protect other rows (about \(number(Int(cost.unitsForOthers))) units together). In \(number(cost.merged)) rows groups are published together, and \(number(cost.held)) rows stay as they were until more changes."
                )
            )
        }
        if protection.isPublic {
            paragraphs.append(
                say(
                    "Deze cijfers waren al openbaar en worden zo overgenomen. Een buitenstaander kan er meer uit halen dan er staat: percentages met een decimaal verraden van een klein gebied de precieze aantallen, en een gebied waarvan de cijfers ontbreken, volgt vaak uit het grotere gebied min de andere delen. Met `peil audit` is na te gaan hoeveel.",
                    "These figures were public already and are taken over as they are. An outsider can get more out of them than they say: percentages with a decimal give the exact numbers of a small area away, and an area whose figures are missing often follows from the larger area less its other parts. `peil audit` tells how much."
                )
            )
        }
        return paragraphs
    }
}
