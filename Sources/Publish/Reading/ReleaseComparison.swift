package import Codebook
import Statistics

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
        /// True where the earlier release has no table of the period.
        package let isNew: Bool
        /// True where the newer release has no table of the period.
        package let isGone: Bool
    }

    /// The periods that differ, rising, then those that are gone.
    package let tables: [Table]

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
            guard let table = read(release, file) else { continue }
            let before = old.flatMap { old in base.flatMap { read($0, old) } }
            tables.append(
                Table(
                    table: table,
                    difference: TableDifference(from: before, to: table),
                    isNew: before == nil,
                    isGone: false
                )
            )
        }
        if let base {
            let periods = Set(release.files.map(\.period))
            for file in base.files where !periods.contains(file.period) {
                guard let table = read(base, file) else { continue }
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

    /// The rows that differ, by what became of them.
    package func count(_ change: TableDifference.RowChange) -> Int {
        tables.reduce(0) { $0 + $1.difference.rows.count { $0.change == change } }
    }

    /// The number of rows that differ.
    package var total: Int { tables.reduce(0) { $0 + $1.difference.rows.count } }

    /// Why a release must wait by a rule: `always`, and `limit TOPIC REGIONS` for each limit that is passed, with the
    /// number of regions that moved beyond it; empty where it need not wait.
    ///
    /// A period that is new moves nothing, since nobody knew its figures.
    package func reasons(by rule: ApprovalRule, _ codebook: Codebook) -> [String] {
        var reasons = rule.isAlways ? ["always"] : []
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

    /// The column that says most of a region: a score, or else a number, a percentage or a count; nil without any.
    package func mainColumn(_ codebook: Codebook) -> (column: Int, topic: Topic)? {
        let order: [Topic.Kind] = [.score, .number, .percentage, .count]
        let topics = columns.map { column in
            codebook.topics.first { $0.title.nl == column.title && $0.unit.nl == column.unit }
        }
        for kind in order {
            if let column = topics.firstIndex(where: { $0?.kind == kind }), let topic = topics[column] {
                return (column, topic)
            }
        }
        return nil
    }
}
