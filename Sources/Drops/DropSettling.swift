/// Decides as a value when a file in a drop is complete: observations go in, names to take come out.
///
/// A file that was renamed into the drop is complete at once. A file that is written in place is complete
/// when it has not changed for the settle time, by this machine's clock if that is later than the file's own
/// times, which may come from another machine.
public struct DropSettling: Sendable {
    private let settle: Int64
    private var seen: [String: (stamp: DropDirectory.Stamp, since: Int64)] = [:]
    private var renamed: Set<String> = []

    /// Creates a decider for a settle time in milliseconds.
    public init(settle: Int64) { self.settle = settle }

    /// Notes that a file was renamed into the drop.
    public mutating func noteRenamed(_ name: String) { renamed.insert(name) }

    /// Notes that a file is being written: an earlier rename does not count any more.
    public mutating func noteWritten(_ name: String) { renamed.remove(name) }

    /// Decides about the present files of the drop.
    ///
    /// - Parameters:
    ///   - entries: The present files of the drop.
    ///   - now: Milliseconds since 1970.
    ///   - trustTimes: True if a file whose own modification time is older than the settle time counts as
    ///     quiet at first sight: nobody saw it arrive, and a rename does not change that time.
    /// - Returns: The complete entries, and the milliseconds until the next look at the others.
    public mutating func ready(
        _ entries: [DropDirectory.Entry],
        now: Int64,
        trustTimes: Bool
    ) -> (take: [DropDirectory.Entry], lookAgainIn: Int64?) {
        var take: [DropDirectory.Entry] = []
        var wait: Int64?
        var still: [String: (stamp: DropDirectory.Stamp, since: Int64)] = [:]
        for entry in entries {
            if renamed.contains(entry.name) || entry.kind == .special || settle == 0 {
                take.append(entry)
                continue
            }
            var since = now
            if let before = seen[entry.name], before.stamp == entry.stamp { since = before.since }
            let quiet = trustTimes ? max(now - since, now - entry.stamp.written) : now - since
            if quiet >= settle {
                take.append(entry)
            } else {
                still[entry.name] = (entry.stamp, since)
                wait = min(wait ?? .max, max(settle - quiet, 1))
            }
        }
        seen = still
        renamed.removeAll()
        return (take, wait)
    }
}
