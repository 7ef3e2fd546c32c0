/// A place in a delivered file: line and column, both from 1.
public struct Place: Hashable, Sendable, Comparable, Codable {
    /// The line, from 1.
    public let line: Int
    /// The column in characters as delivered (bytes for single-byte encodings and UTF-8), from 1.
    public let column: Int

    /// Creates a place.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Earlier places come first.
    public static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
}
