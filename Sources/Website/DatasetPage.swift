import ConfigurationFiles
import Ledger
import Classification
import Codebook
import Pages
import Publish
import Statistics
import Web

extension Site {
    private struct Datasets {
        struct Dataset { let name: String, title: String, description: String?, state: String }
        let frame: Visit.Frame
        let datasets: [Dataset]
    }

    /// The list of data sets.
    func datasets(_ visit: Visit) throws -> WebResponse {
        let list = try sources.catalogue().codebooks.sorted { $0.key < $1.key }.map { name, codebook in
            let last = try sources.ledger.releases(dataset: name, limit: 1).first
            return Datasets.Dataset(
                name: name,
                title: codebook.title[visit.language],
                description: codebook.metadata?.description[visit.language],
                state: last.map {
                    visit.say("Publicatie \($0.number), ", "Release \($0.number), ")
                        + moment($0.time, visit.language)
                } ?? visit.say("Er is nog niets gepubliceerd.", "Nothing has been published yet.")
            )
        }
        let title = visit.say("Gegevenssets", "Data sets")
        return visit.page("datasets", Datasets(frame: visit.frame(title, in: "/datasets"), datasets: list))
    }

    private struct DatasetView {
        struct Region { let code: String, words: String }
        struct Figures {
            let topicTitle: String
            let periodTitle: String
            let periods: [ChosenFigure.Option]
            let topics: [ChosenFigure.Subject]
            let plots: [Plot]
            let query: String
            let listed: String
            let regions: [Region]
            let pages: [String]
        }
        let frame: Visit.Frame
        let name: String
        let title: String
        let description: String?
        let release: String?
        let figures: Figures?
    }

    /// How many regions stand on one page of the list.
    private static let listed = 120

    /// A data set: how its figure is spread over regions, and the regions themselves.
    func dataset(_ visit: Visit) throws -> WebResponse {
        let name = visit.request["dataset"]
        guard let codebook = codebook(of: name) else { return noDataset(visit) }
        let chosen = try ChosenFigure(visit, dataset: name, codebook: codebook)
        let view = DatasetView(
            frame: visit.frame(codebook.title[visit.language], in: "/datasets", crumbs: crumbs(visit)),
            name: name,
            title: codebook.title[visit.language],
            description: codebook.metadata?.description[visit.language],
            release: try sources.ledger.releases(dataset: name, limit: 1).first.map { String($0.number) },
            figures: chosen.map { figures(visit, $0, dataset: name) }
        )
        return visit.page("dataset", view)
    }

    private func figures(_ visit: Visit, _ chosen: ChosenFigure, dataset: String) -> DatasetView.Figures {
        let table = chosen.table
        let edition = edition(of: dataset)
        let query = (visit.request.query("q") ?? "").trimmed
        // Whoever only looks begins with the largest regions; whoever asks finds all.
        let top = chosen.facts.largest
        let found = query.isEmpty ? top : chosen.facts.rows(holding: query)
        let pages = max(1, (found.count + Self.listed - 1) / Self.listed)
        let page = min(pages, max(1, Int(visit.request.query("page") ?? "") ?? 1))
        let shown = found.dropFirst((page - 1) * Self.listed).prefix(Self.listed)
        let period = table.period
        let caption = visit.say(
            "\(chosen.topicTitle), \(period): verdeling over \(visit.words.whole(top.count)) regio’s",
            "\(chosen.topicTitle), \(period): distribution over \(visit.words.whole(top.count)) regions"
        )
        var plots: [Plot] = []
        let distribution = shelf.plot(chosen.plotKey(.distribution, visit, dataset: dataset)) {
            Plot.distribution(
                top.compactMap { table.number($0, chosen.column) },
                marked: nil,
                caption: caption,
                decimals: chosen.decimals,
                visit.language
            )
        }
        if let distribution { plots.append(distribution) }
        if let edition {
            let tiles = shelf.plot(chosen.plotKey(.map, visit, dataset: dataset)) {
                map(visit, chosen, regions: top.map { table.codes[$0] }, edition: edition, dataset: dataset)
            }
            if let tiles { plots.append(tiles) }
        }
        return DatasetView.Figures(
            topicTitle: chosen.topicTitle,
            periodTitle: period,
            periods: chosen.periods,
            topics: chosen.topics,
            plots: plots,
            query: query,
            listed: (found.count == 1
                ? visit.say("1 regio", "1 region")
                : visit.say(
                    "\(visit.words.whole(found.count)) regio’s",
                    "\(visit.words.whole(found.count)) regions"
                ))
                + (found.count > shown.count
                    ? visit.say(
                        "; hieronder \(visit.words.whole(shown.count)).",
                        "; below are \(visit.words.whole(shown.count))."
                    ) : "."),
            regions: shown.map { row in
                DatasetView.Region(
                    code: table.codes[row],
                    words: table.name(row).isEmpty ? table.codes[row] : table.name(row)
                )
            },
            pages: pages > 1 && query.isEmpty ? (1...pages).map(String.init) : []
        )
    }

    func crumbs(_ visit: Visit, _ dataset: String? = nil) -> [(String, String)] {
        var crumbs = [("/datasets", visit.say("Gegevenssets", "Data sets"))]
        if let dataset, let codebook = codebook(of: dataset) {
            crumbs.append(("/datasets/\(dataset)", codebook.title[visit.language]))
        }
        return crumbs
    }

    func noDataset(_ visit: Visit) -> WebResponse {
        visit.missing(visit.say("Die gegevensset is er niet.", "There is no such data set."))
    }
}

extension String {
    /// Without blanks at either end.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
