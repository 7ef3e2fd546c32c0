import Statistics

/// The protection intervals of a suppressed region: by figure, the least and the greatest value that must be
/// feasible.
struct ProtectionIntervals {
    /// A figure: a sum of unknowns of the region, and its protection interval.
    struct Figure {
        let unknowns: [IntruderKnowledge.Unknown]
        let range: WholeRange
    }

    /// The units, which count as known.
    let units: Int64
    /// True if no figure of the region is shown.
    let isRow: Bool
    /// The figures of the region.
    let figures: [Figure]
}
