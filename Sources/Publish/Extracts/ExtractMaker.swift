import Classification
import Codebook
import Cores
import Disclosure
import Dispatch
import Foundation
import Statistics
import Synchronization

/// Makes the extracts of a plan's periods in the hidden directory of a release.
struct ExtractMaker: Sendable {
    /// The folder of extracts in a release.
    static let folder = "statline"

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
        let forms: [any ExtractForm]
        let source: Source

        enum Source: Sendable {
            /// The files of the base.
            case base([Manifest.File])
            /// Rows, and where they are kept for the next release.
            case rows(PublishedRows, RowCache)
        }

        /// How many rows differ from those of the base; nil where they were not compared.
        var changedRows: Int?
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
            regions: regions[edition.key] ?? RegionTexts(edition, key: plan.codebook.keys.region[0]),
            period: period.period,
            status: period.status,
            columns: period.columns,
            suffix: period.subject?.suffix ?? ""
        )
        let forms = layout.forms
        let known = forms.map { form in
            // Whoever renamed a topic or imported other regions changed every row, whatever the plan says.
            base?.manifest.files.first {
                $0.path == "\(Self.folder)/\(layout.name)\(form.suffix)" && $0.layout == form.layout
            }
        }
        func work(_ source: Work.Source) -> Work {
            Work(period: period, layout: layout, forms: forms, source: source)
        }
        if case .unchanged = period.content, let files = untouched(known.compactMap(\.self), all: forms.count)
        {
            return work(.base(files))
        }
        let cache = RowCache(path: "\(cache)/\(layout.name).rows")
        let earlier = known.first ?? nil
        let rows = try rows(of: period, cache, base: earlier)
        guard case .compared = period.content else { return work(.rows(rows, cache)) }
        let changed = rows.differences(from: earlier.flatMap { cache.rows(of: $0.sha256) })
        let files = changed == 0 ? untouched(known.compactMap(\.self), all: forms.count) : nil
        var compared = work(files.map(Work.Source.base) ?? .rows(rows, cache))
        compared.changedRows = changed
        return compared
    }

    /// Makes the extracts of one period, side by side.
    private func extracts(of work: Work) throws -> Made {
        let (period, forms, name) = (work.period, work.forms, work.layout.name)
        let rows: PublishedRows
        let cache: RowCache
        switch work.source {
        case .rows(let made, let kept): (rows, cache) = (made, kept)
        case .base(let files):
            if var taken = try takeOver(files) {
                taken.changedRows = work.changedRows
                return taken
            }
            cache = RowCache(path: "\(self.cache)/\(name).rows")
            rows = try self.rows(of: period, cache, base: files.first)
        }
        // Where nothing tells of regions of another kind, there is no table of them.
        if period.subject?.edition != nil, rows.regions.isEmpty { return Made(files: [], writers: []) }
        let results = Mutex<[Int: Result<(Manifest.File, ExtractWriter), any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: forms.count) { number in
            let result = Result { try write(rows, as: forms[number], name: name, period: period) }
            results.withLock { $0[number] = result }
        }
        let made = try results.withLock { results in try forms.indices.compactMap { try results[$0]?.get() } }
        return Made(
            files: made.map(\.0),
            writers: made.map(\.1),
            cache: cache,
            rows: rows,
            changedRows: work.changedRows
        )
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

    private func write(_ rows: PublishedRows, as form: any ExtractForm, name: String, period: PeriodPlan)
        throws -> (
            Manifest.File, ExtractWriter
        )
    {
        let path = "\(Self.folder)/\(name)\(form.suffix)"
        let writer = try ExtractWriter(hidden + "/" + path, files: files)
        try writer.append { $0.append(contentsOf: form.head) }
        try rows.forEach { region, values in
            try writer.append { form.append(region, values, to: &$0) }
        }
        try writer.append { $0.append(contentsOf: form.tail) }
        let digest = try writer.finish()
        let file = Manifest.File(
            path: path,
            bytes: Int64(writer.size),
            sha256: digest,
            mediaType: form.mediaType,
            rows: rows.regions.count,
            period: period.period.name,
            layout: form.layout,
            table: period.subject?.table.rawValue ?? ExtractSubject.Table.figures.rawValue,
            geography: (period.subject?.codebook ?? plan.codebook).levels,
            comparedWith: period.comparedWith.isEmpty ? nil : period.comparedWith.map(\.name)
        )
        return (file, writer)
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
