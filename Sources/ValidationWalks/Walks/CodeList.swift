package import Statistics

/// The first few of many codes, for use in a sentence.
package struct CodeList {
    /// The number of codes in a sentence.
    package static let shown = 5

    private let codes: [String]
    private let more: Int

    /// Takes the first codes of `codes`.
    package init(_ codes: some Collection<RegionCode>) {
        self.codes = codes.prefix(Self.shown).map(\.description)
        more = codes.count - self.codes.count
    }

    /// The codes in Dutch: `BU1, BU2 en nog 7`.
    package var nl: String { codes.joined(separator: ", ") + (more > 0 ? " en nog \(more)" : "") }

    /// The codes in English: `BU1, BU2 and 7 more`.
    package var en: String { codes.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "") }
}
