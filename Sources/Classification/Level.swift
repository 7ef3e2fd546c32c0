public import Statistics

/// A level of a regional classification, for example gemeente, wijk or buurt.
public struct Level: Hashable, Sendable {
    /// Whether an edition's list of a level holds every region there is.
    public enum Completeness: String, Hashable, Sendable, CaseIterable {
        /// Every region of the level is listed: a code that is not, does not exist.
        case complete
        /// Regions are known to be lacking: a well-formed code that is not listed may exist.
        case incomplete
    }

    /// The stable name of the level in files and receipts, for example `buurt`.
    public let key: String
    /// What people call it.
    public let title: Text
    /// The letters that every code of the level begins with, for example `BU`.
    public let prefix: String
    /// How many digits follow the letters.
    public let digits: Int
    /// How many of the last of these may be capital letters in some editions.
    public let lettersAllowed: Int
    /// How many regions the level officially has; nil where nobody says.
    public let officialCount: Int?
    /// Whether this edition lists them all.
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

    /// Whether `code` is written as the codes of this level are, in any edition.
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

    /// Whether `code` is well formed and holds letters behind the prefix.
    public func holdsLetters(_ code: RegionCode) -> Bool {
        isWellFormed(code)
            && code.description.utf8.dropFirst(prefix.utf8.count).contains { (65...90).contains($0) }
    }
}
