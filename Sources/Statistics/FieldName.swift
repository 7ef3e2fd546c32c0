/// A column of a delivered table, as a spreadsheet and its header name it.
public struct FieldName: Hashable, Sendable, Codable {
    /// The letters of the column in a spreadsheet: `A` for the first, `AA` for the twenty-seventh.
    public let letter: String
    /// The header, shortened; nil where it has none.
    public let header: String?

    /// The most characters of a header that are kept.
    private static let longest = 60

    /// Names the column at a position, from 0.
    public init(position: Int, header: String?) {
        var letter = ""
        var rest = position + 1
        while rest > 0 {
            rest -= 1
            letter = String(UnicodeScalar(UInt8(65 + rest % 26))) + letter
            rest /= 26
        }
        self.letter = letter
        let text = header.flatMap { $0.isEmpty ? nil : $0 }
        self.header = text.map { $0.count > Self.longest ? $0.prefix(Self.longest - 1) + "…" : $0 }
    }
}
