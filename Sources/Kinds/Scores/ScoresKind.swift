import Codebook

/// Units scored by coefficients of their categories: means, spread and shares of regions, of postcodes where units
/// are delivered with them, and the development of scores.
struct ScoresKind: DataSetKind {
    let codebook: Codebook
}
