import Codebook

/// Characteristics of units, each by itself: numbers and shares of the units that it is known of.
struct CharacteristicsKind: DataSetKind {
    let codebook: Codebook
}
