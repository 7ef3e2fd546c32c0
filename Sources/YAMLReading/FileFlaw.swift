/// A flaw in a file of the configuration: place, message and repair.
public struct FileFlaw: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The faulty line, from 1; nil if it is not one line.
    public let line: Int?
    /// The faulty column, from 1.
    public let column: Int?
    /// The flaw, in words.
    public let message: String
    /// The repair.
    public let hint: String

    /// Creates a flaw.
    public init(path: String, line: Int? = nil, column: Int? = nil, message: String, hint: String) {
        self.path = path
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
    }

    /// `path:line:column: message; hint`.
    public var description: String {
        let place = line.map { ":\($0):\(column ?? 1)" } ?? ""
        return "\(path)\(place): \(message); \(hint)"
    }
}
