import Codebook
import Statistics

extension CharacteristicsKind {
    var notes: KindNotes { KindNotes(threshold: thresholdNote, units: unitsNote) }

    /// The note on the units of a characteristic.
    private var unitsNote: Text? {
        guard codebook.countsApart else { return nil }
        let unit = codebook.unit
        if codebook.hasNumbersWithOffsets { return numbersNote }
        return Text(
            nl: """
                Elk kenmerk is van de \(unit.nl) van wie het bekend is: aandelen zijn daarvan, en het minimum per \
                gebied geldt voor hen. Kleine groepen zijn samengevoegd met een andere groep: de delen zijn dan een \
                punt (.) en de samengevoegde groep heeft een eigen onderwerp. Een kenmerk waarvan dat niet kan, is \
                voor dat gebied weggelaten. Het totaal van een gebied is dat van het kenmerk dat van de meesten \
                bekend is. Cijfers van een gebied als geheel tellen niet op over gebieden.
                """,
            en: """
                Each characteristic is of the \(unit.en) that it is known of: shares are of these, and the minimum \
                for an area looks at them. Small groups are merged with another: the parts then show a point (.) \
                and the merged group has a topic of its own. A characteristic that cannot be merged is left out for \
                that area. The total of an area is that of the characteristic that is known of most. Figures of an \
                area as a whole do not add up over areas.
                """
        )
    }

    /// The note where numbers have secret offsets.
    private var numbersNote: Text {
        let unit = codebook.unit
        return Text(
            nl: """
                Elk kenmerk is van de \(unit.nl) van wie het bekend is: aandelen zijn daarvan, en het minimum per \
                gebied geldt voor hen. Waar een groep klein is, of een gebied erbinnen te klein, zijn de aantallen van \
                het kenmerk afgerond met een geheime verschuiving, en in een grovere eenheid waar dat nodig is: bij \
                publicatie lag elk minder dan een eenheid van het juiste aantal af, 0 kan dus ook enkele \(unit.nl) zijn, \
                en aantallen tellen niet precies op. Aandelen volgen daar uit de gepubliceerde aantallen, en zijn niet \
                fijner. Geen waarde binnen het beschermde bereik is zeker; schatten blijft mogelijk. Zulke aantallen \
                volgen correcties met vertraging, en een rij toont een correctie nog niet zolang die weinig verandert. Waar eerdere uitgaven groepen samenvoegden \
                of gebieden weglieten, blijft dat voor dat jaar zo. Het totaal van een gebied is dat van het kenmerk dat \
                van de meesten bekend is. Cijfers van een gebied als geheel tellen niet op over gebieden.
                """,
            en: """
                Each characteristic is of the \(unit.en) that it is known of: shares are of these, and the minimum \
                for an area looks at them. Where a group is small, or an area within is too small, the numbers of the \
                characteristic are rounded with a secret offset, and in a coarser unit where that is needed: when it was \
                published each lay less than a unit from the true number, so 0 may be a few \(unit.en), and numbers do \
                not add up exactly. Shares follow there from the published numbers, and are no finer. No value within the \
                protected range is certain; estimates remain possible. Such numbers follow corrections with delay, and a \
                row does not show a correction as long as it changes little. Where earlier releases merged groups or left areas out, it stays so for that \
                year. The total of an area is that of the characteristic that is known of most. Figures of an area as a \
                whole do not add up over areas.
                """
        )
    }
}
