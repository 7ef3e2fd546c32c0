public import Statistics

/// A region of one edition of the classification.
public struct Region: Hashable, Sendable {
    /// How far the name of a region can be trusted.
    public enum NameTrust: Hashable, Sendable {
        /// The name is of the edition's own year.
        case edition
        /// The name is of an earlier year, and may since be another region's.
        case earlier(year: Int)
        /// No name is known.
        case none
    }

    /// The code.
    public let code: RegionCode
    /// The name; empty when none is known.
    public let name: String
    /// How far to trust the name.
    public let nameTrust: NameTrust
    /// The position of its level in the edition, 0 for the coarsest.
    public let level: Int
    /// The region that it is a part of; nil for the coarsest level.
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
