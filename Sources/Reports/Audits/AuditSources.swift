import Files
import Foundation
import Publish

/// The files that `peil audit` reads, and the manifest's data set and edition.
package struct AuditSources {
    /// The tables, in the order of their names.
    package let files: [String]
    /// The data set; nil without a manifest.
    package let dataset: String?
    /// The edition of the classification; nil without a manifest.
    package let edition: String?
    /// The number of the release; nil without a manifest.
    package let release: Int?

    private struct Manifest: Decodable {
        let dataset: String?
        let edition: String?
        let release: Int?
    }

    /// Finds the tables of a release, of a directory, or a file itself.
    ///
    /// - Throws: ``CommandFailure`` if there are none.
    package static func find(_ path: String) throws -> Self {
        guard let status = (try? FileStatus(following: path)) ?? nil else {
            throw CommandFailure(
                .unusableInput,
                "\(path): there is no such file or directory; name a release"
            )
        }
        if status.kind == .regular { return Self(files: [path], dataset: nil, edition: nil, release: nil) }
        let extracts = path + "/statline"
        let home = FileStatus(of: extracts) != nil ? extracts : path
        let names = Durable.names(in: home).sorted()
        // The feeds of a release have the same content as its CSV files.
        let tables = names.filter { $0.hasSuffix(".csv") }
        guard !tables.isEmpty else {
            throw CommandFailure(
                .unusableInput,
                "\(path): there are no CSV tables here; name a release directory or a table"
            )
        }
        let manifest = ReadFile.regular(path + "/manifest.json", limit: 16 << 20)
            .flatMap { try? JSONDecoder().decode(Manifest.self, from: Data($0)) }
        return Self(
            files: tables.map { home + "/" + $0 },
            dataset: manifest?.dataset,
            edition: manifest?.edition,
            release: manifest?.release
        )
    }
}
