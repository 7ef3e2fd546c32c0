import Classification
import Codebook
import Pages
import Publish
import Statistics
import Web

extension Site {
    private struct RegionView {
        struct Within { let code: String, words: String }
        struct WithinAll { let all: [Within] }
        struct Row { let words: String, unit: String, figure: String }

        let frame: Visit.Frame
        let dataset: String
        let regionName: String
        let levelTitle: String
        let code: String
        let within: WithinAll?
        let topicTitle: String
        let periodTitle: String
        let value: String
        let periods: [ChosenFigure.Option]
        let topics: [ChosenFigure.Subject]
        let plots: [Plot]
        let compositions: [Plot]
        let rows: [Row]
    }

    /// A region: its figures, among others, over the years, and of what it is made.
    func region(_ visit: Visit) throws -> WebResponse {
        let (dataset, code) = (visit.request["dataset"], visit.request["code"])
        guard let codebook = codebook(of: dataset), let edition = edition(of: dataset) else {
            return noDataset(visit)
        }
        guard case .known(let index) = edition.lookUp(RegionCode(code)) else {
            return visit.missing(visit.say("Die regio is er niet.", "There is no such region."))
        }
        guard let chosen = try ChosenFigure(visit, dataset: dataset, codebook: codebook) else {
            return visit.missing(
                visit.say("Er is nog niets gepubliceerd.", "Nothing has been published yet.")
            )
        }
        let region = edition[index]
        let table = chosen.table
        let row = table.row(of: code)
        let name =
            row.map(table.name).flatMap { $0.isEmpty ? nil : $0 }
            ?? (region.name.isEmpty ? code : region.name)
        let above = edition.ancestors(of: index).filter { table.row(of: edition[$0].code.description) != nil }
        let view = RegionView(
            frame: visit.frame(name, in: "/datasets", crumbs: crumbs(visit, dataset)),
            dataset: dataset,
            regionName: name,
            levelTitle: edition.levels[region.level].title[visit.language],
            code: code,
            within: above.isEmpty
                ? nil
                : RegionView.WithinAll(
                    all: above.map {
                        RegionView.Within(code: edition[$0].code.description, words: edition[$0].name)
                    }
                ),
            topicTitle: chosen.topicTitle,
            periodTitle: table.period,
            value: row.map { visit.words.figure(table.text($0, chosen.column)) } ?? visit.words.notShown,
            periods: chosen.periods,
            topics: chosen.topics,
            plots: plots(visit, chosen, index, name: name, edition: edition, dataset: dataset),
            compositions: row.map { compositions(visit, chosen, $0, codebook) } ?? [],
            rows: row.map { row in
                table.columns.indices.compactMap { column -> RegionView.Row? in
                    // Groups together are told of only where the region has them so.
                    let isTogether = (chosen.topicOfColumn[column]?.measure.groupFigure).map {
                        ($0.groups?.count ?? 2) > 1
                    }
                    if isTogether == true, table.number(row, column) == nil { return nil }
                    return RegionView.Row(
                        words: chosen.title(column, visit.language),
                        unit: chosen.topicOfColumn[column]?.unit[visit.language]
                            ?? table.columns[column].unit,
                        figure: visit.words.figure(table.text(row, column))
                    )
                }
            } ?? []
        )
        return visit.page("region", view)
    }

    private func plots(
        _ visit: Visit,
        _ chosen: ChosenFigure,
        _ index: RegionIndex,
        name: String,
        edition: Edition,
        dataset: String
    ) -> [Plot] {
        let table = chosen.table
        let region = edition[index]
        var plots: [Plot] = []
        // Among all of its own level.
        let level = edition.levels[region.level]
        let numbers = chosen.facts.numbers(chosen.column)
        let value = chosen.value(region.code.description)
        if let plot = Plot.distribution(
            chosen.facts.rows(alike: region.level).map { numbers[$0] }.filter { !$0.isNaN },
            marked: value.map { (name, $0) },
            caption: visit.say(
                "\(chosen.topicTitle), \(table.period): \(name) tussen alle regio’s van dit niveau (\(level.title.nl))",
                "\(chosen.topicTitle), \(table.period): \(name) among all regions of its level (\(level.title.en))"
            ),
            decimals: chosen.decimals,
            visit.language
        ) {
            plots.append(plot)
        }
        if let plot = trend(visit, chosen, index, name: name, edition: edition, dataset: dataset) {
            plots.append(plot)
        }
        let parts = shelf.plot(chosen.plotKey(.map, visit, dataset: dataset)) {
            let below = edition.descendants(of: index).map { edition.regions[$0] }
            let published = below.filter { table.row(of: $0.code.description) != nil }
            // A city has too many buurten for one page; then its wijken tell enough.
            let depth = published.map(\.level).max()
            let finest = published.filter { $0.level == depth }
            let next = published.filter { $0.parent == index }
            return [finest, next].lazy.compactMap {
                map(visit, chosen, regions: $0.map(\.code.description), edition: edition, dataset: dataset)
            }
            .first
        }
        if let parts { plots.append(parts) }
        return plots
    }

    /// The figure over the years, beside the largest region that it lies in and the whole.
    private func trend(
        _ visit: Visit,
        _ chosen: ChosenFigure,
        _ index: RegionIndex,
        name: String,
        edition: Edition,
        dataset: String
    ) -> Plot? {
        guard let codebook = codebook(of: dataset) else { return nil }
        let figure = shelf.figure(
            chosen.release,
            chosen.table.columns[chosen.column],
            codebook,
            edition,
            knowledge: visit.knowledge
        )
        let largest = edition.ancestors(of: index).last { edition[$0].level > 0 || edition.levels.count < 4 }
        var series = [Plot.Series(name: name, values: figure.values(edition[index].code.description))]
        if let largest, largest != index {
            series.append(
                Plot.Series(
                    name: edition[largest].name,
                    values: figure.values(edition[largest].code.description)
                )
            )
        }
        if chosen.topicOfColumn[chosen.column]?.kind != .count {
            series.append(
                Plot.Series(
                    name: visit.say("alle gepubliceerde regio’s samen", "all published regions together"),
                    values: figure.wholes
                )
            )
        }
        return Plot.trend(
            series,
            periods: figure.periods,
            caption: visit.say("\(chosen.topicTitle) over de jaren", "\(chosen.topicTitle) over the years"),
            decimals: chosen.decimals,
            visit.language
        )
    }

    /// The shares of the groups of each variable that has any.
    private func compositions(_ visit: Visit, _ chosen: ChosenFigure, _ row: Int, _ codebook: Codebook)
        -> [Plot]
    {
        codebook.variables.indices.compactMap { variable -> Plot? in
            let columns = chosen.topicOfColumn.indices.filter { column in
                guard let figure = chosen.topicOfColumn[column]?.measure.groupFigure else { return false }
                return figure.variable == variable && figure.quantity == .share
            }
            let parts = columns.compactMap { column -> Plot.Part? in
                guard let figure = chosen.topicOfColumn[column]?.measure.groupFigure else { return nil }
                let percent = chosen.table.number(row, column)
                let isMerged = (figure.groups?.count ?? 2) > 1
                // Groups together are there only where the region has them so.
                if isMerged, percent == nil { return nil }
                let names = figure.groups.map { groups in
                    groups.map { codebook.variables[variable].groups[$0].title[visit.language] }
                        .joined(separator: " + ")
                }
                return Plot.Part(
                    name: names ?? chosen.title(column, visit.language),
                    percent: percent,
                    isMerged: isMerged
                )
            }
            let title = codebook.variables[variable].title[visit.language]
            return Plot.composition(
                parts,
                caption: "\(title), \(chosen.table.period)",
                isOneOfMany: codebook.variables.count > 8,
                visit.language
            )
        }
    }
}
