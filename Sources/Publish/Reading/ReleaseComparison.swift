package import Codebook
package import Statistics

/// How the tables of figures by region of one release differ from those of another.
///
/// Nothing but releases is read, so it holds published figures alone.
package struct ReleaseComparison: Sendable {
    /// One period that differs.
    package struct Table: Sendable {
        /// The table; of a period that is gone, as it was.
        package let table: ReleaseTable
        /// The rows that differ.
        package let difference: TableDifference
        /// True where the earlier release names no table of the period.
        package let isNew: Bool
        /// True where the newer release has no table of the period.
        package let isGone: Bool
    }

    /// The periods that differ, rising, then those that are gone.
    package let tables: [Table]
    /// True where a table that a manifest names cannot be read, so that nobody can say what became of its figures.
    package private(set) var isPartial = false

    /// Compares two releases; files that both share are left out unread.
    ///
    /// - Parameters:
    ///   - release: The newer release.
    ///   - base: The earlier one; nil where there was none.
    ///   - read: Reads a table of a release; nil where it is not there.
    package init(
        of release: ReleaseTables,
        since base: ReleaseTables?,
        reading read: (ReleaseTables, Manifest.File) -> ReleaseTable? = { $0.table($1) }
    ) {
        var tables: [Table] = []
        for file in release.files {
            let old = base?.files.first { $0.period == file.period }
            if let old, old.sha256 == file.sha256 { continue }
            let before = old.flatMap { old in base.flatMap { read($0, old) } }
            guard let table = read(release, file), (before == nil) == (old == nil) else {
                isPartial = true
                continue
            }
            tables.append(
                Table(
                    table: table,
                    difference: TableDifference(from: before, to: table),
                    isNew: old == nil,
                    isGone: false
                )
            )
        }
        if let base {
            let periods = Set(release.files.map(\.period))
            for file in base.files where !periods.contains(file.period) {
                guard let table = read(base, file) else {
                    isPartial = true
                    continue
                }
                tables.append(
                    Table(
                        table: table,
                        difference: TableDifference(from: table, to: nil),
                        isNew: false,
                        isGone: true
                    )
                )
            }
        }
        self.tables = tables
    }

    /// Compares two directories of releases; nil where one of them is not there whole.
    package init?(of release: String, since base: String?) {
        guard let own = ReleaseTables(directory: release) else { return nil }
        let before = base.map { ReleaseTables(directory: $0) }
        if let before, before == nil { return nil }
        self.init(of: own, since: before ?? nil)
    }

    /// The rows that both releases have with figures of some sort, and how many such figures each has.
    package func rows(with isMeant: (TableDifference.Figure) -> Bool)
        -> [(table: ReleaseTable, row: TableDifference.Row, figures: Int)]
    {
        tables.filter { !$0.isGone }.flatMap { entry in
            entry.difference.rows.filter(\.isInBoth).compactMap { row in
                let figures = row.figures.count(where: isMeant)
                return figures == 0 ? nil : (entry.table, row, figures)
            }
        }
    }

    /// The rows that differ, by what became of them.
    package func count(_ change: TableDifference.RowChange) -> Int {
        tables.reduce(0) { $0 + $1.difference.rows.count { $0.change == change } }
    }

    /// The number of rows that differ.
    package var total: Int { tables.reduce(0) { $0 + $1.difference.rows.count } }

    /// Why a release must wait by a rule: `always`, `unknown` where a limit cannot be judged, and `limit TOPIC REGIONS` for each limit that is passed, with the
    /// number of regions that moved beyond it; empty where it need not wait.
    ///
    /// A period that is new moves nothing, since nobody knew its figures.
    package func reasons(by rule: ApprovalRule, _ codebook: Codebook) -> [String] {
        var reasons = rule.isAlways ? ["always"] : []
        if isPartial, !rule.limits.isEmpty { reasons.append("unknown") }
        for limit in rule.limits {
            guard let topic = codebook.topics.first(where: { $0.key == limit.topic }) else { continue }
            let unit = (0..<topic.decimals).reduce(1.0) { unit, _ in unit * 10 }
            let regions = tables.reduce(0) { sum, table in
                guard !table.isNew, !table.isGone,
                    let column = table.table.column(of: topic)
                else { return sum }
                return sum
                    + table.difference.moves(of: column).count { move in
                        // Both have so many decimals, so this is a whole number but for the way it is kept.
                        (abs(move.after - move.before) * unit).rounded() > Double(limit.change)
                    }
            }
            if regions > limit.regions { reasons.append("limit \(limit.topic) \(regions)") }
        }
        return reasons
    }
}

extension ReleaseTable {
    /// The column of a topic; nil where the table has none.
    package func column(of topic: Topic) -> Int? {
        columns.firstIndex { $0.title == topic.title.nl && $0.unit == topic.unit.nl }
    }

    /// The column that says most of a region; nil without any.
    package func mainColumn(_ codebook: Codebook) -> (column: Int, topic: Topic)? {
        let topics = topics(codebook)
        guard let column = Topic.main(of: topics, among: Array(topics.indices)), let topic = topics[column]
        else { return nil }
        return (column, topic)
    }

    /// By column, its topic; nil where the codebook has none.
    package func topics(_ codebook: Codebook) -> [Topic?] {
        var known: [Column: Topic] = [:]
        // Of topics that are called alike the first one counts.
        for topic in codebook.topics {
            let column = Column(title: topic.title.nl, unit: topic.unit.nl)
            if known[column] == nil { known[column] = topic }
        }
        return columns.map { known[$0] }
    }
}

extension Topic {
    /// The rank of the topic that says most of a region: a score; else what the data set is about, an index, a number or a
    /// share; a spread or a number of units last.
    ///
    /// The rounding of other figures says nothing of a region.
    ///
    /// - Parameters:
    ///   - topics: The topics by rank; nil where nothing is known of one.
    ///   - ranks: The ranks to choose from.
    /// - Returns: The rank; nil where none of them has a topic that says something.
    package static func main(of topics: [Topic?], among ranks: [Int]) -> Int? {
        let ranks = ranks.filter { rank in
            if case .unit = topics[rank]?.measure { false } else { true }
        }
        return [Topic.Kind.score, .number, .percentage, .spread, .count].lazy.compactMap { kind in
            ranks.last { topics[$0]?.kind == kind && topics[$0]?.measure == .index }
                ?? ranks.first { topics[$0]?.kind == kind }
        }
        .first
    }
}

/// Why a release waits, as the ledger keeps it: `always`, `unknown`, or `limit TOPIC REGIONS`.
package struct WaitReason: Sendable {
    /// For whoever is to approve.
    package let words: Text

    /// Reads a reason.
    package init(_ reason: String, _ codebook: Codebook) {
        let parts = reason.split(separator: " ").map(String.init)
        switch (parts.first, parts.count) {
        case ("limit", 3):
            let title =
                codebook.topics.first { $0.key == parts[1] }?.title ?? Text(nl: parts[1], en: parts[1])
            words = Text(
                nl: "\(title.nl) verschuift \(parts[2]) keer meer dan de grens (regio’s en perioden samen).",
                en: "\(title.en) moves beyond its limit \(parts[2]) times, over regions and periods."
            )
        case ("unknown", 1):
            words = Text(
                nl:
                    "Een tabel van de publicatie of van die ervoor kan niet worden gelezen, dus is niet bekend wat verschuift.",
                en:
                    "A table of the release or of the one before cannot be read, so nobody can say what moves."
            )
        default:
            words = Text(
                nl: "Elke publicatie van deze gegevensset wacht op goedkeuring.",
                en: "Every release of this data set waits for approval."
            )
        }
    }
}
