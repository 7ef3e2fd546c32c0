public import Statistics

/// A second geography beside the regions of the edition: four-digit postcodes, which do not nest in them.
///
/// Its figures come from microdata with postcodes; other forms have none.
public struct PostcodeGeography: Hashable, Sendable {
    /// The key of its only level, for example `pc4`; also the name of its extracts.
    public var level: String
    /// The name of such a region for people.
    public var title: Text

    /// Creates a geography of postcodes.
    public init(level: String, title: Text) {
        self.level = level
        self.title = title
    }
}

extension Codebook {
    /// The codebook for scoring, protecting and publishing figures of postcodes; nil without postcodes.
    ///
    /// Topics, scheme and protection are the same; only the published level differs.
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
