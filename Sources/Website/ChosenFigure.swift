import Web
import Codebook
import Pages
import Publish
import Statistics

/// The figure that somebody looks at: a period and a topic of a release, by the query or the best there is.
struct ChosenFigure {
    struct Option { let value: String, words: String, isChosen: Bool }

    let release: ReleaseTables
    let table: ReleaseTable
    /// The rank of the topic among the columns of the table.
    let column: Int
    let periods: [Option]
    let topics: [Option]
    let topicTitle: String
    let decimals: Int
    /// The topic of each column, where the codebook knows it.
    let topicOfColumn: [Topic?]

    /// Chooses; nil where nothing is published that people can be shown.
    init?(_ visit: Visit, dataset: String, codebook: Codebook) throws {
        guard let release = try visit.site.tables(dataset) else { return nil }
        let files = release.files
        guard
            let file = files.first(where: { $0.period == visit.request.query("period") }) ?? files.last,
            let table = visit.site.shelf.table(release, file)
        else { return nil }
        let known = table.columns.map { column in
            codebook.topics.first { $0.title.nl == column.title && $0.unit.nl == column.unit }
        }
        guard !table.columns.isEmpty else { return nil }
        let asked = visit.request.query("topic")
        // A score says most; else what the data set is about, a share or an index; a number of units last.
        let order: [Topic.Kind] = [.score, .number, .percentage, .spread, .count]
        let best = order.lazy.compactMap { kind in
            known.lastIndex { $0?.kind == kind && ($0.map { $0.measure == .index } ?? false) }
                ?? known.firstIndex { $0?.kind == kind }
        }
        .first
        let column = known.firstIndex { $0 != nil && $0?.key == asked } ?? best ?? 0
        let language = visit.language
        let chosen = column
        self.release = release
        self.table = table
        self.column = column
        topicOfColumn = known
        periods = files.map {
            Option(value: $0.period, words: $0.period, isChosen: $0.period == file.period)
        }
        topics = table.columns.enumerated().map { rank, column in
            Option(
                value: known[rank]?.key ?? String(rank),
                words: known[rank]?.title[language] ?? column.title,
                isChosen: rank == chosen
            )
        }
        topicTitle = known[column]?.title[language] ?? table.columns[column].title
        decimals = known[column]?.decimals ?? 1
    }

    /// The title of a column in a language.
    func title(_ column: Int, _ language: Language) -> String {
        topicOfColumn[column]?.title[language] ?? table.columns[column].title
    }

    /// The figure of a region; nil where none is published.
    func value(_ code: String) -> Double? { table.row(of: code).flatMap { table.number($0, column) } }
}
