import Foundation
import Glibc

/// A stream that may be a terminal: colour and progress there, plain text elsewhere.
struct Terminal: Sendable {
    /// Standard output.
    static let standardOutput = Self(descriptor: STDOUT_FILENO)
    /// Standard error.
    static let standardError = Self(descriptor: STDERR_FILENO)

    private let descriptor: Int32
    /// Whether somebody watches.
    let isTerminal: Bool
    private let hasColour: Bool

    private init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        let environment = ProcessInfo.processInfo.environment
        hasColour = isTerminal && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
    }

    /// Writes text whole; a closed pipe ends the process quietly, as it should.
    func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Writes a line.
    func line(_ text: String = "") { write(text + "\n") }

    /// The styles that Peil uses.
    enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "31;1"
        case yellow = "33;1"
        case green = "32;1"
        case cyan = "36"
    }

    /// Returns text in a style, where there is colour.
    func styled(_ text: String, _ style: Style) -> String {
        hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Shows how far long work is, over the same line again; nothing where nobody watches.
    func progress(_ text: String) {
        if isTerminal { write("\r\u{1B}[2K" + text) }
    }

    /// Removes the progress line.
    func endProgress() {
        if isTerminal { write("\r\u{1B}[2K") }
    }
}

/// A table of text for people, its columns as wide as their content.
struct TextTable {
    private var rows: [[String]]
    private let rightAligned: Set<Int>

    /// Creates a table with a header.
    init(_ header: [String], rightAligned: Set<Int> = []) {
        rows = [header]
        self.rightAligned = rightAligned
    }

    /// Adds a row.
    mutating func add(_ row: [String]) { rows.append(row) }

    /// Writes the table, the header in bold.
    func write(to terminal: Terminal) {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for (number, row) in rows.enumerated() {
            let cells = row.enumerated().map { column, text in
                let space = String(repeating: " ", count: widths[column] - text.count)
                if rightAligned.contains(column) { return space + text }
                return column == row.count - 1 ? text : text + space
            }
            let line = cells.joined(separator: "  ")
            terminal.line(number == 0 ? terminal.styled(line, .bold) : line)
        }
    }
}

/// Writes a value as JSON with sorted keys.
func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    Terminal.standardOutput.write(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
}
