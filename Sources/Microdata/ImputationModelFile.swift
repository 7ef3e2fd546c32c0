import Foundation
public import Imputation

/// The text of an imputation model, as docs/formats/model.md describes it: kept with a period in the ledger,
/// and published beside its release.
public enum ImputationModelFile {
    /// The version of the format.
    package static let version = 1

    private struct Content: Codable {
        let version: Int
        let model: ImputationModel
    }

    /// Writes a model: JSON on one line, keys sorted, every number in the fewest digits that restore it
    /// exactly.
    public static func bytes(_ model: ImputationModel) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(Content(version: version, model: model))) + [10]
    }

    /// Reads a model, equal in every bit.
    ///
    /// - Returns: The model; nil for other text or another version.
    public static func read(_ bytes: [UInt8]) -> ImputationModel? {
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)),
            content.version == version, content.model.isConsistent
        else { return nil }
        return content.model
    }
}
