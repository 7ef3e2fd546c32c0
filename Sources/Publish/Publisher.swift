import Codebook
import Disclosure
import Extracts
import Files
import Glibc
import Statistics

/// Publishes releases, whole and durable or not at all.
///
/// A release is built under a hidden name, its manifest last, and renamed into place; then `current` is
/// switched by a rename. A reader of the release before keeps it whole. docs/formats/release.md is the
/// contract for users.
public struct Publisher: Sendable {
    private let root: String
    let cache: String
    private let generator: String
    private let signingKey: String?
    private(set) var files: ReleaseFiles

    /// Creates a publisher.
    ///
    /// - Parameters:
    ///   - root: The directory of releases; each data set has its own below it.
    ///   - cache: A directory for files that can be made again.
    ///   - generator: The name and version of the program, for the manifest.
    ///   - signingKey: The PEM file of the key that signs manifests; nil where they are not signed.
    ///   - files: The file operations.
    public init(
        root: String,
        cache: String,
        generator: String = "peil",
        signingKey: String? = nil,
        files: ReleaseFiles = ReleaseFiles()
    ) {
        self.root = root
        self.cache = cache
        self.generator = generator
        self.signingKey = signingKey
        self.files = files
    }

    /// The same publisher, with a check before each piece that is written, which may end the work: then nothing is
    /// published, and what is current stays.
    public func checking(_ check: @escaping @Sendable () throws -> Void) -> Self {
        var publisher = self
        publisher.files = files.checking(check)
        return publisher
    }

    /// The directory of a release.
    public func directory(dataset: String, number: Int) -> String {
        releases(of: dataset) + "/" + Self.name(number)
    }

    /// The manifest of a release; nil if the release is not there or incomplete.
    public func manifest(dataset: String, number: Int) -> Manifest? {
        Manifest.read(directory(dataset: dataset, number: number))
    }

    /// The number of the release that `current` points to; nil if it points to none.
    public func currentNumber(dataset: String) -> Int? {
        ReleaseFiles.destination(of: "\(root)/\(dataset)/current")
            .flatMap { $0.split(separator: "/").last }
            .flatMap { Int($0) }
    }

    /// The number of the release that `current` points to; nil if it points to none.
    ///
    /// - Throws: ``MachineFault`` where it points to something that cannot be told now.
    func currentNumberNow(dataset: String) throws(MachineFault) -> Int? {
        let link = "\(root)/\(dataset)/current"
        guard try FileStatus(notFollowing: link)?.kind == .link else { return nil }
        guard let destination = ReleaseFiles.destination(of: link) else {
            throw MachineFault("read", link, code: EIO)
        }
        return destination.split(separator: "/").last.flatMap { Int($0) }
    }

    /// Looks at the release before: what of it is intact, so that it need not be made again.
    public func base(of outline: ReleaseOutline) -> ReleaseBase {
        let dataset = outline.codebook.dataset
        let path = outline.base.map { directory(dataset: dataset, number: $0) }
        let before = path.flatMap { path in
            Manifest.read(path).map { ReleaseDirectory(path: path, manifest: $0) }
        }
        return ReleaseBase(outline, directory: before, cache: "\(cache)/\(dataset)")
    }

    /// Makes a release and switches `current` to it, unless by its codebook it has to wait for approval.
    ///
    /// One that may have to wait is built where nobody but the owner of the releases can look, and stays there until
    /// ``publishWaiting(dataset:number:extractsHash:base:)``.
    ///
    /// After a crash the same plan may be published again, with the same files as result. A number that was
    /// current with other content is never used again: ``ReleaseNumberTaken`` is thrown.
    /// - Throws: ``MachineFault`` when a file operation fails, ``DamagedBase`` where what was to be taken over is not
    ///   what it was; what is current stays current.
    public func publish(_ plan: ReleasePlan) throws -> PublishedRelease {
        let dataset = plan.codebook.dataset
        let releases = releases(of: dataset)
        for path in ["\(root)/\(dataset)", releases] { try files.createDirectory(path) }
        try removeLeftovers(in: releases)
        var place = releases
        if plan.codebook.approval != nil {
            place = waitingRoom(of: dataset)
            try files.createDirectory(place, isPrivate: true)
            try removeLeftovers(in: place)
        }
        let hidden = "\(place)/.\(Self.name(plan.number))\(Self.building)"
        do {
            return try build(plan, in: hidden)
        } catch {
            // A full disk would stay full of unfinished files; a file that cannot be removed now is removed
            // next time.
            try? files.remove(hidden)
            throw error
        }
    }

    private func build(_ plan: ReleasePlan, in hidden: String) throws -> PublishedRelease {
        // Before any work: without its key a release is not made.
        let key = try signingKey.map { try SigningKey(path: $0) }
        let clock = ContinuousClock()
        let start = clock.now
        let folders = ReleaseFolders(plan)
        for folder in [""] + folders.names { try files.createDirectory(hidden + folder) }
        let maker = ExtractMaker(
            plan: plan,
            hidden: hidden,
            cache: "\(cache)/\(plan.codebook.dataset)",
            files: files
        )
        var made: [ExtractMaker.Made] = []
        var unsynced = UnsyncedExtracts()
        try maker.extracts(of: plan.periods) { extracts in
            // The rows of few periods at a time are in memory; the last ones wait until the release is in
            // place.
            if let last = made.indices.last { made[last].stageRows() }
            try unsynced.add(extracts.writers)
            made.append(extracts)
            made[made.count - 1].writers = []
        }
        let (manifest, comparison) = try describe(plan, made, in: hidden, &unsynced)
        var reasons = plan.codebook.approval.flatMap { comparison?.reasons(by: $0, plan.codebook) } ?? []
        // Where what is published cannot be read, nobody can say what moves.
        if reasons.isEmpty, plan.codebook.approval?.limits.isEmpty == false, plan.base.outline.base != nil,
            plan.base.directory == nil
        {
            reasons = ["unknown"]
        }

        let rendered = clock.now - unsynced.waited
        try unsynced.sync()
        let bytes = try manifest.bytes
        if let key {
            try write(
                key.publicPEM,
                to: "\(root)/\(manifest.dataset)/\(ReleaseSignature.keyName)",
                replacing: true
            )
            try write(key.signature(of: bytes), to: hidden + "/" + ReleaseSignature.name)
        }
        try write(bytes, to: hidden + "/" + Manifest.name)
        for folder in folders.names(with: manifest).reversed() + [""] {
            try files.syncDirectory(hidden + folder)
        }
        // What is current under this number already is out: it waits for nobody.
        if currentNumber(dataset: manifest.dataset) == manifest.release,
            ReleaseFiles.exists(directory(dataset: manifest.dataset, number: manifest.release))
        {
            reasons = []
        }
        if reasons.isEmpty { try put(hidden, manifest) } else { try lay(hidden, manifest) }
        let end = clock.now
        if let last = made.indices.last { made[last].stageRows() }
        // Rows that nobody may see yet are those of no base: they stay staged.
        if reasons.isEmpty { for period in made { period.cache?.keep() } }
        return PublishedRelease(
            number: plan.number,
            extractsHash: manifest.extractsHash,
            reasonsToWait: reasons,
            files: manifest.files,
            rows: Dictionary(
                uniqueKeysWithValues: zip(plan.periods, made).compactMap { period, made in
                    period.subject == nil ? made.files.first.map { ($0.period, $0.rows) } : nil
                }
            ),
            changedRows: Dictionary(
                uniqueKeysWithValues: zip(plan.periods, made).compactMap { period, made in
                    period.subject == nil ? made.changedRows.map { (period.period.name, $0) } : nil
                }
            ),
            bytesWritten: unsynced.bytes,
            renderSeconds: start.duration(to: rendered).seconds,
            durabilitySeconds: rendered.duration(to: end).seconds
        )
    }

    /// Writes a small file and waits for the disk; one that may be there already is replaced whole.
    private func write(_ bytes: [UInt8], to path: String, replacing: Bool = false) throws {
        if replacing, ReadFile.regular(path, limit: bytes.count) == bytes { return }
        let place = replacing ? path + ".new" : path
        if replacing { try files.remove(place) }
        let writer = try ExtractWriter(place, files: files)
        try writer.append { $0.append(contentsOf: bytes) }
        _ = try writer.finish()
        try writer.sync()
        if replacing { try files.rename(place, to: path) }
    }

    /// Writes the files that tell of the release as a whole, and returns its manifest; with how it differs from its
    /// base, where anything depends on that.
    private func describe(
        _ plan: ReleasePlan,
        _ made: [ExtractMaker.Made],
        in hidden: String,
        _ unsynced: inout UnsyncedExtracts
    ) throws -> (Manifest, ReleaseComparison?) {
        var description = ReleaseDescription(plan, made)
        var files = made.flatMap(\.files)
        let isNoted = plan.codebook.extracts.contains(.note)
        var comparison: ReleaseComparison?
        if plan.codebook.approval != nil || isNoted {
            let tables = ReleaseTables(
                directory: hidden,
                manifest: Manifest(plan, files: files, generator: generator)
            )
            let base = plan.base.directory.map {
                ReleaseTables(directory: $0.path, manifest: $0.manifest)
            }
            let made = ReleaseComparison(of: tables, since: base)
            comparison = made
            // Without its base nobody can say what is new in it.
            if isNoted, base != nil || plan.base.outline.base == nil {
                description.changes = ReleaseChanges(made, of: tables, since: base, plan.codebook)
            }
        }
        let formats = ExtractFormat.allCases.filter(plan.codebook.extracts.contains)
        for file in formats.flatMap({ $0.descriptions(plan.codebook) }) {
            let writer = try ExtractWriter("\(hidden)/\(file.path)", files: self.files)
            var output = Output { bytes in try unsafe bytes.withUnsafeBytes { try unsafe writer.append($0) } }
            try file.write(description, &output)
            try output.finish()
            let entry = Manifest.File(file, bytes: writer.size, sha256: try writer.finish())
            try unsynced.add([writer])
            files.append(entry)
            description.files.append(.init(entry))
        }
        let absent = made.compactMap(\.described).map { table in
            let filled = Set(table.topics.map(\.key))
            return (table.name, table.columns.map(\.key).filter { !filled.contains($0) })
        }
        let isTold = plan.codebook.extracts.contains { !ExtractFormat.usual.contains($0) }
        let manifest = Manifest(
            plan,
            files: files,
            withoutFigures: isTold
                ? Dictionary(uniqueKeysWithValues: absent.filter { !$0.1.isEmpty }) : nil,
            generator: generator
        )
        return (manifest, comparison)
    }

    /// Moves a finished release into place and switches `current`.
    private func put(_ hidden: String, _ manifest: Manifest) throws {
        let dataset = manifest.dataset
        let place = directory(dataset: dataset, number: manifest.release)
        let existing = try? ReleaseDirectory.read(place).manifest
        // A link to a missing release is nobody's.
        let isCurrent = currentNumber(dataset: dataset) == manifest.release && ReleaseFiles.exists(place)
        if let existing, isCurrent ? existing.isSameContent(as: manifest) : existing.isSame(as: manifest) {
            try files.remove(hidden)
        } else {
            if isCurrent { throw ReleaseNumberTaken(number: manifest.release) }
            try files.remove(place)
            try files.rename(hidden, to: place)
        }
        try files.syncDirectory(releases(of: dataset))
        try switchCurrent(dataset: dataset, to: manifest.release)
    }

    func switchCurrent(dataset: String, to number: Int) throws {
        let home = "\(root)/\(dataset)"
        if currentNumber(dataset: dataset) != number {
            let next = home + "/.current"
            try files.remove(next)
            try files.symlink("releases/\(Self.name(number))", at: next)
            try files.rename(next, to: home + "/current")
        }
        // Also if it was switched before: the process may have ended before the change was durable.
        for path in [home, root] { try files.syncDirectory(path) }
    }
}

extension Publisher {
    static let building = ".building"
    static let removing = ".removing"

    /// The name of a release's directory: six digits, so that names sort as numbers do.
    package static func name(_ number: Int) -> String {
        number.padded(to: 6)
    }

    /// The directory of a data set's releases.
    func releases(of dataset: String) -> String { "\(root)/\(dataset)/releases" }

    /// Removes a release: its name disappears at once, so nobody finds a part of it.
    func remove(dataset: String, number: Int) throws {
        let hidden = "\(releases(of: dataset))/.\(Self.name(number))\(Self.removing)"
        try files.remove(hidden)
        try files.rename(directory(dataset: dataset, number: number), to: hidden)
        try files.remove(hidden)
    }

    /// Removes half-built and half-removed releases of a crash.
    func removeLeftovers(in releases: String) throws {
        for name in ReleaseFiles.names(in: releases)
        where name.hasPrefix(".") && (name.hasSuffix(Self.building) || name.hasSuffix(Self.removing)) {
            try files.remove(releases + "/" + name)
        }
    }
}

extension Duration {
    fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
