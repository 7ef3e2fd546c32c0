import Codebook
public import Statistics

/// The notes of a release that only one kind of data set has.
public struct KindNotes: Hashable, Sendable {
    /// The note on the threshold and the rounding of units; nil if the method's note tells of them.
    public var threshold: Text?
    /// The note on the method of the figures; nil if there is none.
    public var method: Text?
    /// The note on the units that figures are of; nil if they are of all.
    public var units: Text?
    /// The notes on the sources of the method, one each: coefficients, indicators.
    public var sources: [Text] = []
}

extension DataSetKind {
    /// The note on the threshold and the rounding of units.
    var thresholdNote: Text {
        let (threshold, rounding) = (codebook.protection.threshold, codebook.protection.rounding)
        if codebook.provesUnscored || codebook.hasNumbersWithOffsets {
            // Numbers of groups have a note of their own: a 0 of theirs may be more than half of that.
            return Text(
                nl: """
                    Aantallen zijn veelvouden van \(rounding). Het totaal van een gebied is daarop afgerond: 0 betekent \
                    minder dan de helft daarvan, niet geen. Van een gebied met minder dan \(threshold) \
                    \(codebook.unit.nl) wordt verder niets gepubliceerd.
                    """,
                en: """
                    Numbers are multiples of \(rounding). The total of an area is rounded to one: 0 means less than half \
                    of that, not none. Of an area with fewer than \(threshold) \(codebook.unit.en) nothing else is \
                    published.
                    """
            )
        }
        return Text(
            nl: """
                Aantallen zijn afgerond op veelvouden van \(rounding): 0 betekent minder dan de helft daarvan, niet \
                geen. Van een gebied met minder dan \(threshold) \(codebook.unit.nl) wordt verder niets \
                gepubliceerd.
                """,
            en: """
                Numbers are rounded to multiples of \(rounding): 0 means less than half of that, not none. Of an \
                area with fewer than \(threshold) \(codebook.unit.en) nothing else is published.
                """
        )
    }
}
