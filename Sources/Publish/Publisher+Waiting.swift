/// A release that waited is not any more what it was when it was built, so it must not be published.
public struct DamagedWaitingRelease: Error, Hashable, Sendable, CustomStringConvertible {
    /// The directory where it stood.
    public let path: String

    /// The flaw.
    public var description: String { "\(path) is not the release that was built there" }
}

// Releases that wait for approval, in `releases/.waiting`, where nobody but their owner can look.
extension Publisher {
    /// The directory of a release that waits.
    public func waitingDirectory(dataset: String, number: Int) -> String {
        "\(waitingRoom(of: dataset))/\(Self.name(number))"
    }

    func waitingRoom(of dataset: String) -> String { "\(releases(of: dataset))/.waiting" }

    /// True if a release is there whole with these extracts: where it waits, or in place already.
    public func hasWaiting(dataset: String, number: Int, extractsHash: String) -> Bool {
        [waitingDirectory(dataset: dataset, number: number), directory(dataset: dataset, number: number)]
            .contains { Manifest.read($0)?.extractsHash == extractsHash }
    }

    /// Puts a release that waited in place, and switches `current` to it.
    ///
    /// After a crash it may be called again, with the same result. Every file is read and compared with the manifest
    /// first: what is published is what was approved.
    /// - Throws: ``DamagedWaitingRelease``; ``MachineFault`` when a file operation fails, and what is current stays.
    public func publishWaiting(dataset: String, number: Int, extractsHash: String) throws {
        let (waiting, place) = (
            waitingDirectory(dataset: dataset, number: number), directory(dataset: dataset, number: number)
        )
        if Manifest.read(waiting) != nil || Manifest.read(place)?.extractsHash != extractsHash {
            guard let release = try? ReleaseDirectory.read(waiting, verifying: .digests),
                release.manifest.extractsHash == extractsHash, release.manifest.release == number
            else { throw DamagedWaitingRelease(path: waiting) }
            try files.remove(place)
            try files.rename(waiting, to: place)
        }
        for folder in [waitingRoom(of: dataset), releases(of: dataset)] where ReleaseFiles.exists(folder) {
            try files.syncDirectory(folder)
        }
        try switchCurrent(dataset: dataset, to: number)
        for path in stagedRows(of: dataset) { ReleaseFiles.adopt(path) }
    }

    /// Removes every release of a data set that waits, and what was kept for when it would be published.
    public func removeWaiting(dataset: String) throws {
        for path in stagedRows(of: dataset) { ReleaseFiles.dropStaged(path) }
        try files.remove(waitingRoom(of: dataset))
    }

    /// Moves a finished release to where it waits, in the place of any other.
    func lay(_ hidden: String, _ manifest: Manifest) throws {
        let room = waitingRoom(of: manifest.dataset)
        for name in ReleaseFiles.names(in: room) where !hidden.hasSuffix("/" + name) {
            try files.remove(room + "/" + name)
        }
        try files.rename(hidden, to: waitingDirectory(dataset: manifest.dataset, number: manifest.release))
        for folder in [room, releases(of: manifest.dataset)] { try files.syncDirectory(folder) }
    }

    /// The caches that have staged rows.
    private func stagedRows(of dataset: String) -> [String] {
        let folder = "\(cache)/\(dataset)"
        return ReleaseFiles.names(in: folder).filter { $0.hasSuffix(".rows.new") }
            .map { "\(folder)/\($0.dropLast(4))" }
    }
}
