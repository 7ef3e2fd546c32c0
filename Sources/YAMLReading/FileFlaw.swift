/// What is wrong with a file of the configuration: where, what, and what to do about it.
public struct FileFlaw: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The line at fault, from 1; nil when no one line is.
    public let line: Int?
    /// The column at fault, from 1.
    public let column: Int?
    /// What is wrong.
    public let message: String
    /// What to do about it.
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
