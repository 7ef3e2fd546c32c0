package import Classification
import Statistics

/// The changes of an import of regions.
public struct RegionsImportSummary: Encodable, Hashable, Sendable {
    /// The changes at one level.
    public struct LevelChange: Encodable, Hashable, Sendable {
        /// The name of the level.
        public let level: String
        /// The number of regions before.
        public let before: Int
        /// The number of regions now.
        public let after: Int
        /// The official number of regions; nil if there is none.
        public let official: Int?
        /// True if the level is complete now.
        public let complete: Bool
        /// The number of new regions.
        public let added: Int
        /// The number of removed regions.
        public let removed: Int
        /// The number of regions with another name.
        public let renamed: Int
    }

    /// The edition.
    public let edition: String
    /// The format of the list: `Atom`, `JSON` or `CSV`.
    public let format: String
    /// The changes by level, from coarse to fine.
    public let levels: [LevelChange]
    /// Warnings to whoever imports.
    public let warnings: [String]

    /// Compares the regions of an edition with those before.
    package init(
        edition: String,
        format: String,
        former: Edition?,
        levels: [Level],
        entries: [Edition.Entry],
        warnings: [String]
    ) {
        self.edition = edition
        self.format = format
        self.warnings = warnings
        var names: [RegionCode: String] = [:]
        for region in former?.regions ?? [] { names[region.code] = region.name }
        self.levels = levels.enumerated().map { position, level in
            let now = entries.filter { $0.level == position }
            let before = former?.regions.count { $0.level == position } ?? 0
            let kept = now.filter { names[$0.code] != nil }
            return LevelChange(
                level: level.key,
                before: before,
                after: now.count,
                official: level.officialCount,
                complete: level.completeness == .complete,
                added: now.count - kept.count,
                removed: before - kept.count,
                renamed: kept.count { names[$0.code] != $0.name }
            )
        }
    }

    /// The summary for people: a line for each level, then the warnings.
    public var lines: [String] {
        ["The edition \(edition) now holds the regions of this list (\(format))."]
            + levels.map { level in
                let official = level.official.map { " of \($0)" } ?? ""
                return "\(level.level): \(level.before) -> \(level.after)\(official), "
                    + "\(level.complete ? "complete" : "incomplete"); \(level.added) added, "
                    + "\(level.removed) removed, \(level.renamed) renamed"
            } + warnings.map { "warning: \($0)" }
    }
}
