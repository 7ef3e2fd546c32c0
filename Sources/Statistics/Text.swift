/// A text for people, in Dutch and English.
///
/// Receipts, pages and findings exist in both languages; the shell that shows one chooses.
public struct Text: Hashable, Sendable, Codable {
    /// The Dutch text.
    public let nl: String
    /// The English text.
    public let en: String

    /// Creates a text of both languages.
    public init(nl: String, en: String) {
        self.nl = nl
        self.en = en
    }

    /// Returns the text in `language`.
    public subscript(_ language: Language) -> String {
        switch language {
        case .nl: nl
        case .en: en
        }
    }
}

/// The language of receipts, pages and findings.
public enum Language: String, Hashable, Sendable, CaseIterable {
    /// Dutch.
    case nl
    /// English.
    case en
}
