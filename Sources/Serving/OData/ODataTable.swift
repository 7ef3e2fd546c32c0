import Classification
import Codebook
import Extracts
import Foundation
import Publish
import Statistics

/// A table of a release as the interface has it: all periods below each other, one row a region and period.
struct ODataTable {
    /// The name of the table in addresses: that of the data set, and behind it what kind of table it is.
    let identifier: String
    /// The release.
    let volume: ReleaseShelf.Volume
    /// The data set; nil where it has no codebook any more.
    let codebook: Codebook?
    /// The edition of its regions; nil where it is not at hand.
    let edition: Edition?
    /// The key of the region dimension.
    let regionKey: String
    /// The key of the period dimension.
    let periodKey: String
    /// The files, by rising period.
    let parts: [Part]
    /// The columns of all files.
    let columns: [Column]

    /// One period of the table: a file "CSV met statistische symbolen".
    struct Part {
        let path: String
        let period: Period
        let status: PeriodStatus
        let rows: Int
        /// For each column of the table its place behind the keys in this file; nil where the file lacks it.
        let places: [Int?]
    }

    /// A column of figures.
    struct Column {
        let key: String
        let title: Text
        let unit: String
        let decimals: Int
        let definition: String?
    }

    /// The names of the tables of a release, that of the figures first.
    static func identifiers(in manifest: Manifest) -> [String] {
        var found: Set<String> = []
        for file in manifest.files where isSource(file) {
            if let suffix = suffix(of: file, manifest.dataset) { found.insert(manifest.dataset + suffix) }
        }
        return found.sorted()
    }

    /// Finds a table in a release; nil where the release has none of that name.
    init?(_ identifier: String, in volume: ReleaseShelf.Volume, codebook: Codebook?, edition: Edition?) {
        let manifest = volume.manifest
        guard identifier.hasPrefix(manifest.dataset) else { return nil }
        let wanted = String(identifier.dropFirst(manifest.dataset.count))
        let files = manifest.files.filter { file in
            Self.isSource(file) && Self.suffix(of: file, manifest.dataset) == wanted
        }
        guard !files.isEmpty else { return nil }
        let isDevelopment = files.contains { $0.table == "development" }
        let own = isDevelopment ? codebook.flatMap { DevelopmentTopics($0)?.result } ?? codebook : codebook
        var topics: [String: (rank: Int, topic: Topic)] = [:]
        for (rank, topic) in (own?.topics ?? []).enumerated() {
            topics["\(topic.title.nl) (\(topic.unit.nl))"] = (rank, topic)
        }
        var headers: [String: [String]] = [:]
        for file in files { headers[file.path] = ODataSource(volume.path + "/" + file.path)?.header }
        // Columns stand in the order of the codebook; those that it lacks stand behind, as the files have them.
        var names: [String] = []
        for file in files {
            for name in (headers[file.path] ?? []).dropFirst(3) where !names.contains(name) {
                names.append(name)
            }
        }
        names = names.enumerated().sorted {
            (topics[$0.element]?.rank ?? .max, $0.offset) < (topics[$1.element]?.rank ?? .max, $1.offset)
        }.map(\.element)
        columns = names.enumerated().map { Column($1, topics[$1]?.topic, number: $0 + 1) }
        parts = files.compactMap { file in
            guard let header = headers[file.path], header.count > 3, let period = Period(file.period) else {
                return nil
            }
            return Part(
                path: volume.path + "/" + file.path,
                period: period,
                status: manifest.periods[file.period].flatMap(PeriodStatus.init) ?? .definitive,
                rows: file.rows,
                places: names.map { name in header.dropFirst(3).firstIndex(of: name).map { $0 - 3 } }
            )
        }.sorted { $0.period < $1.period }
        self.identifier = identifier
        self.volume = volume
        self.codebook = codebook
        self.edition = edition
        regionKey = codebook?.keys.region.first ?? "Regio"
        periodKey = codebook?.keys.period.first ?? "Perioden"
    }

    private static func isSource(_ file: Manifest.File) -> Bool {
        file.path.hasPrefix("statline/") && file.path.hasSuffix(".csv") && file.table != nil
    }

    /// Kind of table in a file, as a suffix: nothing, or `_development`, `_pc4` and the like.
    private static func suffix(of file: Manifest.File, _ dataset: String) -> String? {
        let start = "statline/\(dataset)_\(file.period)"
        guard file.path.hasPrefix(start) else { return nil }
        return String(file.path.dropFirst(start.count).dropLast(4))
    }
}

extension ODataTable.Column {
    /// A column by its header, and by its topic where the codebook has it.
    fileprivate init(_ header: String, _ topic: Topic?, number: Int) {
        if let topic {
            key = topic.key
            title = topic.title
            unit = topic.unit.nl
            decimals = topic.decimals
            definition = topic.definition?.nl
            return
        }
        var name = header
        var unit = ""
        if header.hasSuffix(")"), let open = header.range(of: " (", options: .backwards) {
            unit = String(header[open.upperBound...].dropLast())
            name = String(header[..<open.lowerBound])
        }
        key = "Onderwerp_\(number)"
        title = Text(nl: name, en: name)
        self.unit = unit
        decimals = 0
        definition = nil
    }

    /// The type of its numbers.
    var type: String { decimals == 0 ? "Edm.Int32" : "Edm.Double" }
}
