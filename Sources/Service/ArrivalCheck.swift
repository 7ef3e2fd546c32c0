import Drops
import Examination
import Files
import Glibc

/// What can be wrong with a claimed file before it is read.
enum ArrivalCheck {
    /// Why a claimed file cannot be read; nil where it can, and nobody else can write it any more.
    static func fault(of path: String) throws(MachineFault) -> ArrivalFinding? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw MachineFault("look at", path) }
            return .lost
        }
        switch SpoolNote(at: path) {
        case .directory: return .directory
        case .unreadable: return .unreadable
        case .notAFile: return .notAFile
        case nil: break
        }
        // Whoever delivered it may have it open still: from here on it is a file that nobody else can write.
        do throws(MachineFault) {
            try SpoolFile.makeOwn(path)
            return nil
        } catch {
            guard error.code == EACCES else { throw error }
            return .unreadable
        }
    }

    /// Why a file is not the one that the digest file beside it is about; nil where it is, or there is none.
    static func fault(of digest: FileDigest, beside path: String, named name: String) -> ArrivalFinding? {
        switch SidecarDigest(of: path, named: name) {
        case .absent: nil
        case .unreadable: .digestUnreadable
        case .digest(let expected): expected == digest.sha256 ? nil : .digestMismatch
        }
    }
}
