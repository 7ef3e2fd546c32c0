public import Classification
public import Codebook
import Extracts
public import Statistics

/// The tables of a release, without their rows.
public struct ReleaseOutline: Sendable {
    /// The data set.
    public var codebook: Codebook
    /// The edition of the classification.
    public var edition: Edition
    /// The number of the release that it is made from; nil for the first.
    public var base: Int?
    /// The tables, by rising period.
    public var tables: [TableOutline]

    /// Creates an outline.
    public init(codebook: Codebook, edition: Edition, base: Int?, tables: [TableOutline]) {
        self.codebook = codebook
        self.edition = edition
        self.base = base
        self.tables = tables
    }
}

/// The subject of a table of a release, without its rows.
public struct TableOutline: Sendable {
    /// The period.
    public var period: Period
    /// The status of its figures: provisional or definitive.
    public var status: PeriodStatus
    /// Its columns: ranks of published topics, rising.
    public var columns: [Int]
    /// The subject of the table within the period; nil for the figures of the regions.
    public var subject: ExtractSubject?
    /// The periods that its figures compare with.
    public var comparedWith: [Period]
    /// True if some rows are to be put in the place of those of the base, so that these have to be known.
    public var isInPart: Bool

    /// Creates an outline.
    public init(
        period: Period,
        status: PeriodStatus,
        columns: [Int],
        subject: ExtractSubject? = nil,
        comparedWith: [Period] = [],
        isInPart: Bool = false
    ) {
        self.period = period
        self.status = status
        self.columns = columns
        self.subject = subject
        self.comparedWith = comparedWith
        self.isInPart = isInPart
    }
}

/// The intact parts of the release before, table by table, as ``Publisher/base(of:)`` finds them before anything is made.
public struct ReleaseBase: Sendable {
    /// The tables of the release that is to be made, in the order of its outline.
    public let tables: [Table]

    let outline: ReleaseOutline
    /// The release on the disk; nil when it is not there whole.
    let directory: ReleaseDirectory?
    /// The names and codes of regions, by the edition that they are of.
    let regions: [String: RegionTexts]

    /// A table, and what of it the release before has.
    public struct Table: Sendable {
        /// The subject of the table.
        public let outline: TableOutline
        /// True if the release before has the table, whatever it looks like there.
        public let isThere: Bool
        /// True if all its files are there, made by the same rules and of their size.
        public var hasFiles: Bool { untouched != nil }
        /// True if its rows are known, so that some can be replaced; only looked at where that is asked for.
        public var hasRows: Bool { rows != nil }

        let layout: ExtractLayout
        /// Its files, those of StatLine first.
        let files: [ExtractFile]
        /// Each file in the release before, where it was written by the same rules.
        let known: [Manifest.File?]
        /// All files, where all are there.
        let untouched: [Manifest.File]?
        let rows: PublishedRows?
    }

    init(_ outline: ReleaseOutline, directory: ReleaseDirectory?, cache: String) {
        self.outline = outline
        self.directory = directory
        let codebook = outline.codebook
        var regions: [String: RegionTexts] = [:]
        for edition in [outline.edition] + outline.tables.compactMap(\.subject?.edition)
        where regions[edition.key] == nil {
            regions[edition.key] = RegionTexts(edition, key: codebook.keys.region[0])
        }
        self.regions = regions
        tables = outline.tables.map { table in
            let edition = table.subject?.edition ?? outline.edition
            let layout = ExtractLayout(
                codebook: table.subject?.codebook ?? codebook,
                edition: edition,
                regions: regions[edition.key] ?? RegionTexts(edition, key: codebook.keys.region[0]),
                period: table.period,
                status: table.status,
                columns: table.columns,
                suffix: table.subject?.suffix ?? ""
            )
            return Table(table, layout, in: directory, cache: cache)
        }
    }
}

extension ReleaseBase.Table {
    fileprivate init(
        _ outline: TableOutline,
        _ layout: ExtractLayout,
        in base: ReleaseDirectory?,
        cache: String
    ) {
        self.outline = outline
        self.layout = layout
        let files = layout.files
        self.files = files
        isThere =
            base?.manifest.files.contains {
                $0.period == outline.period.name && $0.geography == layout.codebook.levels
            } ?? false
        let known = files.map { file in
            // Whoever renamed a topic or imported other regions changed every row, whatever was touched.
            base?.manifest.files.first { $0.path == file.path && $0.layout == file.layout }
        }
        self.known = known
        let all = known.compactMap(\.self)
        untouched =
            all.count == files.count
                && all.allSatisfy { ReleaseFiles.size(of: "\(base?.path ?? "")/\($0.path)") == $0.bytes }
            ? all : nil
        rows =
            outline.isInPart
            ? known.first.flatMap(\.self).flatMap { file in
                RowCache(directory: cache, layout).rows(of: file.sha256).flatMap {
                    $0.columns == outline.columns.count && $0.regions.count == file.rows ? $0 : nil
                }
            } : nil
    }
}

/// A file of the release before turned out to be another than its manifest says, so nothing of it may be taken over.
public struct DamagedBase: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path of the file.
    public let path: String

    /// The flaw.
    public var description: String { "\(path) is not what the manifest says it is" }
}
