package import Classification
import Statistics

/// What an import of regions changed.
public struct RegionsImportSummary: Encodable, Hashable, Sendable {
    /// What it changed at one level.
    public struct LevelChange: Encodable, Hashable, Sendable {
        /// The name of the level.
        public let level: String
        /// The regions before.
        public let before: Int
        /// The regions now.
        public let after: Int
        /// How many there officially are; nil where nobody says.
        public let official: Int?
        /// Whether the level is complete now.
        public let complete: Bool
        /// Regions that were not there before.
        public let added: Int
        /// Regions that are there no longer.
        public let removed: Int
        /// Regions that have another name now.
        public let renamed: Int
    }

    /// The edition.
    public let edition: String
    /// What the list was: `Atom`, `JSON` or `CSV`.
    public let format: String
    /// What changed, from coarse to fine.
    public let levels: [LevelChange]
    /// What whoever imports should know.
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

    /// The same for people, a line a level, then the warnings.
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
