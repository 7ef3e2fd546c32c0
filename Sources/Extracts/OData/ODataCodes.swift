import Classification
import Codebook
import Statistics

/// The code lists and descriptions of a bundle; texts are Dutch, as those of the service are.
enum ODataCodes {
    static func measures(_ table: ExtractTable, to output: inout Output) throws {
        output.bytes.append(line: [
            "Identifier", "Index", "Title", "Description", "MeasureGroupId", "DataType", "Unit", "Format",
            "Decimals", "PresentationType",
        ])
        let groups = TopicGroups(table.filled)
        for (index, topic) in table.filled.enumerated() {
            output.bytes.append(line: [
                topic.key, "\(index + 1)", topic.label.nl, topic.definition?.nl ?? "",
                groups.identifier(of: topic), topic.decimals == 0 ? "Long" : "Double", topic.unit.nl, "",
                "\(topic.decimals)", "",
            ])
        }
    }

    static func measureGroups(_ table: ExtractTable, to output: inout Output) throws {
        output.bytes.append(line: ["Id", "Index", "Title", "Description", "ParentId"])
        for (index, group) in TopicGroups(table.filled).groups.enumerated() {
            output.bytes.append(line: [group.identifier, "\(index + 1)", group.title.nl, "", group.parent])
        }
    }

    static func dimensions(_ table: ExtractTable, to output: inout Output) throws {
        let keys = table.codebook.keys
        output.bytes.append(line: ["Identifier", "Title", "Description", "Kind", "MapYear", "ReleasePolicy"])
        let year = table.edition.year.map { "\($0)" } ?? ""
        output.bytes.append(line: [
            keys.region[0], keys.regionName.first ?? keys.region[0], "", "GeoDetail", year, "",
        ])
        output.bytes.append(line: [keys.period[0], keys.period[0], "", "TimeDimension", "", "True"])
    }

    /// The regions of the table; the group of one is the largest published region that it lies in.
    static func regions(_ table: ExtractTable, to output: inout Output) throws {
        output.bytes.append(line: [
            "Identifier", "Index", "Title", "Description", "DimensionGroupId", "DetailRegionCode",
        ])
        for (index, region) in table.regions.enumerated() {
            let entry = table.edition[region]
            let group = table.group(of: region)?.code.description ?? ""
            output.bytes.append(line: [
                entry.code.description, "\(index + 1)", entry.name, "", group, entry.code.description,
            ])
            try output.endRow()
        }
    }

    static func regionGroups(_ table: ExtractTable, to output: inout Output) throws {
        output.bytes.append(line: ["Id", "Index", "Title", "Description", "ParentId"])
        var seen: [RegionCode] = []
        for region in table.regions {
            guard let group = table.group(of: region), seen.last != group.code else { continue }
            seen.append(group.code)
            output.bytes.append(line: [group.code.description, "\(seen.count)", group.name, "", ""])
        }
    }

    static func periods(_ table: ExtractTable, to output: inout Output) throws {
        output.bytes.append(line: [
            "Identifier", "Index", "Title", "Description", "DimensionGroupId", "Status",
        ])
        let period = table.period
        output.bytes.append(line: [
            period.key, "1", period.name + table.status.mark, "", "", table.status.title.nl,
        ])
    }

    static func properties(_ table: ExtractTable, to output: inout Output) throws {
        let (codebook, metadata) = (table.codebook, table.codebook.metadata)
        let count = table.rows.regions.count * table.columns.count
        let fields: [(String, String)] = [
            ("Identifier", codebook.dataset), ("Title", codebook.title.nl),
            ("Description", metadata?.description.nl ?? ""), ("Population", metadata?.population.nl ?? ""),
            ("Reference", metadata?.reference.nl ?? ""), ("Source", metadata?.source.nl ?? ""),
            ("Authority", metadata?.publisher.uri ?? ""), ("ContactPoint", metadata?.contact.email ?? ""),
            ("License", metadata?.licence ?? ""), ("MethodPage", metadata?.methodPage ?? ""),
            ("Attribution", codebook.attribution.nl), ("Language", "nl"),
            ("TemporalCoverage", table.period.name), ("Edition", table.edition.key),
            ("ObservationCount", "\(count)"),
        ]
        output.bytes.append(line: fields.map(\.0))
        output.bytes.append(line: fields.map(\.1))
    }
}

extension ExtractTable {
    /// The largest region of a published level that a region lies in; nil for one that lies in none.
    func group(of region: RegionIndex) -> Region? {
        edition.ancestors(of: region).last { codebook.levels.contains(edition.levels[edition[$0].level].key) }
            .map { edition[$0] }
    }
}
