import Classification
import Files
import Statistics
import YAMLReading

/// Replaces the unions of an edition by a list from outside.
public struct UnionsImport: Encodable, Hashable, Sendable {
    /// The edition.
    public let edition: String
    /// How many unions it had before.
    public let before: Int
    /// How many it has now.
    public let after: Int

    /// Whether a file is a list of unions, by its header.
    public static func recognises(_ file: String) -> Bool {
        (try? header(of: file)) == EditionUnions.header
    }

    /// Imports lines of `code;name;member` in UTF-8 into the directory of an edition, which holds its regions.
    ///
    /// - Returns: What changed.
    /// - Throws: ``FileFlaw`` when the list cannot be used, ``MachineFault`` when it cannot be written; nothing
    ///   has changed then.
    public static func run(file: String, editionDirectory directory: String) throws -> Self {
        let edition = try EditionDirectory.read(path: directory)
        let unions = try EditionUnions.read(file: file, of: edition)
        guard !unions.isEmpty else {
            throw FileFlaw(
                path: file,
                message: "the list holds no unions",
                hint: "write a line a union and member"
            )
        }
        // Broken unions before are put right by an import.
        let before = (try? EditionUnions.read(path: directory, of: edition))?.count ?? 0
        let text = try ReadFile.bytes(of: file, limit: EditionDirectory.limit)
        try Durable.write(text, to: directory + "/" + EditionUnions.name, mode: 0o644)
        return Self(edition: edition.key, before: before, after: unions.count)
    }

    /// The same for people.
    public var lines: [String] {
        ["The edition \(edition) now holds the unions of this list.", "unions: \(before) -> \(after)"]
    }

    /// The fields of the first line.
    private static func header(of file: String) throws -> [String] {
        let bytes = try ReadFile.bytes(of: file, limit: EditionDirectory.limit)
        return RegionsLines(Array(bytes.prefix(1_024)), separator: 59).lines.first?.fields ?? []
    }
}
