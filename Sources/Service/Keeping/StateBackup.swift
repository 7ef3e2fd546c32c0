package import ConfigurationFiles
import Files
import Foundation
package import Ledger
import ReleaseService

/// A backup of the state in a directory: the ledger as it was at one moment, and every file beside it, with a list.
///
/// The list `backup.json` is written last; a directory without it is no backup. What can be made again, and what
/// belongs to a running process, is left out. A backup is as confidential as the state itself.
package struct StateBackup {
    /// The directory of the backup.
    package let root: String

    package init(root: String) {
        self.root = root
    }
    /// The list of what is in a backup.
    package static let list = "backup.json"

    /// The content of a backup.
    package struct Content: Codable {
        /// One file, by its path below the state.
        package struct File: Codable {
            package var path: String
            package var bytes: Int64
            package var sha256: String
        }

        /// The version of the program that made it.
        package var version: String
        /// The moment in milliseconds since 1970.
        package var time: Int64
        package var files: [File]
    }

    private static let leftOut: Set<String> = [
        "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "lock", "cache", "requests", "troubles",
        "ask", "check",
    ]

    /// Makes the backup, beside a running daemon or without one.
    ///
    /// - Parameters:
    ///   - configuration: Where the state is.
    ///   - time: The moment that the list names.
    ///   - progress: Called with the bytes that are copied and checked, and with those there are, both times.
    /// - Returns: The list of what is in it.
    /// - Throws: ``UnusableBackup`` where something stands in the directory already.
    package func make(
        of configuration: Configuration,
        at time: Timestamp,
        progress: @escaping (Int64, Int64) -> Void = { _, _ in }
    ) throws -> Content {
        try Durable.createDirectory(root, mode: 0o700)
        guard Durable.names(in: root).isEmpty else {
            throw UnusableBackup("\(root): is not empty; name a new directory for the backup")
        }
        let ledger = try SQLiteLedger(readingPath: configuration.ledger)
        // Everything is read twice: copied, and then checked.
        let whole = 2 * (Self.size(of: "", in: configuration) + Self.size(of: configuration.ledger))
        var done: Int64 = 0
        func moved(_ path: String) {
            done += Self.size(of: root + "/" + path)
            progress(min(done, whole), whole)
        }
        var paths: Set<String> = []
        // Files move from the spool to the archive meanwhile: what the ledger knows is in one of both looks.
        paths.formUnion(try copyBeside(configuration, moved))
        try ledger.backUp(to: root + "/ledger.sqlite")
        moved("ledger.sqlite")
        paths.formUnion(try copyBeside(configuration, moved))
        var content = Content(version: Version.number, time: time.milliseconds, files: [])
        for path in paths.sorted() + ["ledger.sqlite"] {
            let digest = try Self.digest(root + "/" + path)
            content.files.append(.init(path: path, bytes: digest.bytes, sha256: digest.sha256))
            moved(path)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        try Durable.write(Array(encoder.encode(content)), to: root + "/" + Self.list, mode: 0o600)
        return content
    }

    /// Copies what lies beside the ledger and is not there yet; what goes away meanwhile is no part of it.
    private func copyBeside(_ configuration: Configuration, _ moved: (String) -> Void) throws -> Set<String> {
        var copied: Set<String> = []
        try copy("", of: configuration, &copied, moved)
        return copied
    }

    /// The size of a file in bytes; 0 where there is none.
    private static func size(of path: String) -> Int64 {
        FileStatus(of: path)?.size ?? 0
    }

    /// The size of what is copied from a folder of the state.
    private static func size(of folder: String, in configuration: Configuration) -> Int64 {
        Durable.names(in: configuration.state + "/" + folder).reduce(0) { sum, name in
            if folder.isEmpty, leftOut.contains(name) { return sum }
            let path = folder.isEmpty ? name : folder + "/" + name
            let source = configuration.state + "/" + path
            guard let status = FileStatus(of: source), !isSame(configuration.publish, source) else {
                return sum
            }
            switch status.kind {
            case .directory where isBackup(source): return sum
            case .directory: return sum + size(of: path, in: configuration)
            case .regular: return sum + status.size
            default: return sum
            }
        }
    }

    private func copy(
        _ folder: String,
        of configuration: Configuration,
        _ copied: inout Set<String>,
        _ moved: (String) -> Void
    ) throws {
        for name in Durable.names(in: configuration.state + "/" + folder) {
            let path = folder.isEmpty ? name : folder + "/" + name
            let source = configuration.state + "/" + path
            if folder.isEmpty, Self.leftOut.contains(name) { continue }
            if [configuration.publish, root].contains(where: { Self.isSame($0, source) }) { continue }
            guard let status = FileStatus(of: source) else { continue }
            switch status.kind {
            case .directory where Self.isBackup(source): continue
            case .directory:
                try copy(path, of: configuration, &copied, moved)
            case .regular:
                let target = root + "/" + path
                if FileStatus(of: target)?.size != status.size {
                    try Durable.createDirectory(Durable.parent(of: target), mode: 0o700)
                    do throws(MachineFault) {
                        try Durable.copy(source, to: target)
                    } catch {
                        guard error.code == ENOENT else { throw error }
                        continue
                    }
                    moved(path)
                }
                copied.insert(path)
            default: continue
            }
        }
    }

    /// Whether an earlier backup lies there, which each later one would hold again.
    private static func isBackup(_ path: String) -> Bool { FileStatus(of: path + "/" + list) != nil }

    private static func isSame(_ a: String, _ b: String) -> Bool {
        guard let first = try? FileStatus(following: a), let second = try? FileStatus(following: b) else {
            return false
        }
        return first.device == second.device && first.inode == second.inode
    }

    /// Reads the list, and checks every file against it.
    ///
    /// - Throws: ``UnusableBackup`` that names the first file that is not as it was.
    package func checked() throws -> Content {
        let path = root + "/" + Self.list
        guard let bytes = try? ReadFile.bytes(of: path, limit: 1 << 30),
            let content = try? JSONDecoder().decode(Content.self, from: Data(bytes))
        else {
            throw UnusableBackup(
                "\(path): is not there or cannot be read; name a whole directory that `peil backup` made"
            )
        }
        for file in content.files {
            let isInside = !file.path.split(separator: "/").contains("..") && !file.path.hasPrefix("/")
            let digest = isInside ? try? Self.digest(root + "/" + file.path) : nil
            guard let digest, digest.sha256 == file.sha256, digest.bytes == file.bytes else {
                throw UnusableBackup(
                    "\(root)/\(file.path): is not there or is not what was backed up; take another backup"
                )
            }
        }
        return content
    }

    /// Puts a checked backup in the place of a state that no process uses; what stood there is kept beside it.
    ///
    /// - Returns: The directory in which the state of before is kept; nil where there was none.
    package func restore(_ content: Content, to configuration: Configuration, at time: Timestamp) throws
        -> String?
    {
        let aside = configuration.state + "/before-restore-\(time.milliseconds)"
        var isKept = false
        for name in Self.leftOut.union(
            content.files.compactMap { $0.path.split(separator: "/").first.map(String.init) }
        )
        .sorted() where !["lock", "cache", "requests"].contains(name) {
            let path = configuration.state + "/" + name
            guard FileStatus(of: path) != nil else { continue }
            try Durable.createDirectory(aside, mode: 0o700)
            isKept = true
            try Durable.move(path, to: aside + "/" + name)
        }
        // The ledger comes last: a restore that was cut short leaves none, and the start says so.
        for file in content.files.sorted(by: {
            ($0.path == "ledger.sqlite" ? 1 : 0) < ($1.path == "ledger.sqlite" ? 1 : 0)
        }) {
            let target = configuration.state + "/" + file.path
            try Durable.createDirectory(Durable.parent(of: target), mode: 0o700)
            try Durable.copy(root + "/" + file.path, to: target)
        }
        try Durable.syncDirectory(configuration.state)
        return isKept ? aside : nil
    }

    private static func digest(_ path: String) throws -> FileDigest {
        guard let digest = try FileDigesting(of: path).finished() else {
            throw MachineFault("read", path, code: EINVAL)
        }
        return digest
    }
}

/// A directory that cannot serve as a backup: what is wrong with it, and the repair.
package struct UnusableBackup: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
