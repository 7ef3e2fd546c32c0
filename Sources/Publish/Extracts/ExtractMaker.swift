import Classification
import Codebook
import Cores
import Disclosure
import Dispatch
import Extracts
import Foundation
import Statistics
import Synchronization

/// Makes the extracts of a plan's periods in the hidden directory of a release.
struct ExtractMaker: Sendable {
    private let plan: ReleasePlan
    private let base: ReleaseDirectory?
    private let hidden: String
    private let cache: String
    private let files: ReleaseFiles
    /// The names and codes of regions, by the edition that they are of.
    private let regions: [String: RegionTexts]

    /// Prepares for the extracts of a plan.
    init(plan: ReleasePlan, base: ReleaseDirectory?, hidden: String, cache: String, files: ReleaseFiles) {
        self.plan = plan
        self.base = base
        self.hidden = hidden
        self.cache = cache
        self.files = files
        var regions: [String: RegionTexts] = [:]
        for edition in [plan.edition] + plan.periods.compactMap(\.subject?.edition)
        where regions[edition.key] == nil {
            regions[edition.key] = RegionTexts(edition, key: plan.codebook.keys.region[0])
        }
        self.regions = regions
        // Without a cache every table is made whole; that is no error.
        try? FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
    }

    /// The extracts of one period in the hidden directory.
    struct Made: Sendable {
        /// What the manifest says of them, in the order of the forms.
        var files: [Manifest.File]
        /// The writers of those that were written anew, to be synced.
        var writers: [ExtractWriter]
        /// Where the rows are kept for the next release.
        var cache: RowCache?
        var rows: PublishedRows?
        /// How many rows differ from those of the base; nil where they were not compared.
        var changedRows: Int?
        /// The table as the descriptions of the release tell of it.
        var described: ReleaseDescription.Table?

        /// Puts the rows aside for the next release, so that they take no memory.
        mutating func stageRows() {
            if let rows, let file = files.first { cache?.stage(rows, of: file.sha256) }
            rows = nil
        }
    }

    /// Where the extracts of one period come from.
    private struct Work: Sendable {
        let period: PeriodPlan
        let layout: ExtractLayout
        let files: [ExtractFile]
        let source: Source

        enum Source: Sendable {
            /// The files of the base.
            case base([Manifest.File])
            /// Rows, and where they are kept for the next release.
            case rows(PublishedRows, RowCache)
        }

        /// How many rows differ from those of the base; nil where they were not compared.
        var changedRows: Int?
        /// The rows of the base, where deltas are made from them and they are known.
        var earlier: PublishedRows?
    }

    /// Makes the extracts of all periods in turn, and hands them over.
    ///
    /// The rows of one period are worked out while those of the one before are written.
    func extracts(of periods: [PeriodPlan], _ take: (Made) throws -> Void) throws {
        var ahead: Beside<Work>?
        for (number, period) in periods.enumerated() {
            let work = try ahead?.result() ?? work(for: period)
            ahead = number + 1 < periods.count ? Beside { try self.work(for: periods[number + 1]) } : nil
            do {
                try take(extracts(of: work))
            } catch {
                // Nothing of this is used while another still works on it.
                _ = try? ahead?.result()
                throw error
            }
        }
    }

    /// Works out what the extracts of a period are made of.
    private func work(for period: PeriodPlan) throws -> Work {
        let edition = period.subject?.edition ?? plan.edition
        let layout = ExtractLayout(
            codebook: period.subject?.codebook ?? plan.codebook,
            edition: edition,
            regions: regions[edition.key] ?? RegionTexts(edition, key: plan.codebook.keys.region[0]),
            period: period.period,
            status: period.status,
            columns: period.columns,
            suffix: period.subject?.suffix ?? ""
        )
        let files = layout.files
        let known = files.map { file in
            // Whoever renamed a topic or imported other regions changed every row, whatever the plan says.
            base?.manifest.files.first { $0.path == file.path && $0.layout == file.layout }
        }
        func work(_ source: Work.Source) -> Work {
            Work(period: period, layout: layout, files: files, source: source)
        }
        if case .unchanged = period.content, let files = untouched(known.compactMap(\.self), all: files.count)
        {
            return work(.base(files))
        }
        let cache = RowCache(path: "\(cache)/\(layout.name).rows")
        let earlier = known.first ?? nil
        let rows = try rows(of: period, cache, base: earlier)
        guard case .compared = period.content else {
            var made = work(.rows(rows, cache))
            if layout.codebook.extracts.contains(.sdmxCSV) {
                made.earlier = earlier.flatMap { cache.rows(of: $0.sha256) }
            }
            return made
        }
        let changed = rows.differences(from: earlier.flatMap { cache.rows(of: $0.sha256) })
        let same = changed == 0 ? untouched(known.compactMap(\.self), all: files.count) : nil
        // Tables that are compared are small, or of postcodes; their rows are read again.
        var compared = work(same.map(Work.Source.base) ?? .rows(rows, cache))
        compared.changedRows = changed
        if same == nil, layout.codebook.extracts.contains(.sdmxCSV) {
            compared.earlier = earlier.flatMap { cache.rows(of: $0.sha256) }
        }
        return compared
    }

    /// Makes the extracts of one period, side by side.
    private func extracts(of work: Work) throws -> Made {
        let (period, files, name) = (work.period, work.files, work.layout.name)
        let rows: PublishedRows
        let cache: RowCache
        switch work.source {
        case .rows(let made, let kept): (rows, cache) = (made, kept)
        case .base(let extracts):
            if var taken = try takeOver(extracts) {
                taken.changedRows = work.changedRows
                let absent = base?.manifest.withoutFigures?[name] ?? []
                taken.described = work.layout.described(without: Set(absent))
                return taken
            }
            cache = RowCache(path: "\(self.cache)/\(name).rows")
            rows = try self.rows(of: period, cache, base: extracts.first)
        }
        // Where nothing tells of regions of another kind, there is no table of them.
        if period.subject?.edition != nil, rows.regions.isEmpty { return Made(files: [], writers: []) }
        let results = Mutex<[Int: Result<(Manifest.File, ExtractWriter), any Error>]>([:])
        let table = work.layout.table(of: rows)
        DispatchQueue.concurrentPerform(iterations: files.count) { number in
            let result = Result { try write(table, as: files[number], period: period) }
            results.withLock { $0[number] = result }
        }
        let made = try results.withLock { results in try files.indices.compactMap { try results[$0]?.get() } }
        let absent = Set(table.topics.map(\.key)).subtracting(table.filled.map(\.key))
        let deltas = try deltas(of: table, work)
        return Made(
            files: made.map(\.0) + deltas.map(\.0),
            writers: made.map(\.1) + deltas.map(\.1),
            cache: cache,
            rows: rows,
            changedRows: work.changedRows,
            described: work.layout.described(without: absent)
        )
    }

    /// The files that tell what is other than in the base, where the base has the table.
    private func deltas(of table: ExtractTable, _ work: Work) throws -> [(Manifest.File, ExtractWriter)] {
        guard table.codebook.extracts.contains(.sdmxCSV), let base else { return [] }
        let path = "\(ExtractFormat.sdmxCSV.folder)/\(table.name).csv"
        guard base.manifest.files.contains(where: { $0.path == path }) else { return [] }
        let delta = SDMXDelta(table, since: work.earlier.map(work.layout.table))
        guard !delta.actions.isEmpty else { return [] }
        try files.createDirectory("\(hidden)/\(ExtractFormat.sdmxCSV.folder)/delta")
        return try delta.actions.map { action in
            let path = SDMXDelta.path(action, of: table.name)
            let writer = try ExtractWriter("\(hidden)/\(path)", files: files)
            var output = Output { bytes in try unsafe bytes.withUnsafeBytes { try unsafe writer.append($0) } }
            try delta.write(action, to: &output)
            try output.finish()
            let file = Manifest.File(
                path: path,
                bytes: Int64(writer.size),
                sha256: try writer.finish(),
                mediaType: SDMXDelta.mediaType,
                rows: delta.count(action),
                period: table.period.name,
                layout: ""
            )
            return (file, writer)
        }
    }

    /// The rows of a period: those of the base with what changed, where both are known, else all anew.
    private func rows(of period: PeriodPlan, _ cache: RowCache, base: Manifest.File?) throws -> PublishedRows
    {
        switch period.content {
        case .rows(let changed, let removed, let whole):
            if let base, changed.columns == period.columns, let rows = cache.rows(of: base.sha256),
                rows.columns == period.columns.count, rows.regions.count == base.rows
            {
                return rows.replacing(changed, removing: removed)
            }
            return PublishedRows(try whole())
        case .unchanged(let whole), .whole(let whole), .compared(let whole): return PublishedRows(try whole())
        }
    }

    private func write(_ table: ExtractTable, as file: ExtractFile, period: PeriodPlan) throws
        -> (Manifest.File, ExtractWriter)
    {
        let writer = try ExtractWriter(hidden + "/" + file.path, files: files)
        try file.write(table, to: writer, path: hidden + "/" + file.path)
        let digest = try writer.finish()
        let entry = Manifest.File(
            path: file.path,
            bytes: Int64(writer.size),
            sha256: digest,
            mediaType: file.mediaType,
            rows: table.rows.regions.count,
            period: period.period.name,
            layout: file.layout,
            table: period.subject?.table.rawValue ?? ExtractSubject.Table.figures.rawValue,
            geography: (period.subject?.codebook ?? plan.codebook).levels,
            comparedWith: period.comparedWith.isEmpty ? nil : period.comparedWith.map(\.name)
        )
        return (entry, writer)
    }

    /// The files of the base, if they are all there.
    private func untouched(_ extracts: [Manifest.File], all: Int) -> [Manifest.File]? {
        guard let base, extracts.count == all else { return nil }
        return extracts.allSatisfy { ReleaseFiles.size(of: "\(base.path)/\($0.path)") == $0.bytes }
            ? extracts : nil
    }

    /// Gives the files of the base a name in the new release; nil where they turn out to be others.
    private func takeOver(_ extracts: [Manifest.File]) throws -> Made? {
        guard let base else { return nil }
        var made = Made(files: extracts, writers: [])
        for (number, file) in extracts.enumerated() {
            let (source, target) = ("\(base.path)/\(file.path)", "\(hidden)/\(file.path)")
            if try files.link(source, to: target) { continue }
            // The file system has no second names, or no more of them.
            let writer = try ExtractWriter(target, files: files)
            let isRead = try files.copy(source, to: writer)
            guard try writer.finish() == file.sha256, isRead else {
                for file in extracts[...number] { try files.remove("\(hidden)/\(file.path)") }
                return nil
            }
            made.writers.append(writer)
        }
        return made
    }
}
