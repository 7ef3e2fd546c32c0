/// The entry of a finding in the manual: for stewards, in English, as Markdown.
public struct ManualText: Hashable, Sendable {
    /// What the finding says and why it can come up, in paragraphs.
    public let text: String
    /// What to do about it, in one sentence.
    public let repair: String

    /// Creates an entry.
    public init(_ text: String, repair: String) {
        self.text = text
        self.repair = repair
    }
}
