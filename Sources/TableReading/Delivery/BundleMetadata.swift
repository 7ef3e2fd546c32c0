package import Bytes
import Codebook
package import Statistics

/// The metadata in a bundle about its figures.
package struct BundleMetadata: Sendable {
    /// The year of the regional classification: `MapYear`, or the title of the table.
    package var edition: (year: Int, place: Place)?
    /// The status of periods: final or provisional.
    package var statuses: [Period: PeriodStatus] = [:]
    /// The title path of each measure, with its unit, by its code.
    package var measures: [String: Measure] = [:]

    /// A measure of an observations file.
    package struct Measure: Hashable, Sendable {
        /// The path of titles, joined by `/`.
        package var title: String
        /// The unit.
        package var unit: String
    }

    /// The place of statements by metadata: not in the file of figures, so its start.
    private static let outside = Place(line: 1, column: 1)

    /// The size limit of one file of metadata, in bytes.
    private static let largest = 1 << 24

    /// Creates empty metadata.
    package init() {}

    /// Reads the files of metadata of a bundle; an unreadable one is noted and skipped.
    package init(_ sources: [ArchiveSource], limits: ReadingLimits, notes: inout Findings) throws {
        var codes: [MetadataTable.MetadataRow] = []
        var groups: [String: (title: String, parent: String)] = [:]
        for source in sources {
            do {
                for table in try MetadataTable.tables(in: source, limits: limits, largest: Self.largest) {
                    take(table)
                    if table.has("MeasureGroupId") { codes += table.rows }
                    if table.has("ParentId") {
                        for row in table.rows { groups[row["Id"]] = (row["Title"], row["ParentId"]) }
                    }
                }
            } catch is ReadingStop {
                notes.add(ReadingFault.metadataUnreadable.finding())
            }
        }
        for row in codes {
            var path = [row["Title"]]
            var group = row["MeasureGroupId"]
            // Groups that are their own ancestors would be an endless loop.
            while let above = groups[group], path.count < 20 {
                path.insert(above.title, at: 0)
                group = above.parent
            }
            measures[row["Identifier"]] = Measure(title: path.joined(separator: "/"), unit: row["Unit"])
        }
    }

    /// True if a file, by its name and its first bytes, describes a table rather than being one.
    package static func isMetadata(_ path: String, head: [UInt8]) -> Bool {
        let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        let start = String(decoding: head.prefix(512), as: UTF8.self)
        let line = start.drop { $0 == "\u{FEFF}" }.prefix { !$0.isNewline }.lowercased().filter { $0 != "\"" }
        if name.hasSuffix("_metadata.csv") || name == "metadata.csv" { return true }
        let headers = Set(line.split { $0 == ";" || $0 == "," || $0 == "\t" }.map(String.init))
        let isCodeList =
            headers.contains("identifier") && (headers.contains("title") || headers.contains("kind"))
        let isGroups = headers.isSuperset(of: ["id", "title", "parentid"])
        let isOlder =
            headers.isSuperset(of: ["key", "title"]) || headers.isSuperset(of: ["id", "title", "shorttitle"])
        return isCodeList || isGroups || isOlder || ["tableinfos", "dataproperties"].contains(line.unpadded)
    }

    /// True if a feed, by its first bytes, describes a table rather than being one.
    package static func isMetadataFeed(_ head: [UInt8]) -> Bool {
        let start = String(decoding: head.prefix(4_096).filter { $0 != 0 }, as: UTF8.self)
        guard let open = start.firstRange(of: "<title"),
            let close = start[open.upperBound...].firstIndex(of: ">")
        else {
            return false
        }
        let title = start[start.index(after: close)...].prefix { $0 != "<" }
        return ["TableInfos", "DataProperties", "CategoryGroups", "Perioden", "WijkenEnBuurten"].contains(
            String(title)
        )
    }

    private mutating func take(_ table: MetadataTable) {
        for row in table.rows {
            if let year = Int(row["MapYear"]), edition == nil { edition = (year, Self.outside) }
            let key = row["Key"].isEmpty ? row["Identifier"] : row["Key"]
            if let period = Period(key), let status = PeriodStatus(words: row["Status"]) {
                statuses[period] = status
            }
            if table.has("ShortTitle"), edition == nil {
                var facts = TitleFacts()
                facts.note(row["Title"], at: Self.outside)
                edition = facts.edition
            }
        }
    }
}

extension PeriodStatus {
    /// Reads the words of metadata: `Definitief`, `Voorlopig`, `Nader voorlopig`.
    fileprivate init?(words: String) {
        switch words.lowercased().filter(\.isLetter) {
        case "definitief", "final", "definitive": self = .definitive
        case "voorlopig", "provisional": self = .provisional
        case "nadervoorlopig", "revisedprovisional": self = .revisedProvisional
        default: return nil
        }
    }
}
