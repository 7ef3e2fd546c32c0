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
    /// Whether codes may hold letters in that year, at levels where no code of the edition does.
    public let holdsLetters: Bool

    /// Creates the difference between an edition and another year.
    public init(year: Int, added: Set<RegionCode>, removed: Set<RegionCode>, holdsLetters: Bool = false) {
        self.year = year
        self.added = added
        self.removed = removed
        self.holdsLetters = holdsLetters
    }

    /// Whether a code of the edition, given before its holders, does not exist in this year.
    func lacks(_ code: [RegionCode]) -> Bool { code.contains(where: removed.contains) }

    /// Whether a well-formed code that the edition lacks, given before its holders, exists in this year.
    func has(_ code: [RegionCode], withLetters: Bool) -> Bool {
        withLetters && holdsLetters || code.contains(where: added.contains)
    }
}
