import Codebook
import Cores
import Dispatch
import Foundation
import Statistics
import Synchronization

/// Makes the extracts of a plan's periods in the hidden directory of a release.
struct ExtractMaker: Sendable {
    /// The folder of extracts in a release.
    static let folder = "statline"

    private let plan: ReleasePlan
    private let hidden: String
    private let cache: String
    private let files: ReleaseFiles

    /// Prepares for the extracts of a plan.
    init(plan: ReleasePlan, hidden: String, cache: String, files: ReleaseFiles) {
        self.plan = plan
        self.hidden = hidden
        self.cache = cache
        self.files = files
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
        /// The rows, where they are known.
        let rows: PublishedRows?
        /// The files of the base that have these rows.
        var files: [Manifest.File]?

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
            ahead = number + 1 < periods.count ? Beside { self.work(for: periods[number + 1]) } : nil
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
    private func work(for period: PeriodPlan) -> Work {
        let table = period.table
        switch period.content {
        case .unchanged: return Work(period: period, rows: nil, files: table.untouched ?? [])
        case .rows(let changed, let removed):
            return Work(period: period, rows: table.rows?.replacing(changed, removing: removed))
        case .whole(let rows): return Work(period: period, rows: rows)
        case .compared(let rows):
            let before = table.known[0].flatMap { cache(of: table).rows(of: $0.sha256) }
            let changed = rows.differences(from: before)
            return Work(
                period: period,
                rows: rows,
                files: changed == 0 ? table.untouched : nil,
                changedRows: changed
            )
        }
    }

    private func cache(of table: ReleaseBase.Table) -> RowCache {
        RowCache(directory: cache, table.layout)
    }

    /// Makes the extracts of one period, side by side.
    private func extracts(of work: Work) throws -> Made {
        let (period, table) = (work.period, work.period.table)
        if let files = work.files, var taken = try takeOver(files) {
            taken.changedRows = work.changedRows
            return taken
        }
        guard let rows = work.rows else {
            throw DamagedBase(path: "\(plan.base.directory?.path ?? "")/\(table.layout.name)")
        }
        // Where nothing tells of regions of another kind, there is no table of them.
        if period.subject?.edition != nil, rows.regions.isEmpty { return Made(files: [], writers: []) }
        let results = Mutex<[Int: Result<(Manifest.File, ExtractWriter), any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: table.forms.count) { number in
            let result = Result {
                try write(rows, as: table.forms[number], name: table.layout.name, period: period)
            }
            results.withLock { $0[number] = result }
        }
        let made = try results.withLock { results in
            try table.forms.indices.compactMap { try results[$0]?.get() }
        }
        return Made(
            files: made.map(\.0),
            writers: made.map(\.1),
            cache: cache(of: table),
            rows: rows,
            changedRows: work.changedRows
        )
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

    /// Gives the files of the base a name in the new release; nil where they turn out to be others.
    private func takeOver(_ extracts: [Manifest.File]) throws -> Made? {
        guard let base = plan.base.directory, !extracts.isEmpty else { return nil }
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
