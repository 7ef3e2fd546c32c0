import Foundation
import Glibc

/// A stream that may be a terminal: colour and progress there, plain text elsewhere.
package struct Terminal: Sendable {
    /// Standard output.
    package static let standardOutput = Self(descriptor: STDOUT_FILENO)
    /// Standard error.
    package static let standardError = Self(descriptor: STDERR_FILENO)

    private let descriptor: Int32
    /// True if a person is watching.
    let isTerminal: Bool
    private let hasColour: Bool

    private init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        let environment = ProcessInfo.processInfo.environment
        hasColour = isTerminal && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
    }

    /// The characters of a line; nil where nobody's terminal limits it.
    var width: Int? {
        var size = winsize()
        if isTerminal, unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init) ?? (isTerminal ? 80 : nil)
    }

    /// Writes the whole text; a closed pipe ends the process quietly.
    package func write(_ text: String) {
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
    package func line(_ text: String = "") { write(text + "\n") }

    /// The styles that Peil uses.
    package enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "31;1"
        case yellow = "33;1"
        case green = "32;1"
        case cyan = "36"
    }

    /// Returns text in a style, if there is colour.
    package func styled(_ text: String, _ style: Style) -> String {
        hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Shows the progress of long work on one line; nothing without a terminal.
    package func progress(_ text: String) {
        if isTerminal { write("\r\u{1B}[2K" + text) }
    }

    /// Removes the progress line.
    package func endProgress() {
        if isTerminal { write("\r\u{1B}[2K") }
    }
}
