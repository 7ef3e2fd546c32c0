import Files
package import SystemPackage

/// Decides as a value when a file in a drop is complete: observations go in, names to take come out.
///
/// A file that was renamed into the drop is complete at once. A file that is written in place is complete
/// when it has not changed for the settle time and nobody is known to have it open for writing.
package struct DropSettling: Sendable {
    private let settle: Int64
    private var seen: [FilePath.Component: (stamp: DropDirectory.Stamp, since: Int64)] = [:]
    private var renamed: Set<FilePath.Component> = []

    /// The time in milliseconds that a file which cannot be read is given for its permissions to follow.
    private static let grace: Int64 = 1000

    /// Creates a decider for a settle time in milliseconds.
    package init(settle: Int64) { self.settle = settle }

    /// Notes that a file was renamed into the drop.
    package mutating func noteRenamed(_ name: FilePath.Component) { renamed.insert(name) }

    /// Notes that a file is being written: an earlier rename does not count any more.
    package mutating func noteWritten(_ name: FilePath.Component) { renamed.remove(name) }

    /// Decides about the present files of the drop.
    ///
    /// - Parameters:
    ///   - entries: The present files of the drop.
    ///   - now: Milliseconds of a clock that nobody sets.
    ///   - wallClock: Milliseconds since 1970, to compare with the files' own times; nil if these count for
    ///     nothing. A file whose modification is older than the settle time counts as quiet at first sight:
    ///     nobody saw it arrive, and a rename does not change that time.
    /// - Returns: The complete entries, and the milliseconds until the next look at the others.
    package mutating func ready(
        _ entries: [DropDirectory.Entry],
        now: Int64,
        wallClock: Int64?
    ) -> (take: [DropDirectory.Entry], lookAgainIn: Int64?) {
        var take: [DropDirectory.Entry] = []
        var wait: Int64?
        var still: [FilePath.Component: (stamp: DropDirectory.Stamp, since: Int64)] = [:]
        for entry in entries {
            let needed = entry.isReadable ? settle : max(settle, Self.grace)
            let isComplete = renamed.contains(entry.name) && entry.isReadable || needed == 0
            if entry.kind != .regular || isComplete && !entry.isOpen {
                take.append(entry)
                continue
            }
            var since = now
            if let before = seen[entry.name], before.stamp == entry.stamp { since = before.since }
            let quiet = max(now - since, wallClock.map { $0 - entry.stamp.written } ?? 0)
            if quiet >= needed, !entry.isOpen, entry.isReadable || now - since >= Self.grace {
                take.append(entry)
            } else {
                still[entry.name] = (entry.stamp, since)
                // Who closes a file is heard of, where anything is; elsewhere it is looked at again.
                wait = min(wait ?? .max, max(entry.isOpen ? max(settle, Self.grace) : needed - quiet, 1))
            }
        }
        seen = still
        renamed.removeAll()
        return (take, wait)
    }
}
