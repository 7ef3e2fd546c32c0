import ConfigurationFiles
import Foundation

/// Request of a command to the daemon about a file, in one line before the bytes of the file and of its limits.
struct CheckRequest: Codable, Sendable {
    /// The most bytes of the line.
    static let longest = 4096

    /// The drop that the file is meant for.
    let drop: String
    /// The name of the file.
    let name: String
    /// The bytes of the file.
    let size: Int64
    /// The bytes of the file of limits beside it; nil where there is none.
    let limits: Int64?
    /// True where a file beside it says that it is meant to drop what it lacks.
    let replaces: Bool
}

/// Answer of the daemon.
struct CheckAnswer: Codable, Sendable {
    /// The result, as JSON of ``CheckedFile``; nil where there is none.
    var checked: Data?
    /// Why there is no result.
    var refused: String?
}

extension Configuration {
    /// The directory of the sockets that stewards ask, one for each drop.
    package var asking: String { state + "/ask" }
    /// The directory of files that are being checked.
    package var checking: String { state + "/check" }
}
