import Foundation
import TestSupport
import Testing

/// The codebook that is installed with Peil, and what becomes of it when a line is changed.
enum ShippedCodebook {
    static let path = PackageFiles.codebook("ses-woa")

    static let text = text(of: "ses-woa")

    /// The text of a shipped codebook.
    static func text(of dataset: String) -> String {
        let path = PackageFiles.codebook(dataset)
        guard let data = FileManager.default.contents(atPath: path) else { fatalError("there is no \(path)") }
        return String(decoding: data, as: UTF8.self)
    }

    /// The text with the first place of one piece changed into another, and the line where that stands.
    static func changed(
        _ old: String,
        _ new: String,
        in dataset: String = "ses-woa",
        from sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> (text: String, line: Int) {
        let text = text(of: dataset)
        let range = try #require(text.firstRange(of: old), sourceLocation: sourceLocation)
        return (
            text.replacingCharacters(in: range, with: new), 1 + text[..<range.lowerBound].count { $0 == "\n" }
        )
    }
}
