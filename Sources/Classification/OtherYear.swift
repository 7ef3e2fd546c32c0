public import Statistics

/// The known differences between an edition and the classification of another year.
///
/// A code exists in the other year if `added` contains it, or the wijk or gemeente in its digits; it does not
/// if `removed` contains it, or that wijk or gemeente. In every other code of the edition the two years
/// agree.
public struct OtherYear: Hashable, Sendable {
    /// The year.
    public let year: Int
    /// Codes of that year that the edition does not have.
    public let added: Set<RegionCode>
    /// Codes of the edition that the other year does not have.
    public let removed: Set<RegionCode>
    /// True if codes may have letters in that year, at levels where no code of the edition has.
    public let holdsLetters: Bool

    /// Creates the difference between an edition and another year.
    public init(year: Int, added: Set<RegionCode>, removed: Set<RegionCode>, holdsLetters: Bool = false) {
        self.year = year
        self.added = added
        self.removed = removed
        self.holdsLetters = holdsLetters
    }

    /// True if a code of the edition, given with the codes that contain it, does not exist in this year.
    func lacks(_ code: [RegionCode]) -> Bool { code.contains(where: removed.contains) }

    /// True if a well-formed code that the edition lacks, given with the codes that contain it, exists in
    /// this year.
    func has(_ code: [RegionCode], withLetters: Bool) -> Bool {
        withLetters && holdsLetters || code.contains(where: added.contains)
    }
}
