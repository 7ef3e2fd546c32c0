import Codebook

/// Areas ranked on a relative scale by classes of indicators, and unions of areas by the mean of their indices.
struct IndexKind: DataSetKind {
    let codebook: Codebook
    /// The indicators and their classes.
    let scheme: ClassScheme

    /// Classes are relative: a count of one area may move others.
    var movesOtherRegions: Bool { true }
}
