import Web
import Classification
import ConfigurationFiles
import Foundation
import Pages
import PublishedReading
import Statistics
import Synchronization

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
        if let shapes = shapes(), codes.contains(where: { shapes[$0] != nil }) {
            return Plot.boundaries(
                codes.map { region($0) },
                shapes: shapes,
                caption: caption,
                decimals: chosen.decimals,
                columns: heads,
                visit.language
            )
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

    /// The boundaries by the code of the region; nil where none are configured or can be read.
    private func shapes() -> Boundaries.Shapes? {
        sources.configuration().boundaries.flatMap { Boundaries.shared.shapes($0) }
    }
}

/// Boundaries from a GeoJSON file, read once.
final class Boundaries: Sendable {
    typealias Shapes = [String: [[(x: Double, y: Double)]]]

    static let shared = Boundaries()
    private let read = Mutex<[String: Shapes]>([:])

    /// The rings of each feature by its code: the first property that looks like the code of a region.
    func shapes(_ path: String) -> Shapes? {
        if let known = read.withLock({ $0[path] }) { return known }
        guard let data = FileManager.default.contents(atPath: path),
            let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let features = root["features"] as? [[String: Any]]
        else { return nil }
        var shapes: Shapes = [:]
        for feature in features {
            let properties = feature["properties"] as? [String: Any] ?? [:]
            let named = ["statcode", "code", "region", "buurtcode", "wijkcode", "gemeentecode"].lazy
                .compactMap { properties[$0] as? String }.first
            guard let code = named ?? feature["id"] as? String,
                let geometry = feature["geometry"] as? [String: Any],
                let coordinates = geometry["coordinates"] as? [Any]
            else { continue }
            let polygons = geometry["type"] as? String == "MultiPolygon" ? coordinates : [coordinates]
            shapes[code] = polygons.flatMap { polygon in
                (polygon as? [[[Double]]] ?? []).map { ring in
                    ring.compactMap { $0.count >= 2 ? (x: $0[0], y: $0[1]) : nil }
                }
            }
        }
        let found = shapes
        read.withLock { $0[path] = found }
        return found
    }
}
