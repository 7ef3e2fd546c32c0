import Codebook
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
    private let regions: RegionTexts

    /// Prepares for the extracts of a plan.
    init(plan: ReleasePlan, base: ReleaseDirectory?, hidden: String, cache: String, files: ReleaseFiles) {
        self.plan = plan
        self.base = base
        self.hidden = hidden
        self.cache = cache
        self.files = files
        regions = RegionTexts(plan.edition, key: plan.codebook.keys.region[0])
        // Without a cache every extract is written whole; that is no error.
        try? FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
    }

    /// An extract in the hidden directory: written anew, or taken over from the base.
    struct Extract: Sendable {
        let file: Manifest.File
        /// Nil when it was linked.
        var writer: ExtractWriter?
        var index: ExtractIndex?
        let indexPath: String

        /// Keeps the index for the next release; without it that takes longer, so failing is no error.
        func keepIndex() {
            if let index { ReleaseFiles.keep(index.bytes, at: indexPath) }
        }
    }

    /// Makes the extracts of one period, side by side.
    func extracts(of period: PeriodPlan) throws -> [Extract] {
        let layout = ExtractLayout(
            codebook: plan.codebook,
            regions: regions,
            period: period.period,
            status: period.status,
            columns: period.columns
        )
        let forms = layout.forms
        let table = WholeTable(period.content)
        let results = Mutex<[Int: Result<Extract, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: forms.count) { number in
            let result = Result { try extract(forms[number], of: period, table) }
            results.withLock { $0[number] = result }
        }
        return try results.withLock { results in try forms.indices.compactMap { try results[$0]?.get() } }
    }

    private func extract(_ form: any ExtractForm, of period: PeriodPlan, _ table: WholeTable) throws
        -> Extract
    {
        let name = "\(plan.codebook.dataset)_\(period.period.name)\(form.suffix)"
        let path = Self.folder + "/" + name
        let target = hidden + "/" + path
        let indexPath = cache + "/" + name + ".index"
        // Whoever renamed a topic or imported other regions changed every row, whatever the plan knows of it.
        let source = base?.manifest.files.first { $0.path == path && $0.layout == form.layout }
        let sourcePath = (base?.path ?? "") + "/" + path
        if case .unchanged = period.content, let source, try takeOver(source, from: sourcePath, to: target) {
            return Extract(file: source, indexPath: indexPath)
        }
        let builder = ExtractBuilder(form: form, files: files, indexPath: indexPath)
        var built: ExtractBuilder.Built?
        if case .rows(let changed, let removed, _) = period.content, let source {
            built = try builder.spliced(
                from: sourcePath,
                source,
                changed: changed,
                removed: removed,
                to: target
            )
        }
        let whole = try built ?? builder.whole(table.get(), to: target)
        let file = Manifest.File(
            path: path,
            bytes: whole.bytes,
            sha256: whole.sha256,
            mediaType: form.mediaType,
            rows: whole.rows,
            period: period.period.name,
            layout: form.layout
        )
        return Extract(file: file, writer: whole.writer, index: whole.index, indexPath: indexPath)
    }

    /// Gives a file of the base a name in the new release; copies it where the file system has no second names.
    private func takeOver(_ file: Manifest.File, from source: String, to target: String) throws -> Bool {
        guard ReleaseFiles.size(of: source) == file.bytes else { return false }
        if try files.link(source, to: target) { return true }
        guard let open = try files.openSource(source, size: file.bytes) else { return false }
        let writer = try ExtractWriter(target, files: files)
        try writer.append(0..<Int(file.bytes), of: open)
        let isSame = try writer.finish() == file.sha256
        if isSame { try writer.sync() } else { try files.remove(target) }
        return isSame
    }

    /// Waits until every written extract is on the disk, all of them at once.
    static func sync(_ extracts: [Extract]) throws {
        let writers = extracts.compactMap(\.writer)
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
