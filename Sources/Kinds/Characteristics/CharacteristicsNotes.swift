import Codebook
import Statistics

extension CharacteristicsKind {
    var notes: KindNotes { KindNotes(threshold: thresholdNote, units: unitsNote) }

    /// The note on the units of a characteristic.
    private var unitsNote: Text? {
        guard codebook.countsApart else { return nil }
        let unit = codebook.unit
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
}
