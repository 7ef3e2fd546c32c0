import Drops
import Examination
import Files
import Glibc

/// What can be wrong with a claimed file before it is read.
struct ArrivalCheck {
    let peil: Peil
    /// Called where work moves.
    var moved: @Sendable () -> Void = {}

    /// Why a claimed file cannot be read; nil where it can, and nobody else can write it any more.
    func fault(of path: String) throws -> ArrivalFinding? {
        guard try FileStatus(notFollowing: path) != nil else { return .lost }
        switch SpoolNote(at: path) {
        case .directory: return .directory
        case .unreadable: return .unreadable
        case .notAFile: return .notAFile
        case nil: break
        }
        // Whoever delivered it may have it open still: from here on it is a file that nobody else can write.
        do throws(MachineFault) {
            try SpoolFile.makeOwn(path, goesOn: peil.goingOn(moved))
            return nil
        } catch {
            // A copy that was given up because the process stops is no fault.
            try peil.interruption.check()
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
