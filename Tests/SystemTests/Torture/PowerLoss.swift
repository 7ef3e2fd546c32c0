import Foundation

/// A run of the real daemon that was recorded call by call, and the runs that follow a loss of power in its midst.
struct PowerLoss {
    /// The disk as the recorded run wrote it.
    let disk: RecordedDisk
    /// Traces of the run: these must be there in the end, wherever the power was lost.
    let traces: Traces
    /// Fault of the recorded run; nil when it came to its end.
    let fault: String?
    private let trial: DisturbedRun

    /// Records a run from the ground of a trial.
    init(of trial: DisturbedRun) throws {
        self.trial = trial
        let here = try trial.prepared()
        let survey = try Survey(of: here.root)
        var steps = 0
        fault = try trial.undisturbed(
            here,
            ["LD_PRELOAD": DisturbedRun.seam ?? "", "SEAM_RECORD": here.root + "/record"],
            &steps
        )
        let record = [UInt8](try Data(contentsOf: URL(fileURLWithPath: here.root + "/record")))
        disk = try RecordedDisk(record: record, on: survey)
        traces = try Traces(of: here)
    }

    /// How a run after a loss of power went.
    struct Result {
        /// Traces of the run; nil where it did not come to its end.
        let traces: Traces?
        /// Verdict of SQLite on the ledger.
        let integrity: String
        /// Fault of the run itself; nil when it came to its end.
        let fault: String?
    }

    /// Puts on a disk what was left of another, and lets the daemon do what remains.
    func resumed(from left: [(path: String, content: RecordedDisk.Content)]) throws -> Result {
        let here = try Installation(isProved: trial.isProved)
        let manager = FileManager.default
        for place in DisturbedRun.places { try manager.removeItem(atPath: here.root + "/" + place) }
        for (path, content) in left
        where DisturbedRun.places.contains(where: { (path + "/").hasPrefix($0 + "/") }) {
            let target = here.root + "/" + path
            switch content {
            case .folder: try manager.createDirectory(atPath: target, withIntermediateDirectories: false)
            case .link(let to): try manager.createSymbolicLink(atPath: target, withDestinationPath: to)
            case .file(let bytes):
                let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
                guard manager.createFile(atPath: target, contents: Data(bytes), attributes: attributes) else {
                    throw CocoaError(.fileWriteUnknown)
                }
            }
        }
        var steps = 0
        let fault = try trial.undisturbed(here, [:], &steps)
        return Result(
            traces: fault == nil ? try Traces(of: here) : nil,
            integrity: (try? LedgerDump(path: here.state + "/ledger.sqlite").integrity) ?? "cannot be opened",
            fault: fault
        )
    }
}
