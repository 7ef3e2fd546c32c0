import Classification
import Files
import Statistics
import YAMLReading

/// Replaces the unions of an edition by an external list.
public struct UnionsImport: Encodable, Hashable, Sendable {
    /// The edition.
    public let edition: String
    /// The number of unions before.
    public let before: Int
    /// The number of unions now.
    public let after: Int

    /// True if the header of a file is that of a list of unions.
    public static func recognises(_ file: String) -> Bool {
        (try? header(of: file)) == EditionUnions.header
    }

    /// Imports lines of `code;name;member` in UTF-8 into the directory of an edition that has the regions.
    ///
    /// - Returns: The changes.
    /// - Throws: ``FileFlaw`` if the list cannot be used, ``MachineFault`` if it cannot be written; nothing
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
        // An import is the way to repair broken unions.
        let before = (try? EditionUnions.read(path: directory, of: edition))?.count ?? 0
        let text = try ReadFile.bytes(of: file, limit: EditionDirectory.limit)
        try Durable.write(text, to: directory + "/" + EditionUnions.name, mode: 0o644)
        return Self(edition: edition.key, before: before, after: unions.count)
    }

    /// The summary for people.
    public var lines: [String] {
        ["The edition \(edition) now holds the unions of this list.", "unions: \(before) -> \(after)"]
    }

    /// The fields of the first line.
    private static func header(of file: String) throws -> [String] {
        let bytes = try ReadFile.bytes(of: file, limit: EditionDirectory.limit)
        return RegionsLines(Array(bytes.prefix(1_024)), separator: 59).lines.first?.fields ?? []
    }
}
