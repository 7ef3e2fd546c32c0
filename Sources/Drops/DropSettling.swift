/// Decides when a file in a drop is complete, as a value: looks go in, names to take come out.
///
/// A file that was renamed into the drop is complete at once. A file that is written in place is complete
/// when nothing about it has changed for the settle time, by this machine's clock if that is newer than
/// the file's own times, which may come from another machine.
public struct DropSettling: Sendable {
    private let settle: Int64
    private var seen: [String: (stamp: DropDirectory.Stamp, since: Int64)] = [:]
    private var renamed: Set<String> = []

    /// Creates a decider for a settle time in milliseconds.
    public init(settle: Int64) { self.settle = settle }

    /// A file of that name was renamed into the drop.
    public mutating func noteRenamed(_ name: String) { renamed.insert(name) }

    /// A file of that name is being written: a rename seen before says nothing any more.
    public mutating func noteWritten(_ name: String) { renamed.remove(name) }

    /// Decides about what stands in the drop now.
    ///
    /// - Parameters:
    ///   - entries: What stands in the drop now.
    ///   - now: Milliseconds since 1970.
    ///   - trustTimes: Whether a file that was last written longer ago than the settle time, by its own time,
    ///     is quiet at first sight: nobody saw it arrive, and a rename does not change that time.
    /// - Returns: The entries that are complete, and in how many milliseconds to look again for the others.
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
