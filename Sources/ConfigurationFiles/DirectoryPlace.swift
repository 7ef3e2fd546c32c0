import Files
import Glibc

/// A directory and those that it lies in, as the system knows them: links and mounts lead to the same place.
struct DirectoryPlace {
    private struct Identity: Hashable {
        let device: UInt
        let number: UInt
    }

    private let own: Identity
    private let ancestors: Set<Identity>

    /// Looks a directory up; nil where there is none.
    init?(_ path: String) {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        var step = unsafe String(cString: resolved)
        guard let own = Self.identity(step) else { return nil }
        self.own = own
        var ancestors: Set<Identity> = []
        while step != "/" {
            step = Durable.parent(of: step)
            if let identity = Self.identity(step) { ancestors.insert(identity) }
        }
        self.ancestors = ancestors
    }

    /// The directory that a path lies in.
    static func parent(of path: String) -> String { Durable.parent(of: path) }

    /// True if one is, contains or lies in the other.
    func overlaps(_ other: Self) -> Bool {
        own == other.own || ancestors.contains(other.own) || other.ancestors.contains(own)
    }

    private static func identity(_ path: String) -> Identity? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Identity(device: UInt(status.st_dev), number: UInt(status.st_ino))
    }
}
