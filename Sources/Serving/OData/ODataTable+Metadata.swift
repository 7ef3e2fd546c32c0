import Classification
import Codebook
import Extracts
import Publish
import Statistics

extension ODataTable {
    /// The names of the collections, in the order of the service.
    var collections: [String] {
        [
            "TableInfos", "UntypedDataSet", "TypedDataSet", "DataProperties", "CategoryGroups", regionKey,
            periodKey,
        ]
    }

    /// The records of a collection that tells of the table; nil for a name that it lacks.
    func records(_ collection: String) -> [ODataRecord]? {
        switch collection {
        case "TableInfos": [info(id: 0)]
        case "DataProperties": properties
        case "CategoryGroups": groups.records
        case regionKey: regions
        case periodKey: periods
        default: nil
        }
    }

    /// Record of the table in the catalogue and in `TableInfos`.
    func info(id: Int) -> ODataRecord {
        let manifest = volume.manifest
        let metadata = codebook?.metadata
        let title = (manifest.title["nl"] ?? manifest.dataset) + kindOfTable
        let names = parts.map { $0.period.name }
        let span = names.count > 1 ? "\(names[0])-\(names[names.count - 1])" : names.first ?? ""
        let time = String(manifest.time.prefix(19))
        let notes = (manifest.notes["nl"] ?? []).joined(separator: "\n")
        return [
            ("ID", .int(id)), ("Identifier", .text(identifier)), ("Title", .text("\(title), \(span)")),
            ("ShortTitle", .text(title)), ("ShortDescription", .text(metadata?.description.nl ?? title)),
            ("Summary", .text(metadata?.description.nl ?? title)), ("Modified", .text(time)),
            ("MetaDataModified", .text(time)),
            ("ReasonDelivery", .text(manifest.base == nil ? "Nieuw" : "Actualisering")),
            ("ExplanatoryText", .text(notes)), ("OutputStatus", .text("Regulier")),
            ("Source", .text(manifest.attribution["nl"] ?? "")), ("Language", .text("nl")),
            ("Catalog", .text("Peil")), ("Frequency", .text("Perjaar")), ("Period", .text(span)),
            ("SummaryAndLinks", .text(ReleaseRoutes.address(manifest))),
            ("Updated", .text(time)), ("ApiUrl", .text("/ODataApi/OData/\(identifier)")),
            ("FeedUrl", .text("/ODataFeed/OData/\(identifier)")),
            ("DefaultPresentation", .text("_la=nl&_si=&_gu=&_ed=\(manifest.edition)")),
            ("DefaultSelection", .text("")), ("GraphTypes", .text("Table")),
            ("RecordCount", .int(parts.reduce(0) { $0 + $1.rows })), ("ColumnCount", .int(columns.count + 2)),
            ("SearchPriority", .text("2")),
            (
                "Description",
                .text(
                    [metadata?.population.nl, metadata?.reference.nl, notes].compactMap { $0 }
                        .joined(separator: "\n")
                )
            ),
            ("Licence", .text(metadata?.licence ?? "")), ("Release", .int(manifest.release)),
            ("Edition", .text(manifest.edition)),
        ]
    }

    private var kindOfTable: String {
        let suffix = identifier.dropFirst(volume.manifest.dataset.count + 1)
        return suffix.isEmpty ? "" : "; \(suffix == "development" ? "ontwikkeling" : String(suffix))"
    }

    private var properties: [ODataRecord] {
        var records: [ODataRecord] = []
        func add(
            _ type: String,
            _ position: Int?,
            _ parent: Int?,
            _ key: String,
            _ title: String,
            _ more: ODataRecord
        )
            -> Int
        {
            let id = records.count
            records.append(
                [
                    ("odata.type", .text("Cbs.OData.\(type)")), ("ID", .int(id)),
                    ("Position", position.map { .int($0) } ?? .null),
                    ("ParentID", parent.map { .int($0) } ?? .null),
                    ("Type", .text(type)), ("Key", .text(key)), ("Title", .text(title)),
                ] + more
            )
            return id
        }
        let name = codebook?.keys.regionName.first ?? regionKey
        _ = add(
            "GeoDetail",
            0,
            nil,
            regionKey,
            name,
            [("Description", .null), ("ReleasePolicy", .null)] + noTopic
        )
        _ = add(
            "TimeDimension",
            1,
            nil,
            periodKey,
            periodKey,
            [("Description", .null), ("ReleasePolicy", .bool(true))] + noTopic
        )
        var known: [String: Int] = [:]
        for (rank, column) in columns.enumerated() {
            let path = TopicGroups.parts(of: column.title.nl)
            var parent: Int?
            for depth in path.indices.dropLast() {
                let group = path[...depth].joined(separator: "/")
                if known[group] == nil {
                    known[group] = add(
                        "TopicGroup",
                        nil,
                        parent,
                        "",
                        path[depth],
                        [("Description", .null), ("ReleasePolicy", .null)] + noTopic
                    )
                }
                parent = known[group]
            }
            _ = add(
                "Topic",
                rank + 2,
                parent,
                column.key,
                path.last ?? column.key,
                [
                    ("Description", column.definition.map { .text($0) } ?? .null), ("ReleasePolicy", .null),
                    ("Datatype", .text(column.decimals == 0 ? "Long" : "Double")),
                    ("Unit", .text(column.unit)),
                    ("Decimals", .int(column.decimals)), ("Default", .text("None")),
                ]
            )
        }
        return records
    }

    private var noTopic: ODataRecord {
        [("Datatype", .null), ("Unit", .null), ("Decimals", .null), ("Default", .null)]
    }

    private var periods: [ODataRecord] {
        parts.map { part in
            [
                ("Key", .text(part.period.key)), ("Title", .text(part.period.name + part.status.mark)),
                ("Description", .null), ("Status", .text(part.status.title.nl)),
            ]
        }
    }

    private var regions: [ODataRecord] {
        let groups = groups.ids
        var records: [ODataRecord] = []
        forEachRegion { code, name in
            let group = self.group(of: code.trimmingEnd).flatMap { groups[$0.code.description] }
            records.append([
                ("Key", .text(code)), ("Title", .text(name)), ("Description", .null),
                ("CategoryGroupID", group.map { .int($0) } ?? .null),
            ])
        }
        return records
    }

    /// The groups of regions: the largest regions that others lie in.
    private var groups: (records: [ODataRecord], ids: [String: Int]) {
        var records: [ODataRecord] = []
        var ids: [String: Int] = [:]
        forEachRegion { code, _ in
            guard let group = group(of: code.trimmingEnd), ids[group.code.description] == nil else { return }
            ids[group.code.description] = records.count + 1
            records.append([
                ("ID", .int(records.count + 1)), ("DimensionKey", .text(regionKey)),
                ("Title", .text(group.name)),
                ("Description", .null), ("ParentID", .null),
            ])
        }
        return (records, ids)
    }

    private func group(of text: String) -> Region? {
        guard let edition, case .known(let found) = edition.lookUp(RegionCode(text)) else { return nil }
        let levels = codebook?.levels ?? edition.levels.map(\.key)
        return edition.ancestors(of: found).last { levels.contains(edition.levels[edition[$0].level].key) }
            .map { edition[$0] }
    }
}
