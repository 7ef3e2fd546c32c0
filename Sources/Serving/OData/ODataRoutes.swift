package import Classification
package import Codebook
import Extracts
import Publish
package import Web

/// Serves releases by the interface of the open data service of Statistics Netherlands (OData v3): the tables of the
/// newest releases, and those of each release by its number.
package struct ODataRoutes: Sendable {
    private let shelf: ReleaseShelf
    private let knowledge: @Sendable (String) -> (codebook: Codebook?, editions: [String: Edition])

    /// How many rows one answer has at most, as in the service.
    private static let page = 10_000

    /// Serves what stands on a shelf.
    ///
    /// - Parameters:
    ///   - shelf: The releases.
    ///   - knowledge: The codebook of a data set and the editions by their keys, as they are now.
    package init(
        _ shelf: ReleaseShelf,
        knowledge: @escaping @Sendable (String) -> (codebook: Codebook?, editions: [String: Edition])
    ) {
        self.shelf = shelf
        self.knowledge = knowledge
    }

    /// The routes: of what is newest, and below the address of a release of that release.
    package var group: RouteGroup {
        var routes: [Route] = []
        for place in ["", "/data/:dataset/current", "/data/:dataset/releases/:release"] {
            for service in ["ODataApi", "ODataFeed"] {
                for spelling in ["odata", "OData"] {
                    let start = "\(place)/\(service)/\(spelling)/:table"
                    routes.append(.get(start) { try answer($0, place, isJSONUsual: service == "ODataApi") })
                    routes.append(
                        .get(start + "/**") { try answer($0, place, isJSONUsual: service == "ODataApi") }
                    )
                }
            }
            routes.append(.get(place + "/ODataCatalog") { try catalogue($0, place) })
            routes.append(.get(place + "/ODataCatalog/**") { try catalogue($0, place) })
        }
        return RouteGroup(routes)
    }

    /// A mark of the rules in force that tells nothing of them: their version holds a digest of settings that are secret.
    ///
    /// It is another one in every process, as the hash of the standard library is.
    private static func mark(_ version: String) -> String { String(version.hashValue.magnitude, radix: 36) }

    private func answer(_ request: WebRequest, _ place: String, isJSONUsual: Bool) throws -> WebResponse? {
        guard let volume = volume(request, place, of: request["table"]) else { return nil }
        let known = knowledge(volume.manifest.dataset)
        let rest = request.rest.joined(separator: "/")
        let query: ODataQuery
        do {
            query = try ODataQuery(request, isJSONUsual: isJSONUsual)
        } catch {
            return .flaw(error.words)
        }
        let version =
            "\(volume.manifest.release)-\(volume.manifest.extractsHash.prefix(16))-\(Self.mark(known.codebook?.version ?? ""))"
        let frame = ODataFrame(
            request,
            collection: rest,
            query: query,
            tag: version,
            time: volume.manifest.time,
            isFixed: place.hasSuffix(":release")
        )
        if frame.isKnown { return frame.unchanged }
        guard
            let table = ODataTable(
                request["table"],
                in: volume,
                codebook: known.codebook,
                edition: known.editions[volume.manifest.edition]
            )
        else { return nil }
        if rest.isEmpty { return frame.service(table.collections) }
        if rest == "$metadata" { return frame.metadata(of: table) }
        if let figures = ODataTable.Figures(rawValue: rest) {
            if let flaw = query.flaw(fields: table.rowFields) { return flaw }
            let rows = table.rows(figures, query, limit: Self.page)
            return frame.answer(rows.records, next: rows.hasMore ? rows.records.count : nil)
        }
        guard let records = table.records(rest) else { return nil }
        return frame.answer(records, by: query)
    }

    private func catalogue(_ request: WebRequest, _ place: String) throws -> WebResponse? {
        let rest = request.rest.joined(separator: "/")
        let query: ODataQuery
        do {
            query = try ODataQuery(request, isJSONUsual: true)
        } catch {
            return .flaw(error.words)
        }
        var records: [ODataRecord] = []
        var (versions, newest) = ("", "")
        for volume in place.isEmpty
            ? shelf.datasets.compactMap({ shelf.volume($0) })
            : [volume(request, place, of: nil)].compactMap({ $0 })
        {
            let known = knowledge(volume.manifest.dataset)
            newest = max(newest, volume.manifest.time)
            versions += "\(volume.manifest.release)-\(volume.manifest.extractsHash.prefix(8))"
            for identifier in ODataTable.identifiers(in: volume.manifest) {
                let table = ODataTable(
                    identifier,
                    in: volume,
                    codebook: known.codebook,
                    edition: known.editions[volume.manifest.edition]
                )
                if let table { records.append(table.info(id: records.count)) }
            }
        }
        let frame = ODataFrame(
            request,
            collection: rest,
            query: query,
            tag: versions,
            time: newest,
            isFixed: false
        )
        switch rest {
        case "": return frame.service(["Tables", "Themes", "Tables_Themes"])
        case "Tables": return frame.isKnown ? frame.unchanged : frame.answer(records, by: query)
        case "Themes", "Tables_Themes": return frame.answer([])
        default: return nil
        }
    }

    /// The release that a request is about: that of its address, or the newest of the data set of its table.
    private func volume(_ request: WebRequest, _ place: String, of table: String?) -> ReleaseShelf.Volume? {
        if !place.isEmpty {
            let number = place.hasSuffix(":release") ? Int(request["release"]) : nil
            if place.hasSuffix(":release"), number == nil { return nil }
            return shelf.volume(request["dataset"], number)
        }
        guard let table else { return nil }
        // A table is called like its data set, with what kind it is behind; the longest name that fits is meant.
        let dataset = shelf.datasets.filter { table == $0 || table.hasPrefix($0 + "_") }.max {
            $0.count < $1.count
        }
        return dataset.flatMap { shelf.volume($0) }
    }
}

extension ODataQuery {
    /// The answer to a query that asks of fields that there are none of; nil where all are there.
    func flaw(fields: [String]) -> WebResponse? {
        let asked = (select ?? []) + (filter?.fields.sorted() ?? [])
        guard let unknown = asked.first(where: { !fields.contains($0) }) else { return nil }
        return .flaw("'\(unknown)' is not a field; there are \(fields.joined(separator: ", "))")
    }
}

extension WebResponse {
    /// An answer that says what is wrong with a request, as the service says it.
    static func flaw(_ words: String) -> Self {
        let error = JSONText.object([
            (
                "odata.error",
                .object([
                    ("code", .string("")),
                    ("message", .object([("lang", .string("en")), ("value", .string(words))])),
                ])
            )
        ])
        return Self(
            400,
            headers: [("content-type", "application/json; charset=utf-8")],
            body: .bytes(error.bytes)
        )
    }
}
