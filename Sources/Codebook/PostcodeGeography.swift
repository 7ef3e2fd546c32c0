public import Statistics

/// A second geography beside the regions of the edition: four-digit postcodes, which do not nest in them.
///
/// Its figures come from units that were delivered with a postcode, one row a unit; other forms tell none.
public struct PostcodeGeography: Hashable, Sendable {
    /// The key of its only level, for example `pc4`; also what its extracts are called.
    public var level: String
    /// What people call such a region.
    public var title: Text

    /// Creates a geography of postcodes.
    public init(level: String, title: Text) {
        self.level = level
        self.title = title
    }
}

extension Codebook {
    /// The codebook by which figures of postcodes are scored, protected and published; nil where there are none.
    ///
    /// Topics, scheme and protection are the same; only the published level is another.
    public var ofPostcodes: Codebook? {
        guard let postcodes else { return nil }
        var codebook = self
        codebook.levels = [postcodes.level]
        codebook.title = Text(
            nl: "\(title.nl); \(postcodes.title.nl)",
            en: "\(title.en); \(postcodes.title.en)"
        )
        return codebook
    }
}
