public import Statistics

/// A region of one edition of the classification.
public struct Region: Hashable, Sendable {
    /// The source of a region's name, and so how far it can be trusted.
    public enum NameTrust: Hashable, Sendable {
        /// The name is of the edition's own year.
        case edition
        /// The name is of an earlier year; the region may since have been given another.
        case earlier(year: Int)
        /// No name is known.
        case none
    }

    /// The code.
    public let code: RegionCode
    /// The name; empty when none is known.
    public let name: String
    /// The source of the name.
    public let nameTrust: NameTrust
    /// The position of its level in the edition, 0 for the coarsest.
    public let level: Int
    /// The parent; nil for the coarsest level.
    public let parent: RegionIndex?

    /// Creates a region.
    public init(code: RegionCode, name: String, nameTrust: NameTrust, level: Int, parent: RegionIndex?) {
        self.code = code
        self.name = name
        self.nameTrust = nameTrust
        self.level = level
        self.parent = parent
    }
}
