/// The entry of a finding in the manual: for stewards, in English, as Markdown.
public struct ManualText: Hashable, Sendable {
    /// The meaning of the finding and its causes, in paragraphs.
    public let text: String
    /// The repair, in one sentence.
    public let repair: String

    /// Creates an entry.
    public init(_ text: String, repair: String) {
        self.text = text
        self.repair = repair
    }
}
