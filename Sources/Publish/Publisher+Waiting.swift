import Files

/// Why a release that waits can never be published; every other error of its publication may pass.
public protocol WaitingReleaseFlaw: Error {}

/// A release that waited is not any more what it was when it was built, so it must not be published.
public struct DamagedWaitingRelease: WaitingReleaseFlaw, Hashable, Sendable, CustomStringConvertible {
    /// The directory where it stood.
    public let path: String

    /// The flaw.
    public var description: String { "\(path) is not the release that was built there" }
}

/// Another release came out since a release that waits was built, which it does not show.
public struct OtherReleaseOut: WaitingReleaseFlaw, Hashable, Sendable, CustomStringConvertible {
    /// The number of the release that waited.
    public let number: Int
    /// The number of the release that is current.
    public let current: Int

    /// Names both.
    public init(number: Int, current: Int) {
        self.number = number
        self.current = current
    }

    /// The reason in words.
    public var description: String { "release \(current) came out since release \(number) was built" }
}

// Releases that wait for approval, in `releases/.waiting`, where nobody but their owner can look.
extension Publisher {
    /// The directory of a release that waits.
    public func waitingDirectory(dataset: String, number: Int) -> String {
        "\(waitingRoom(of: dataset))/\(Self.name(number))"
    }

    func waitingRoom(of dataset: String) -> String { "\(releases(of: dataset))/.waiting" }

    /// True if a release is there whole with these extracts: where it waits, or in place already.
    ///
    /// - Throws: ``MachineFault`` where nobody can tell now.
    public func hasWaiting(dataset: String, number: Int, extractsHash: String) throws -> Bool {
        try [waitingDirectory(dataset: dataset, number: number), directory(dataset: dataset, number: number)]
            .contains { try Manifest.found(in: $0)?.extractsHash == extractsHash }
    }

    /// True if a release that waited is out: it has its place, where everybody may have read it, even if `current` does
    /// not lead there yet.
    ///
    /// - Throws: ``MachineFault`` where nobody can tell now.
    public func isOut(dataset: String, number: Int, extractsHash: String) throws -> Bool {
        try Manifest.found(in: directory(dataset: dataset, number: number))?.extractsHash == extractsHash
    }

    /// The manifest of a release that waits, or is in place already; nil where there is none.
    ///
    /// - Throws: ``MachineFault`` where nobody can tell now.
    public func waitingManifest(dataset: String, number: Int) throws -> Manifest? {
        try Manifest.found(in: waitingDirectory(dataset: dataset, number: number))
            ?? Manifest.found(in: directory(dataset: dataset, number: number))
    }

    /// Puts a release that waited in place, and switches `current` to it.
    ///
    /// After a crash it may be called again, with the same result. Every file is read and compared with the manifest
    /// first: what is published is what was approved. And it follows on what is current now, not on what was when it was
    /// built.
    /// - Throws: ``DamagedWaitingRelease`` and ``OtherReleaseOut``, after which it can never be published;
    ///   ``MachineFault`` when a file operation fails, also reading, and all stays as it is.
    public func publishWaiting(dataset: String, number: Int, extractsHash: String, base: Int?) throws {
        let (waiting, place) = (
            waitingDirectory(dataset: dataset, number: number), directory(dataset: dataset, number: number)
        )
        let current = try currentNumberNow(dataset: dataset)
        if try !isOut(dataset: dataset, number: number, extractsHash: extractsHash) {
            if let current, current > base ?? 0 { throw OtherReleaseOut(number: number, current: current) }
            guard let release = try verified(waiting), release.manifest.extractsHash == extractsHash,
                release.manifest.release == number
            else { throw DamagedWaitingRelease(path: waiting) }
            try files.remove(place)
            try files.rename(waiting, to: place)
        }
        for folder in [waitingRoom(of: dataset), releases(of: dataset)] where ReleaseFiles.exists(folder) {
            try files.syncDirectory(folder)
        }
        // A later release stays current, whatever became of the record of this one.
        if current ?? 0 <= number { try switchCurrent(dataset: dataset, to: number) }
        for path in stagedRows(of: dataset) { ReleaseFiles.adopt(path) }
    }

    /// Removes every release of a data set that waits, and what was kept for when it would be published.
    ///
    /// A kill leaves no half of a release under its name; what it leaves is removed by the next call.
    public func removeWaiting(dataset: String) throws {
        for path in stagedRows(of: dataset) { ReleaseFiles.dropStaged(path) }
        let (room, hidden) = (waitingRoom(of: dataset), waitingRoom(of: dataset) + Self.removing)
        try files.remove(hidden)
        guard ReleaseFiles.exists(room) else { return }
        try files.rename(room, to: hidden)
        try files.remove(hidden)
    }

    /// True where something is left of releases that waited.
    public func hasTracesOfWaiting(dataset: String) -> Bool {
        ["", Self.removing].contains { ReleaseFiles.exists(waitingRoom(of: dataset) + $0) }
    }

    /// A release whose every file is what the manifest says; nil where one is not.
    ///
    /// - Throws: ``MachineFault`` where something cannot be read now, which says nothing of what it is.
    private func verified(_ path: String) throws -> ReleaseDirectory? {
        try files.willRead(path)
        for _ in 0..<2 {
            do throws(ReleaseDirectory.Flaw) {
                return try ReleaseDirectory.read(path, verifying: .digests)
            } catch {
                // What kept it from being read the first time may have passed.
                try ReadFile.requireReadable(error.place)
            }
        }
        return nil
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
