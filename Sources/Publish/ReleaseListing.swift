import Files
import SystemPackage

/// Operations on files of releases that only look, and on those that can be made again.
extension ReleaseFiles {
    /// The names in a directory, in the order of their bytes; none if it cannot be read.
    static func names(in path: String) -> [String] {
        guard let directory = try? Directory(following: FilePath(path)) else { return [] }
        return (try? directory.names())?.map(\.string) ?? []
    }

    /// True for a folder without entries, as a release has that has no tables any more.
    static func isEmptyFolder(_ path: String) -> Bool {
        FileStatus(of: path)?.kind == .directory && names(in: path).isEmpty
    }

    /// True if there is an entry of that name.
    static func exists(_ path: String) -> Bool { FileStatus(of: path) != nil }

    /// The size of a regular file; nil if there is none.
    static func size(of path: String) -> Int64? {
        FileStatus(of: path).flatMap { $0.kind == .regular ? $0.size : nil }
    }

    /// The destination of a symbolic link; nil if there is none.
    static func destination(of path: String) -> String? {
        (try? Directory.above(path) { above, name in above.destination(of: name)?.string }) ?? nil
    }

    /// Writes a file that can be made again under a temporary name, without waiting for the disk.
    static func stage(_ bytes: [UInt8], for path: String) {
        try? Directory.above(stagedName(path)) { above, name in
            let file = try above.open(
                name,
                .writeOnly,
                options: [.create, .truncate],
                permissions: .ownerReadWrite
            )
            do {
                try file.closeAfter { _ = try file.writeAll(bytes) }
            } catch {
                try above.remove(name)
            }
        }
    }

    /// Gives a staged file its name, if there is one.
    static func adopt(_ path: String) {
        try? Directory.above(stagedName(path)) { above, staged in
            try Directory.above(path) { _, name in try above.rename(staged, to: above, as: name) }
        }
    }

    /// Removes a staged file, if there is one.
    static func dropStaged(_ path: String) {
        _ = try? Directory.above(stagedName(path)) { above, name in try above.remove(name) }
    }

    private static func stagedName(_ path: String) -> String { path + ".new" }
}
