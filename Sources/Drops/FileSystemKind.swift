import Files
import Glibc

/// The kind of file system of a directory, as far as watching it is concerned.
package enum FileSystemKind: Hashable, Sendable {
    /// The kernel sees every change.
    case local
    /// Other machines change it without the kernel's knowledge: it must be polled.
    case network

    /// Looks up the file system of `path` in the mounts of this process; an unknown one counts as local.
    package init(of path: String) {
        guard let mounts = try? ReadFile.bytes(of: "/proc/self/mountinfo", limit: 4 << 20) else {
            self = .local
            return
        }
        self.init(of: Self.resolved(path), mounts: String(decoding: mounts, as: UTF8.self))
    }

    /// Looks up the file system of an absolute path without links in the text of a `mountinfo`.
    package init(of path: String, mounts: String) {
        var best = (length: -1, type: "")
        for line in mounts.split(separator: "\n") {
            // 36 35 98:0 /root /mount/point options optional… - type source options
            let fields = line.split(separator: " ")
            guard let dash = fields.firstIndex(of: "-"), fields.count > dash + 1, fields.count > 4 else {
                continue
            }
            let point = fields[4] == "/" ? "" : fields[4].replacing("\\040", with: " ")
            let holds = path == point || path.hasPrefix(point + "/")
            // Of two mounts on one point the later one is visible.
            if holds, point.utf8.count >= best.length { best = (point.utf8.count, String(fields[dash + 1])) }
        }
        self = Self.networkTypes.contains(best.type) ? .network : .local
    }

    private static let networkTypes: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "9p", "fuse.sshfs", "fuse.glusterfs",
        "glusterfs",
        "fuse.s3fs", "fuse.rclone", "ocfs2", "gfs2", "lustre", "virtiofs", "vboxsf", "fuse",
    ]

    private static func resolved(_ path: String) -> String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
