import Dispatch
import Synchronization

/// The progress of long work on a terminal: how far it is, how fast it goes, and how long it still takes.
package struct WorkProgress: Sendable {
    private let name: String
    private let unit: Unit
    private let start = DispatchTime.now().uptimeNanoseconds

    /// Unit of counting.
    package enum Unit: Sendable {
        /// Bytes.
        case bytes
        /// Things of this name, in the plural.
        case things(String)
    }

    /// Begins to measure.
    package init(_ name: String, _ unit: Unit) {
        self.name = name
        self.unit = unit
    }

    /// The line that tells of so much of a whole, after so many seconds of work; nil for the time since it began.
    package func line(_ done: Int64, of whole: Int64, after seconds: Double? = nil) -> String {
        let seconds = seconds ?? Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        let whole = max(1, whole)
        let percent = min(100, max(0, done) * 100 / whole)
        // In the first moments nobody can tell.
        guard seconds > 0.5, done > 0 else { return "\(name): \(percent) %" }
        let rate = Double(done) / seconds
        let left = max(0, Double(whole - done)) / rate
        return "\(name): \(percent) %, \(speed(rate)), \(duration(left)) left"
    }

    /// Shows the line on standard error, if that is a terminal.
    package func show(_ done: Int64, of whole: Int64) {
        Terminal.standardError.progress(line(done, of: whole))
    }

    private func speed(_ rate: Double) -> String {
        switch unit {
        case .bytes: rate >= 1e6 ? "\(tenths(rate / 1e6)) MB/s" : "\(tenths(rate / 1e3)) kB/s"
        case .things(let name): "\(tenths(rate)) \(name)/s"
        }
    }

    private func tenths(_ value: Double) -> String {
        let tenths = Int((min(value, 1e12) * 10).rounded())
        return value >= 100 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }

    private func duration(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 360_000).rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole / 60 % 60) min"
    }
}

/// The progress of one file after the other: each begins anew, and a line is written where a per cent is gained.
package final class FilesProgress: Sendable {
    private let shown = Mutex<(name: String, progress: WorkProgress, percent: Int64)?>(nil)

    /// Begins without a file.
    package init() {}

    /// Shows how far a file has been read, on standard error; nil where none is being read.
    package func show(_ reading: (name: String, done: Int64, size: Int64)?) {
        shown.withLock { shown in
            guard let (name, done, size) = reading, size > 0 else {
                if shown != nil { Terminal.standardError.endProgress() }
                shown = nil
                return
            }
            let percent = done * 100 / size
            if let known = shown, known.name == name, known.percent == percent { return }
            var progress = WorkProgress(name, .bytes)
            if let known = shown, known.name == name { progress = known.progress }
            progress.show(done, of: size)
            shown = (name, progress, percent)
        }
    }
}
