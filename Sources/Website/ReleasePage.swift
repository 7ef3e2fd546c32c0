import Codebook
import Ledger
import Pages
import Publish
import Statistics
import Web

/// Changes from one release to another as a page tells them, without their sources.
struct ReleaseChangesView: Sendable {
    struct Change: Sendable {
        let code: String
        let region: String
        let period: String
        let figure: String
        let before: String
        let after: String
    }
    struct Row: Sendable { let code: String, region: String, period: String, figures: String }
    /// Some rows, and how many there are.
    struct Rows: Sendable {
        let first: [Row], count: Int
        static let none = Rows(first: [], count: 0)
    }

    /// The number of rows that differ.
    let rows: Int
    let plots: [Plot]
    let changes: [Change]
    /// The rows that are newly withheld.
    let withheld: Rows
    /// The rows that are newly shown.
    let shown: Rows
}

extension Site {
    private struct ReleaseView {
        let frame: Visit.Frame
        let waiting: WaitingView?
        let dataset: String
        let title: String
        let number: String
        let made: String
        let base: String?
        let edition: String
        let periods: String
        let rules: String
        let hash: String
        let summary: String
        /// The address of the note for readers, where the release has one that is served.
        let note: String?
        let plots: [Plot]
        let changes: [ReleaseChangesView.Change]
        let costs: [Plot]
        let notes: [String]
    }

    /// A release: what it is, and how it differs from the one before; one that waits for those alone who come with a
    /// token.
    func release(_ visit: Visit) throws -> WebResponse {
        let dataset = visit.request["dataset"]
        guard let codebook = codebook(of: dataset) else { return noDataset(visit) }
        let asked = Int(visit.request["number"])
        let waiting = try asked.flatMap { try self.waiting(dataset, $0) }
        if waiting != nil, let refusal = visit.refusal { return refusal }
        guard let number = asked, let release = try waiting?.tables ?? tables(dataset, number) else {
            return visit.missing(
                visit.say(
                    "Die publicatie is er niet, of niet meer.",
                    "That release is not there, or no more."
                )
            )
        }
        let manifest = release.manifest
        let base = try manifest.base.flatMap { try tables(dataset, $0) }
        // Without its base nobody can say what is new; what is, is worked out once.
        let told =
            manifest.base != nil && base == nil
            ? nil : changes(visit, release, base, codebook, isWaiting: waiting != nil)
        let title = codebook.title[visit.language]
        let time = manifest.time
        let view = ReleaseView(
            frame: visit.frame(
                visit.say("\(title), publicatie \(number)", "\(title), release \(number)"),
                in: "/datasets",
                crumbs: crumbs(visit, dataset)
            ),
            waiting: waiting.flatMap { entry in
                told.map { waitingView(visit, entry.record, $0, codebook) }
            },
            dataset: dataset,
            title: title,
            number: String(number),
            made: ReleaseMoment.text(time, visit.language),
            base: base.map { String($0.manifest.release) },
            edition: manifest.edition,
            periods: manifest.periods.keys.sorted().joined(separator: ", "),
            rules: manifest.rulesVersion,
            hash: manifest.extractsHash,
            summary: manifest.base != nil && base == nil
                ? visit.say(
                    "De publicatie waarmee deze te vergelijken is, is er niet meer.",
                    "The release that it could be compared with is there no more."
                )
                : visit.say(
                    "\(visit.words.whole(told?.rows ?? 0)) gepubliceerde rijen zijn anders dan in de publicatie ervoor.",
                    "\(visit.words.whole(told?.rows ?? 0)) published rows differ from the release before."
                ),
            note: waiting == nil ? note(manifest, visit.language) : nil,
            plots: told?.plots ?? [],
            changes: told?.changes ?? [],
            costs: visit.request.person == nil ? [] : try costs(visit, dataset),
            notes: manifest.notes[visit.language.rawValue] ?? []
        )
        return visit.page("release", view)
    }

    /// The changes from one release to another, as they are told.
    ///
    /// Of a first one that is how much it shows, and of one that waits also what it would withhold or show. One that waits
    /// is kept apart from the same one in its place: its directory is another.
    private func changes(
        _ visit: Visit,
        _ release: ReleaseTables,
        _ base: ReleaseTables?,
        _ codebook: Codebook,
        isWaiting: Bool
    )
        -> ReleaseChangesView
    {
        let key = TableShelf.ChangesKey(
            release: release.key,
            base: base?.key,
            language: visit.language,
            knowledge: visit.knowledge
        )
        return shelf.changes(key) {
            let comparison = ReleaseComparison(of: release, since: base) {
                shelf.table($0, $1, knowledge: visit.knowledge)
            }
            let differences = comparison.tables.filter { !$0.isGone }.map { ($0.table, $0.difference) }
            return ReleaseChangesView(
                rows: differences.reduce(0) { $0 + $1.1.rows.count },
                plots: base == nil ? [] : moves(visit, differences, codebook),
                changes: base == nil ? [] : changes(visit, differences, codebook),
                withheld: isWaiting ? listed(visit, comparison, \.isNewlyWithheld) : .none,
                shown: isWaiting ? listed(visit, comparison, \.isNewlyShown) : .none
            )
        }
    }

    private func note(_ manifest: Manifest, _ language: Language) -> String? {
        let path = "note/\(manifest.dataset).\(language.rawValue).html"
        return manifest.files.contains { $0.path == path }
            ? "/data/\(manifest.dataset)/releases/\(manifest.release)/\(path)" : nil
    }

    /// The figure that says most, ranked by how far it moved, for each period.
    private func moves(_ visit: Visit, _ differences: [(ReleaseTable, TableDifference)], _ codebook: Codebook)
        -> [Plot]
    {
        differences.compactMap { table, difference in
            guard let (column, topic) = table.mainColumn(codebook) else { return nil }
            let moves = difference.moves(of: column).map {
                Plot.Move(name: $0.row.label, before: $0.before, after: $0.after)
            }
            let title = ChosenFigure.spaced(topic.title[visit.language])
            return Plot.change(
                moves,
                caption: visit.say(
                    "\(title), \(table.period): wat het meest verschoof (ring: was, stip: is)",
                    "\(title), \(table.period): what moved most (ring: was, dot: is)"
                ),
                decimals: topic.decimals,
                visit.language
            )
        }
    }

    /// The most changes that one page tells.
    private static let most = 150

    private func changes(
        _ visit: Visit,
        _ differences: [(ReleaseTable, TableDifference)],
        _ codebook: Codebook
    )
        -> [ReleaseChangesView.Change]
    {
        var changes: [ReleaseChangesView.Change] = []
        for (table, difference) in differences {
            let topics = table.topics(codebook)
            for row in difference.rows {
                // What was not there and is not shown is no news.
                for figure in row.figures.filter({ $0.before != nil || $0.after != "." }).prefix(6) {
                    guard changes.count < Self.most else { return changes }
                    let title =
                        topics[figure.column]?.title[visit.language] ?? table.columns[figure.column].title
                    changes.append(
                        ReleaseChangesView.Change(
                            code: row.code,
                            region: row.label,
                            period: table.period,
                            figure: ChosenFigure.spaced(title),
                            before: figure.before.map(visit.words.figure) ?? "–",
                            after: figure.after.map(visit.words.figure) ?? "–"
                        )
                    )
                }
            }
        }
        return changes
    }

    /// Plots of the cost of protection over the last releases, in rows and in figures; for operators.
    private func costs(_ visit: Visit, _ dataset: String) throws -> [Plot] {
        let costs = try sources.ledger.releases(dataset: dataset, limit: 20).reversed().compactMap(
            sources.cost
        )
        let small = visit.say("regio te klein", "region too small")
        let merged = visit.say("groepen samengevoegd", "groups together")
        let rows = Plot.protection(
            costs.map(\.rows),
            of: visit.say("Rijen", "Rows"),
            reasons: [small, visit.say("om andere te beschermen", "to protect others"), merged],
            caption: visit.say(
                "Rijen die per publicatie opnieuw zijn gemaakt, en wat ervan geheim is gehouden of samengevoegd",
                "Rows made anew in each release, and what of them was withheld or grouped"
            ),
            visit.language
        )
        let figures = Plot.protection(
            costs.map(\.figures),
            of: visit.say("Cijfers", "Figures"),
            reasons: [
                small,
                visit.say(
                    "om kleine groepen of andere regio’s te beschermen",
                    "to protect small groups or other regions"
                ), merged,
            ],
            caption: visit.say(
                "Cijfers in die rijen, en welke ervan niet worden getoond",
                "Figures in these rows, and which of them are not shown"
            ),
            visit.language
        )
        return [rows, figures].compactMap(\.self)
    }
}
