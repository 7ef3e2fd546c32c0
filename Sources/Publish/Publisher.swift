import Classification
import Codebook
import Disclosure
import Dispatch
import Foundation
import Statistics
import Synchronization

/// Puts releases in front of downstream publishing, whole and durable or not at all.
///
/// A release is built under a hidden name, its manifest last, and renamed into place; then `current` is
/// switched by a rename. Whoever opened the release before keeps it whole. docs/formats/release.md says
/// what users may rely on.
public struct Publisher: Sendable {
    private let root: String
    private let cache: String
    private let files: ReleaseFiles

    /// Creates a publisher.
    ///
    /// - Parameters:
    ///   - root: The directory of releases; each data set has its own below it.
    ///   - cache: A directory for what can be made again.
    ///   - files: The file operations.
    public init(root: String, cache: String, files: ReleaseFiles = ReleaseFiles()) {
        self.root = root
        self.cache = cache
        self.files = files
    }

    /// The directory of a release.
    public func directory(dataset: String, number: Int) -> String {
        releases(of: dataset) + "/" + Self.name(number)
    }

    /// The directory of a data set's releases.
    func releases(of dataset: String) -> String { "\(root)/\(dataset)/releases" }

    /// Removes a release: its name goes at once, so nobody finds a part of it.
    func remove(dataset: String, number: Int) throws {
        let hidden = "\(releases(of: dataset))/.\(Self.name(number)).removing"
        try files.rename(directory(dataset: dataset, number: number), to: hidden)
        try files.remove(hidden)
    }

    /// The manifest of a release; nil when it is not there whole.
    public func manifest(dataset: String, number: Int) -> Manifest? {
        Manifest.read(directory(dataset: dataset, number: number))
    }

    /// The number of the release that `current` points to; nil when it points to none.
    public func currentNumber(dataset: String) -> Int? {
        ReleaseFiles.destination(of: "\(root)/\(dataset)/current")
            .flatMap { $0.split(separator: "/").last }
            .flatMap { Int($0) }
    }

    /// Makes a release and switches `current` to it.
    ///
    /// After a crash the same plan may be published again, and ends in the same files. A number that was
    /// current with other content is never used again: ``ReleaseNumberTaken`` is thrown.
    /// - Throws: ``ReleaseFault`` when a file operation fails; what is current stays current.
    public func publish(_ plan: ReleasePlan) throws -> PublishedRelease {
        let clock = ContinuousClock()
        let start = clock.now
        let home = "\(root)/\(plan.codebook.dataset)"
        let releases = releases(of: plan.codebook.dataset)
        for path in [home, releases] { try files.createDirectory(path) }
        for name in ReleaseFiles.names(in: releases) where name.hasPrefix(".") { try files.remove(releases + "/" + name) }
        let hidden = "\(releases)/.\(Self.name(plan.number)).building"
        try files.createDirectory(hidden)
        try files.createDirectory(hidden + "/statline")

        let base = plan.base.flatMap { self.manifest(dataset: plan.codebook.dataset, number: $0) }
        let regions = RegionTexts(plan.edition, key: plan.codebook.keys.region[0])
        var built: [BuiltExtract] = []
        for period in plan.periods { built += try extracts(of: period, plan, base, regions, in: hidden) }
        let manifest = makeManifest(plan, built.map(\.file))
        let manifestBytes = try manifest.bytes

        let durabilityStart = clock.now
        try sync(built)
        let writer = try ExtractWriter(hidden + "/" + Manifest.name, files: files)
        try writer.append { $0.append(contentsOf: manifestBytes) }
        _ = try writer.finish()
        try writer.sync()
        for path in [hidden + "/statline", hidden] { try files.syncDirectory(path) }
        try put(hidden, manifest, plan)
        let durability = clock.now - durabilityStart
        for extract in built { extract.keepIndex() }
        return PublishedRelease(
            number: plan.number,
            extractsHash: manifest.extractsHash,
            bytesWritten: built.reduce(0) { $0 + ($1.writer == nil ? 0 : $1.file.bytes) },
            renderSeconds: (durabilityStart - start).seconds,
            durabilitySeconds: durability.seconds
        )
    }

    /// Puts a finished release in its place and switches `current`.
    private func put(_ hidden: String, _ manifest: Manifest, _ plan: ReleasePlan) throws {
        let dataset = plan.codebook.dataset
        let place = directory(dataset: dataset, number: plan.number)
        let existing = Manifest.read(place)
        if existing?.extractsHash == manifest.extractsHash, existing?.deliveries == manifest.deliveries {
            try files.remove(hidden)
        } else {
            if currentNumber(dataset: dataset) == plan.number { throw ReleaseNumberTaken(number: plan.number) }
            try files.remove(place)
            try files.rename(hidden, to: place)
        }
        try files.syncDirectory(releases(of: dataset))
        try switchCurrent(dataset: dataset, to: plan.number)
    }

    private func switchCurrent(dataset: String, to number: Int) throws {
        let home = "\(root)/\(dataset)"
        guard currentNumber(dataset: dataset) != number else { return }
        let next = home + "/.current"
        try files.remove(next)
        try files.symlink("releases/\(Self.name(number))", at: next)
        try files.rename(next, to: home + "/current")
        try files.syncDirectory(home)
        try files.syncDirectory(root)
    }

    /// Six digits, so that names sort as numbers do.
    static func name(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}

/// A release of that number was current with other content; it may be in use.
public struct ReleaseNumberTaken: Error, Hashable, Sendable {
    /// The number.
    public let number: Int
}

/// An extract in the hidden directory: written anew, or linked from the base.
struct BuiltExtract: Sendable {
    let file: Manifest.File
    /// Nil when it was linked.
    let writer: ExtractWriter?
    let index: ExtractIndex?
    let indexPath: String

    /// Keeps the index for the next release; without it that takes longer, so failing is no error.
    func keepIndex() {
        guard let index else { return }
        let bytes = index.bytes
        try? Data(bytes).write(to: URL(fileURLWithPath: indexPath), options: .atomic)
    }
}

extension Publisher {
    /// Makes the extracts of one period, side by side.
    private func extracts(
        of period: PeriodPlan,
        _ plan: ReleasePlan,
        _ base: Manifest?,
        _ regions: RegionTexts,
        in hidden: String
    ) throws -> [BuiltExtract] {
        let layout = ExtractLayout(
            codebook: plan.codebook,
            regions: regions,
            period: period.period,
            status: period.status,
            columns: period.columns
        )
        let forms = layout.forms
        let table = WholeTable(period.content)
        let folder = "\(cache)/\(plan.codebook.dataset)"
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let results = Mutex<[Result<BuiltExtract, any Error>?]>(Array(repeating: nil, count: forms.count))
        DispatchQueue.concurrentPerform(iterations: forms.count) { number in
            // The largest first, so that no core waits for another at the end.
            let position = forms.count - 1 - number
            let result = Result { () throws -> BuiltExtract in
                let form = forms[position]
                let name = "\(plan.codebook.dataset)_\(period.period.name)\(form.suffix)"
                let path = "statline/" + name
                let indexPath = folder + "/" + name + ".index"
                let source = base?.files.first { $0.path == path }
                let basePath = plan.base.map { directory(dataset: plan.codebook.dataset, number: $0) + "/" + path }
                if case .unchanged = period.content, let source, let basePath,
                    ReleaseFiles.size(of: basePath) == source.bytes,
                    try files.link(basePath, to: hidden + "/" + path)
                {
                    return BuiltExtract(file: source, writer: nil, index: nil, indexPath: indexPath)
                }
                let builder = ExtractBuilder(form: form, files: files, indexPath: indexPath)
                let target = hidden + "/" + path
                var built: ExtractBuilder.Built?
                if case .rows(let changed, let removed, _) = period.content, let source, let basePath {
                    built = try builder.spliced(from: basePath, source, changed: changed, removed: removed, to: target)
                }
                let extract = try built ?? builder.whole(table.get(), to: target)
                return BuiltExtract(
                    file: Manifest.File(
                        path: path,
                        bytes: extract.bytes,
                        sha256: extract.sha256,
                        mediaType: form.mediaType,
                        rows: extract.rows,
                        period: period.period.name
                    ),
                    writer: extract.writer,
                    index: extract.index,
                    indexPath: indexPath
                )
            }
            results.withLock { $0[position] = result }
        }
        return try results.withLock { $0 }.compactMap { try $0?.get() }
    }

    /// Waits until every written extract is on the disk, all of them at once.
    private func sync(_ built: [BuiltExtract]) throws {
        let writers = built.compactMap(\.writer)
        let failure = Mutex<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: writers.count) { number in
            do {
                try writers[number].sync()
            } catch {
                failure.withLock { $0 = error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func makeManifest(_ plan: ReleasePlan, _ files: [Manifest.File]) -> Manifest {
        let codebook = plan.codebook
        let sets = plan.coefficientSets.map { ($0.key.name, $0.value) }
        return Manifest(
            dataset: codebook.dataset,
            title: ["nl": codebook.title.nl, "en": codebook.title.en],
            attribution: ["nl": codebook.attribution.nl, "en": codebook.attribution.en],
            edition: plan.edition.key,
            release: plan.number,
            base: plan.base,
            time: Date(timeIntervalSince1970: Double(plan.timeMilliseconds / 1000)).formatted(.iso8601),
            extractsHash: Manifest.hash(of: files),
            deliveries: plan.deliveries.map { Manifest.Source(delivery: $0.id, sha256: $0.sha256) },
            coefficientSets: Dictionary(uniqueKeysWithValues: sets),
            periods: Dictionary(uniqueKeysWithValues: plan.periods.map { ($0.period.name, $0.status.rawValue) }),
            rulesVersion: codebook.version,
            notes: Manifest.notes(for: codebook),
            generator: "peil",
            files: files.sorted { $0.path < $1.path }
        )
    }
}

/// The whole table of a period, made at most once and only when somebody needs it.
private final class WholeTable: Sendable {
    private let make: @Sendable () throws -> ProtectedTable
    private let table = Mutex<ProtectedTable?>(nil)

    init(_ content: PeriodPlan.Content) {
        make =
            switch content {
            case .unchanged(let whole), .rows(_, _, let whole), .whole(let whole): whole
            }
    }

    func get() throws -> ProtectedTable {
        try table.withLock { table in
            if let table { return table }
            let made = try make()
            table = made
            return made
        }
    }
}

extension Duration {
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
