import Statistics

/// How far a withheld region's figures must be left open: by unknown, the least and the most that it must seem able
/// to be.
struct WantedReach {
    /// A figure: a sum of unknowns of the region, and the range that must be possible.
    struct Figure {
        let unknowns: [OutsiderKnowledge.Unknown]
        let range: WholeRange
    }

    /// The units, which count as known.
    let units: Int64
    /// Whether nothing of the region is shown.
    let isRow: Bool
    /// Its figures.
    let figures: [Figure]
}
