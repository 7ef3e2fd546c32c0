import Web
import Classification
import Pages
import Publish
import Statistics

extension Site {
    /// The most regions on one map: a page stays below 100 kB.
    private static let most = 420

    /// A map of regions: of boundaries where the operator has named some, and of tiles elsewhere.
    func map(
        _ visit: Visit,
        _ chosen: ChosenFigure,
        regions codes: [String],
        edition: Edition,
        dataset: String
    ) -> Plot? {
        guard codes.count > 1, codes.count <= Self.most else { return nil }
        let table = chosen.table
        // Short links, from where the page is: a city has hundreds.
        let prefix = visit.request["code"].isEmpty ? "\(dataset)/regions/" : ""
        func region(_ code: String) -> MapRegion {
            let name = table.row(of: code).map(table.name) ?? ""
            return MapRegion(
                code: code,
                name: name.isEmpty ? code : name,
                value: chosen.value(code),
                link: prefix + code
            )
        }
        let caption = visit.say(
            "\(chosen.topicTitle), \(table.period): op de kaart",
            "\(chosen.topicTitle), \(table.period): on the map"
        )
        let heads = [visit.say("Regio", "Region"), visit.say("Waarde", "Value")]
        if let boundaries = edition.boundaries {
            let rings = codes.compactMap { code in
                boundaries.shapes[RegionCode(code)].map { polygons in
                    (code, polygons.flatMap(\.self).map { ring in ring.map { (x: $0.x, y: $0.y) } })
                }
            }
            let plot = Plot.boundaries(
                codes.map { region($0) },
                shapes: Dictionary(rings) { first, _ in first },
                caption: caption,
                decimals: chosen.decimals,
                columns: heads,
                visit.language
            )
            if let plot { return plot }
        }
        var groups: [(name: String, regions: [MapRegion])] = []
        var places: [String: Int] = [:]
        for code in codes {
            let parent = parent(of: code, edition)
            let key = parent.map { $0.name.isEmpty ? $0.code.description : $0.name } ?? "–"
            if let place = places[key] {
                groups[place].regions.append(region(code))
            } else {
                places[key] = groups.count
                groups.append((key, [region(code)]))
            }
        }
        return Plot.tiles(
            groups,
            caption: visit.say(
                "\(chosen.topicTitle), \(table.period): een vakje voor elke regio, in volgorde van hun code",
                "\(chosen.topicTitle), \(table.period): a square for each region, in the order of their codes"
            ),
            decimals: chosen.decimals,
            columns: [visit.say("In", "In")] + heads,
            visit.language
        )
    }

    private func parent(of code: String, _ edition: Edition) -> Region? {
        guard case .known(let index) = edition.lookUp(RegionCode(code)) else { return nil }
        return edition[index].parent.map { edition[$0] }
    }
}
