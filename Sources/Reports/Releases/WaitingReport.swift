package import Codebook
package import Ledger
package import Publish
import ReleaseService
import Statistics

/// Changes that a release waiting for approval would make, for whoever is to approve it.
///
/// All of it is protected figures; but nobody else may see them yet.
package struct WaitingReport: Encodable, Sendable {
    /// A figure that moves.
    package struct Move: Encodable, Sendable {
        package let region: String
        package let name: String
        package let period: String
        package let figure: String
        package let before: String
        package let after: String
    }

    /// A row of which a figure becomes withheld or visible.
    package struct Change: Encodable, Sendable {
        package let region: String
        package let name: String
        package let period: String
        /// The number of figures.
        package let figures: Int
    }

    package let dataset: String
    package let release: Int
    package let base: Int?
    package let made: String
    package let state: String
    package let reasons: [String]
    package let decidedBy: String?
    package let publishAt: String?
    package let deliveries: [String]
    package let added: Int
    package let changed: Int
    package let removed: Int
    /// The figures that move most, those that move most first; of each period the figure that says most of a region.
    package let moves: [Move]
    /// Rows that withhold what the release before shows, at most as many as are listed.
    package let withheld: [Change]
    package let withheldTotal: Int
    /// Rows that show what the release before withholds, at most as many as are listed.
    package let shown: [Change]
    package let shownTotal: Int

    /// The most moves of a period, and the most rows of a list.
    private static let (mostMoves, mostRows) = (10, 40)

    /// Compares a release that waits with the one that is published.
    ///
    /// - Parameters:
    ///   - waiting: The ledger's record of it.
    ///   - comparison: How it differs from its base; nil where one of the two cannot be read.
    ///   - codebook: The data set.
    package init(_ waiting: WaitingRelease, _ comparison: ReleaseComparison?, _ codebook: Codebook) {
        dataset = waiting.release.dataset
        release = waiting.number
        base = waiting.release.base
        made = waiting.release.time.iso8601
        state = waiting.state.rawValue
        reasons = waiting.reasons.map { WaitReason($0, codebook).words.en }
        decidedBy = waiting.decision?.person.name
        publishAt = waiting.decision?.stated
        deliveries = waiting.release.deliveries.map(\.description)
        added = comparison?.count(.added) ?? 0
        changed = (comparison?.count(.changed) ?? 0) + (comparison?.count(.withheld) ?? 0)
        removed = comparison?.count(.removed) ?? 0
        var moves: [Move] = []
        for entry in comparison?.tables ?? [] where !entry.isGone {
            let table = entry.table
            if let (column, _) = table.mainColumn(codebook) {
                moves += entry.difference.moves(of: column).prefix(Self.mostMoves).map { move in
                    let figure = move.row.figures.first { $0.column == column }
                    return Move(
                        region: move.row.code,
                        name: move.row.name,
                        period: table.period,
                        figure: table.columns[column].title,
                        before: figure?.before ?? "",
                        after: figure?.after ?? ""
                    )
                }
            }
        }
        func changes(_ isMeant: (TableDifference.Figure) -> Bool) -> [Change] {
            (comparison?.rows(with: isMeant) ?? []).map { table, row, figures in
                Change(region: row.code, name: row.name, period: table.period, figures: figures)
            }
        }
        let (withheld, shown) = (changes(\.isNewlyWithheld), changes(\.isNewlyShown))
        self.moves = moves
        (withheldTotal, shownTotal) = (withheld.count, shown.count)
        self.withheld = Array(withheld.prefix(Self.mostRows))
        self.shown = Array(shown.prefix(Self.mostRows))
    }

    /// Compares the release of a data set that waits; nil where none does.
    ///
    /// - Parameters:
    ///   - ledger: The ledger.
    ///   - root: The directory of all releases.
    ///   - codebook: The data set.
    /// - Throws: Where the ledger cannot be read.
    package init?(_ ledger: any LedgerStore, _ root: String, _ codebook: Codebook) throws {
        let dataset = codebook.dataset
        guard let waiting = try ledger.waitingRelease(dataset: dataset), waiting.isOpen else { return nil }
        let publisher = Publisher(root: root, cache: "")
        self.init(
            waiting,
            ReleaseComparison(
                of: publisher.waitingDirectory(dataset: dataset, number: waiting.number),
                since: waiting.release.base.map { publisher.directory(dataset: dataset, number: $0) }
            ),
            codebook
        )
    }
}

extension WaitingReport {
    /// Writes it for people.
    package func write(to terminal: Terminal) {
        terminal.line(
            "\(dataset), release \(release): \(state), made \(made), "
                + (base.map { "compared with release \($0)" } ?? "the first")
        )
        for reason in reasons { terminal.line("  waits: \(reason)") }
        if let decidedBy, state == WaitingRelease.State.approved.rawValue {
            terminal.line(
                "  approved by \(decidedBy), published \(publishAt.map { "at \($0)" } ?? "at once")"
            )
        }
        terminal.line(
            "  rows: \(added) added, \(changed) changed, \(removed) removed; "
                + "\(withheldTotal) withhold what was shown, \(shownTotal) show what was withheld"
        )
        if !moves.isEmpty {
            terminal.line()
            terminal.line("What moves most:")
            var table = TextTable(["region", "name", "period", "figure", "was", "is"], rightAligned: [4, 5])
            for move in moves {
                table.add([move.region, move.name, move.period, move.figure, move.before, move.after])
            }
            table.write(to: terminal)
        }
        list(withheld, withheldTotal, "Becomes withheld:", terminal)
        list(shown, shownTotal, "Becomes visible:", terminal)
    }

    private func list(_ changes: [Change], _ total: Int, _ title: String, _ terminal: Terminal) {
        guard total > 0 else { return }
        terminal.line()
        terminal.line(title)
        var table = TextTable(["region", "name", "period", "figures"], rightAligned: [3])
        for change in changes {
            table.add([change.region, change.name, change.period, String(change.figures)])
        }
        table.write(to: terminal)
        if total > changes.count { terminal.line("… and \(total - changes.count) more") }
    }
}
