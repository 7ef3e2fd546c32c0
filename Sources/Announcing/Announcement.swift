import Foundation

/// Published facts of a release, as they are sent to its subscribers; holds nothing else.
package struct Announcement: Hashable, Sendable, Encodable {
    /// The data set.
    package var dataset: String
    /// The number of the release.
    package var release: Int
    /// The time of its making, in UTC, as its manifest says it.
    package var time: String
    /// The path of its manifest below the directory of releases.
    package var manifest: String
    /// The SHA-256 of the manifest, in hexadecimal digits.
    package var manifestSHA256: String

    private enum CodingKeys: String, CodingKey {
        case dataset, release, time, manifest
        case manifestSHA256 = "manifestSha256"
    }

    package init(dataset: String, release: Int, time: String, manifest: String, manifestSHA256: String) {
        self.dataset = dataset
        self.release = release
        self.time = time
        self.manifest = manifest
        self.manifestSHA256 = manifestSHA256
    }

    /// The announcement as JSON: the same bytes whenever it is said.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [10]
    }
}
