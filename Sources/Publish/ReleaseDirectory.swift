import Crypto
import Files
import Foundation
import Statistics

/// A release on the disk with its manifest, verified.
public struct ReleaseDirectory: Hashable, Sendable {
    /// The path of the directory.
    public let path: String
    /// The manifest of the release.
    public let manifest: Manifest

    /// The thoroughness of verification.
    public enum Verification: Hashable, Sendable {
        /// Every file is there and has its size.
        case sizes
        /// Every file has its digest as well, and nothing else stands beside the manifest.
        case digests
    }

    /// The reasons why a directory is not a whole release.
    public enum Flaw: Error, Hashable, Sendable, CustomStringConvertible {
        /// There is no manifest, so this is not a release.
        case noManifest(String)
        /// The manifest cannot be read, or contradicts itself.
        case damagedManifest(String)
        /// A file of the manifest is missing, or is no regular file.
        case missing(String)
        /// A file has another size or digest than in the manifest.
        case changed(String)
        /// A file is not in the manifest.
        case unexpected(String)

        /// The file that the flaw is found in.
        var place: String {
            switch self {
            case .noManifest(let path): path + "/" + Manifest.name
            case .damagedManifest(let path), .missing(let path), .changed(let path), .unexpected(let path):
                path
            }
        }

        /// The flaw and its place.
        public var description: String {
            switch self {
            case .noManifest(let path): "\(path) has no \(Manifest.name), so it is not a release"
            case .damagedManifest(let path): "\(path) is damaged"
            case .missing(let path): "\(path) is missing"
            case .changed(let path): "\(path) is not what the manifest says it is"
            case .unexpected(let path): "\(path) does not belong to the release"
            }
        }
    }

    /// Reads a release and checks it against its manifest.
    ///
    /// - Parameters:
    ///   - path: The directory, or a link to it such as `current`.
    ///   - verification: The thoroughness of verification.
    /// - Returns: The release.
    /// - Throws: The first ``Flaw`` found.
    public static func read(_ path: String, verifying verification: Verification = .sizes) throws(Flaw)
        -> Self
    {
        let file = path + "/" + Manifest.name
        guard let bytes = ReadFile.regular(file, limit: 16 << 20) else { throw .noManifest(path) }
        guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)),
            manifest.extractsHash == Manifest.hash(of: manifest.files),
            manifest.files.allSatisfy({ isInside($0.path) })
        else { throw .damagedManifest(file) }
        for file in manifest.files { try check(file, in: path, verification) }
        let known = Set(manifest.files.map(\.path))
        // Every folder that a file stands in, at any depth.
        let folders = Set(
            manifest.files.flatMap { file in
                let parts = file.path.split(separator: "/").dropLast()
                return parts.indices.map { parts[...$0].joined(separator: "/") }
            }
        )
        for folder in folders.sorted() {
            try refuseStrangers(in: path, folder + "/") { known.contains($0) || folders.contains($0) }
        }
        if verification == .digests {
            // Nothing vouches for what stands beside the manifest either: who checks a copy is to hear of it.
            let own = [Manifest.name, ReleaseSignature.name]
            try refuseStrangers(in: path, "") {
                own.contains($0) || folders.contains($0) || known.contains($0)
                    || ReleaseFiles.isEmptyFolder(path + "/" + $0)
            }
        }
        return Self(path: path, manifest: manifest)
    }

    /// Throws the first entry of a folder, given by its path with a `/` behind it, that is not known.
    private static func refuseStrangers(in path: String, _ folder: String, knowing isKnown: (String) -> Bool)
        throws(Flaw)
    {
        for name in ReleaseFiles.names(in: path + "/" + folder) where !isKnown(folder + name) {
            throw .unexpected("\(path)/\(folder)\(name)")
        }
    }

    private static func check(_ file: Manifest.File, in path: String, _ verification: Verification)
        throws(Flaw)
    {
        let place = path + "/" + file.path
        guard let size = ReleaseFiles.size(of: place) else { throw .missing(place) }
        guard size == file.bytes else { throw .changed(place) }
        guard verification == .digests else { return }
        var hash = SHA256()
        let isRead = unsafe ReadFile.pieces(of: place) { piece in
            unsafe hash.update(bufferPointer: piece)
            return true
        }
        guard isRead, hash.finalize().hexadecimal == file.sha256 else { throw .changed(place) }
    }

    /// True if a path of a manifest stays inside the release.
    private static func isInside(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !parts.isEmpty && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}
