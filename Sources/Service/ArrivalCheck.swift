import Drops
import Examination
import Files
import Glibc
import Statistics

/// Faults of a claimed file that are found before it is read.
struct ArrivalCheck {
    let peil: Peil
    /// Called where work moves.
    var moved: @Sendable () -> Void = {}

    /// Why a claimed file cannot be read; nil where it can, and nobody else can write it any more.
    func fault(of path: String) throws -> Finding? {
        guard try FileStatus(notFollowing: path) != nil else { return ArrivalFinding.lost.finding }
        if let note = SpoolNote(at: path) {
            return note == .directory
                ? ArrivalFinding.directory.finding
                : note.isUnreadable ? ArrivalFinding.unreadable(note) : ArrivalFinding.notAFile(note.kind)
        }
        // Whoever delivered it may have it open still: from here on it is a file that nobody else can write.
        do throws(MachineFault) {
            try SpoolFile.makeOwn(path, goesOn: peil.goingOn(moved))
            return nil
        } catch {
            // A copy that was given up because the process stops is no fault.
            try peil.interruption.check()
            guard error.code == EACCES else { throw error }
            return ArrivalFinding.unreadable(nil)
        }
    }

    /// Why a file is not the one that the digest file beside it is about; nil where it is, or there is none.
    static func fault(of digest: FileDigest, beside path: String, named name: String) -> Finding? {
        switch SidecarDigest(of: path, named: name) {
        case .absent: nil
        case .unreadable: ArrivalFinding.digestUnreadable.finding
        case .digest(let expected): expected == digest.sha256 ? nil : ArrivalFinding.digestMismatch.finding
        }
    }
}
