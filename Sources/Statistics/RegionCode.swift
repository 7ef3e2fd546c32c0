/// The code of a region in an edition of the regional classification, for example `BU03630000`.
///
/// A code is text as delivered, without its padding; whether such a region exists, an edition tells.
public struct RegionCode: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The code, without padding; leading zeros count.
    public let description: String

    /// Creates a region code from text without padding.
    public init(_ code: String) { description = code }

    /// Codes order by their bytes.
    public static func < (a: Self, b: Self) -> Bool {
        a.description.utf8.lexicographicallyPrecedes(b.description.utf8)
    }

    /// Reads a code from a single string.
    public init(from decoder: any Decoder) throws {
        description = try decoder.singleValueContainer().decode(String.self)
    }

    /// Writes the code as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
