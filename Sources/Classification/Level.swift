public import Statistics

/// A level of a regional classification, for example gemeente, wijk or buurt.
public struct Level: Hashable, Sendable {
    /// The completeness of an edition's list of a level.
    public enum Completeness: String, Hashable, Sendable, CaseIterable {
        /// Every region of the level is listed: a code that is not listed does not exist.
        case complete
        /// Regions are known to be missing: a well-formed code that is not listed may exist.
        case incomplete
    }

    /// The stable name of the level in files and receipts, for example `buurt`.
    public let key: String
    /// The name of the level, for people.
    public let title: Text
    /// The letters that every code of the level begins with, for example `BU`.
    public let prefix: String
    /// The number of digits after the letters.
    public let digits: Int
    /// The number of final characters that may be capital letters in some editions.
    public let lettersAllowed: Int
    /// The official number of regions; nil where there is none.
    public let officialCount: Int?
    /// The completeness of this edition's list.
    public let completeness: Completeness

    /// Creates a level.
    public init(
        key: String,
        title: Text,
        prefix: String,
        digits: Int,
        lettersAllowed: Int,
        officialCount: Int?,
        completeness: Completeness
    ) {
        self.key = key
        self.title = title
        self.prefix = prefix
        self.digits = digits
        self.lettersAllowed = lettersAllowed
        self.officialCount = officialCount
        self.completeness = completeness
    }

    /// True if `code` has the form of this level's codes in any edition.
    public func isWellFormed(_ code: RegionCode) -> Bool {
        let bytes = code.description.utf8
        guard bytes.count == prefix.utf8.count + digits, bytes.starts(with: prefix.utf8) else { return false }
        var place = 0
        for byte in bytes.dropFirst(prefix.utf8.count) {
            let isLetter = place >= digits - lettersAllowed && (65...90).contains(byte)
            guard isLetter || (48...57).contains(byte) else { return false }
            place += 1
        }
        return true
    }

    /// True if `code` is well formed and has letters behind the prefix.
    public func holdsLetters(_ code: RegionCode) -> Bool {
        isWellFormed(code)
            && code.description.utf8.dropFirst(prefix.utf8.count).contains { (65...90).contains($0) }
    }
}
