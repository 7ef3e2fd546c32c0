import Web
import Codebook
import Pages
import Publish
import Statistics

/// The figure that somebody looks at: a period and a topic of a release, by the query or the best there is.
struct ChosenFigure {
    struct Option { let value: String, words: String, isChosen: Bool }
    struct Subject { let label: String?, options: [Option] }

    let release: ReleaseTables
    let facts: TableFacts
    var table: ReleaseTable { facts.table }
    /// The rank of the topic among the columns of the table.
    let column: Int
    let periods: [Option]
    /// The figures in the order of the table, those of one subject under its title.
    let topics: [Subject]
    let topicTitle: String
    let decimals: Int
    /// The topic of each column, where the codebook knows it.
    let topicOfColumn: [Topic?]

    /// Chooses; nil where nothing is published that people can be shown.
    init?(_ visit: Visit, dataset: String, codebook: Codebook) throws {
        guard let release = try visit.site.tables(dataset) else { return nil }
        let files = release.files
        let asked = visit.request.query("topic")
        let site = visit.site
        guard
            let file = files.first(where: { $0.period == visit.request.query("period") }) ?? files.last,
            let facts = site.shelf.facts(
                release,
                file,
                codebook,
                site.edition(of: dataset),
                knowledge: visit.knowledge
            )
        else { return nil }
        let table = facts.table
        let known = facts.topics
        guard !table.columns.isEmpty else { return nil }
        // What the page shows has such figures, if there are any: some are of buurten alone.
        let filled =
            visit.request["code"].isEmpty
            ? facts.filledOfLargest : table.row(of: visit.request["code"]).map(facts.filled) ?? []
        let column =
            known.firstIndex { $0 != nil && $0?.key == asked } ?? Topic.main(of: known, among: filled)
            ?? Topic.main(of: known, among: Array(known.indices)) ?? 0
        let language = visit.language
        let chosen = column
        self.release = release
        self.facts = facts
        self.column = column
        topicOfColumn = known
        periods = files.map {
            Option(value: $0.period, words: $0.period, isChosen: $0.period == file.period)
        }
        topics = table.columns.enumerated().reduce(into: []) { subjects, entry in
            let (rank, column) = entry
            let parts = Self.parts(known[rank]?.title[language] ?? column.title)
            // The first two parts of long titles are the subject; the last one is always the figure.
            let cut = parts.count > 3 ? 2 : parts.count - 1
            let label = cut > 0 ? parts.prefix(cut).joined(separator: " / ") : nil
            let option = Option(
                value: known[rank]?.key ?? String(rank),
                words: parts.dropFirst(cut).joined(separator: " / "),
                isChosen: rank == chosen
            )
            if let last = subjects.last, last.label == label {
                subjects[subjects.count - 1] = Subject(label: label, options: last.options + [option])
            } else {
                subjects.append(Subject(label: label, options: [option]))
            }
        }
        topicTitle = Self.spaced(known[column]?.title[language] ?? table.columns[column].title)
        decimals = known[column]?.decimals ?? 1
    }

    /// The title of a column in a language.
    func title(_ column: Int, _ language: Language) -> String {
        Self.spaced(topicOfColumn[column]?.title[language] ?? table.columns[column].title)
    }

    /// A title whose parts are set apart, so that lines break between them.
    static func spaced(_ title: String) -> String { parts(title).joined(separator: " / ") }

    /// The parts of a title: `A/B` has two, `1e t/m 40e` is one.
    private static func parts(_ title: String) -> [String] {
        title.split(separator: "/", omittingEmptySubsequences: false).reduce(into: []) { parts, part in
            let begins = part.first?.isUppercase == true || part.first?.isNumber == true
            if begins || parts.isEmpty {
                parts.append(String(part))
            } else {
                parts[parts.count - 1] += "/" + part
            }
        }
    }

    /// The key of a plot of this figure: of the parts of a region, or of the largest regions.
    func plotKey(_ kind: TableShelf.PlotKey.Kind, _ visit: Visit, dataset: String) -> TableShelf.PlotKey {
        TableShelf.PlotKey(
            kind: kind,
            dataset: dataset,
            sha256: table.file.sha256,
            column: column,
            code: visit.request["code"],
            language: visit.language,
            knowledge: visit.knowledge
        )
    }

    /// The figure of a region; nil where none is published.
    func value(_ code: String) -> Double? { table.row(of: code).flatMap { table.number($0, column) } }
}
