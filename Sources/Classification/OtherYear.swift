public import Statistics

/// How the classification of another year differs from an edition, as far as is known.
///
/// A code counts as a code of the other year when it stands in `added`, or begins as a wijk or gemeente
/// that was added does, and as none of it when it or its wijk or gemeente stands in `removed`. For every
/// other code of the edition the two years are taken to agree.
public struct OtherYear: Hashable, Sendable {
    /// The year.
    public let year: Int
    /// Codes of that year that the edition does not have.
    public let added: Set<RegionCode>
    /// Codes of the edition that the other year does not have.
    public let removed: Set<RegionCode>

    /// Creates the difference between an edition and another year.
    public init(year: Int, added: Set<RegionCode>, removed: Set<RegionCode>) {
        self.year = year
        self.added = added
        self.removed = removed
    }
}
