import Codebook
import Cores
import Extracts
import Files
import Statistics

/// Makes the extracts of a plan's periods in the hidden directory of a release.
struct ExtractMaker: Sendable {
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
        // Without a cache every table is made completely; that is no error.
        try? Durable.createDirectory(cache, mode: 0o700)
    }

    /// The extracts of one period in the hidden directory.
    struct Made: Sendable {
        /// Their entries in the manifest, in the order of the forms.
        var files: [Manifest.File]
        /// The writers of the extracts that were written anew, to be synced.
        var writers: [ExtractWriter]
        /// The cache of the rows for the next release.
        var cache: RowCache?
        var rows: PublishedRows?
        /// The number of rows that differ from those of the base; nil if not compared.
        var changedRows: Int?
        /// The table as the descriptions of the release tell of it.
        var described: ReleaseDescription.Table?

        /// Stages the rows for the next release, so that they take no memory.
        mutating func stageRows() {
            if let rows, let file = files.first { cache?.stage(rows, of: file.sha256) }
            rows = nil
        }
    }

    /// The sources of the extracts of one period.
    private struct Work: Sendable {
        let period: PeriodPlan
        /// The rows, where they are known.
        let rows: PublishedRows?
        /// The files of the base that have these rows.
        var files: [Manifest.File]?

        /// The number of rows that differ from those of the base; nil if not compared.
        var changedRows: Int?
        /// The rows of the base, where deltas are made from them and they are known.
        var earlier: PublishedRows?
    }

    /// Makes the extracts of all periods in turn, and hands them over.
    ///
    /// The rows of one period are computed while those of the period before are written.
    func extracts(of periods: [PeriodPlan], _ take: (Made) throws -> Void) throws {
        var ahead: Beside<Work>?
        for (number, period) in periods.enumerated() {
            let work = try ahead?.result() ?? work(for: period)
            ahead = number + 1 < periods.count ? Beside { self.work(for: periods[number + 1]) } : nil
            do {
                try take(extracts(of: work))
            } catch {
                // No part of this is used while another thread still works on it.
                _ = try? ahead?.result()
                throw error
            }
        }
    }

    /// Determines the sources of a period's extracts.
    private func work(for period: PeriodPlan) -> Work {
        let table = period.table
        switch period.content {
        case .unchanged: return Work(period: period, rows: nil, files: table.untouched ?? [])
        case .rows(let changed, let removed):
            let rows = table.rows?.replacing(changed, removing: removed)
            return Work(period: period, rows: rows, earlier: table.rows)
        case .whole(let rows):
            let hasDeltas = table.layout.codebook.extracts.contains(.sdmxCSV)
            return Work(period: period, rows: rows, earlier: hasDeltas ? rowsBefore(table) : nil)
        case .compared(let rows):
            let before = rowsBefore(table)
            let changed = rows.differences(from: before)
            return Work(
                period: period,
                rows: rows,
                files: changed == 0 ? table.untouched : nil,
                changedRows: changed,
                earlier: before
            )
        }
    }

    /// The rows of the base, where the table looked the same and they are known.
    private func rowsBefore(_ table: ReleaseBase.Table) -> PublishedRows? {
        table.known.first.flatMap(\.self).flatMap { cache(of: table).rows(of: $0.sha256) }
    }

    private func cache(of table: ReleaseBase.Table) -> RowCache {
        RowCache(directory: cache, table.layout)
    }

    /// Makes the extracts of one period, concurrently.
    private func extracts(of work: Work) throws -> Made {
        let (period, table) = (work.period, work.period.table)
        if let files = work.files, var taken = try takeOver(files) {
            taken.changedRows = work.changedRows
            let absent = plan.base.directory?.manifest.withoutFigures?[table.layout.name] ?? []
            taken.described = table.layout.described(without: Set(absent))
            return taken
        }
        guard let rows = work.rows else {
            throw DamagedBase(path: "\(plan.base.directory?.path ?? "")/\(table.layout.name)")
        }
        // Without regions of another kind, there is no table of them.
        if period.subject?.edition != nil, rows.regions.isEmpty { return Made(files: [], writers: []) }
        let written = table.layout.table(of: rows)
        let made = try Spreading.overCores.results(of: table.files.count) { number in
            try write(written, as: table.files[number], period: period)
        }
        let deltas = try deltas(of: written, work)
        let absent = Set(written.topics.map(\.key)).subtracting(written.filled.map(\.key))
        return Made(
            files: made.map(\.0) + deltas.map(\.0),
            writers: made.map(\.1) + deltas.map(\.1),
            cache: cache(of: table),
            rows: rows,
            changedRows: work.changedRows,
            described: table.layout.described(without: absent)
        )
    }

    /// The files that tell what is other than in the base, where the base has the table.
    private func deltas(of table: ExtractTable, _ work: Work) throws -> [(Manifest.File, ExtractWriter)] {
        guard table.codebook.extracts.contains(.sdmxCSV), let base = plan.base.directory else { return [] }
        let path = "\(ExtractFormat.sdmxCSV.folder)/\(table.name).csv"
        guard base.manifest.files.contains(where: { $0.path == path }) else { return [] }
        let delta = SDMXDelta(table, since: work.earlier.map(work.period.table.layout.table))
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

    /// Links the files of the base into the new release; nil if they turn out to be others.
    private func takeOver(_ extracts: [Manifest.File]) throws -> Made? {
        guard let base = plan.base.directory, !extracts.isEmpty else { return nil }
        var made = Made(files: extracts, writers: [])
        for (number, file) in extracts.enumerated() {
            let (source, target) = ("\(base.path)/\(file.path)", "\(hidden)/\(file.path)")
            if try files.link(source, to: target) { continue }
            // The file system has no hard links, or no more of them.
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
