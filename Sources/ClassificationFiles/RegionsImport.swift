import Classification
import Glibc
import Statistics
import YAMLReading

/// Replaces the lists of an edition by an official external list.
///
/// The new edition is written completely beside the old one and read back before it takes its place: at any
/// moment the directory contains one edition or the other.
public struct RegionsImport {
    /// The list.
    private let file: String
    /// The directory of the edition; it need not exist yet.
    private let directory: String
    /// The description of the edition before the import.
    private let description: EditionDescription
    /// The edition before the import; nil for a new one, or if its lists cannot be read.
    private let former: Edition?
    private var warnings: [String]

    /// Imports a list.
    ///
    /// - Parameters:
    ///   - file: The list: `WijkenEnBuurten` of OData v3 as Atom or JSON, `WijkenEnBuurtenCodes` of OData v4 as
    ///     CSV or JSON, or lines of `code;name;parent`.
    ///   - editionDirectory: The directory of the edition.
    ///   - edition: The key of the edition, usually its year.
    /// - Returns: The changes.
    /// - Throws: ``FileFlaw`` if the list cannot be used, ``MachineFault`` if it cannot be written; nothing
    ///   has changed then.
    public static func run(file: String, editionDirectory: String, edition: String) throws
        -> RegionsImportSummary
    {
        var work = try Self(file: file, directory: editionDirectory, edition: edition)
        return try work.run()
    }

    private init(file: String, directory: String, edition: String) throws {
        self.file = file
        var path = directory[...]
        while path.count > 1, path.last == "/" { path.removeLast() }
        self.directory = String(path)
        warnings = []
        guard unsafe access(directory, F_OK) == 0 else {
            try EditionTemplate.check(edition)
            description = try EditionTemplate.read(beside: self.directory).description(of: edition)
            former = nil
            return
        }
        description = try EditionDescription.read(path: self.directory + "/" + EditionDirectory.description)
        guard description.key == edition else {
            throw FileFlaw(
                path: self.directory + "/" + EditionDirectory.description,
                message: "the edition there is called '\(description.key)', not '\(edition)'",
                hint: "name the edition that the directory holds, or correct `edition`"
            )
        }
        let hasLists = description.levels.contains { level in
            unsafe access("\(path)/\(level.key).csv", F_OK) == 0
        }
        guard hasLists else {
            former = nil
            return
        }
        do {
            former = try EditionDirectory.read(path: self.directory)
        } catch let flaw as FileFlaw {
            // An import is the way to repair broken lists.
            former = nil
            warnings.append("the lists before could not be read, so nothing is compared with them: \(flaw)")
        }
    }

    private mutating func run() throws -> RegionsImportSummary {
        let list = try RegionsFile.read(file)
        let root = root()
        let kept = kept(beside: list.rows)
        let regions: RegionsList
        do throws(RegionsFlaw) {
            regions = try RegionsList(list.rows, of: description, below: root?.code, beside: kept)
            try refuseAnotherYear(regions)
        } catch {
            throw error.flaw(in: file)
        }
        var entries = regions.entries + kept
        if let root, !entries.contains(where: { $0.code == root.code }) { entries.append(root) }
        if !regions.passedOver.isEmpty {
            let codes = regions.passedOver.prefix(3).map(\.description).joined(separator: ", ")
            warnings.append("\(regions.passedOver.count) regions of other kinds were passed over: \(codes)")
        }
        var counted = description
        counted.levels = try description.levels.enumerated().map { position, level in
            try recounted(level, entries.count { $0.level == position })
        }
        try RegionsDirectory(path: directory, description: counted).replace(by: entries)
        return RegionsImportSummary(
            edition: description.key,
            format: list.format,
            former: former,
            levels: counted.levels,
            entries: entries,
            warnings: warnings
        )
    }

    /// The regions of levels that the list does not have, so that a list may be of one level alone.
    ///
    /// An unreadable present list counts as empty: an import is the way to repair broken lists.
    private func kept(beside rows: [RegionsRow]) -> [Edition.Entry] {
        description.levels.enumerated().flatMap { position, level -> [Edition.Entry] in
            let isNamed = rows.contains { row in
                let code = RegionCode(row.code)
                return level.isWellFormed(description.aliases[code] ?? code)
            }
            guard !isNamed else { return [] }
            let path = "\(directory)/\(level.key).csv"
            let list = try? EditionList.read(path, level: position, ownYear: description.year)
            return list?.entries.map(\.entry) ?? []
        }
    }

    /// The one region of the coarsest level, which lists may omit.
    private func root() -> Edition.Entry? {
        guard let coarsest = description.levels.first, coarsest.officialCount == 1 else { return nil }
        if let region = former?.regions.first, region.level == 0 {
            return Edition.Entry(
                code: region.code,
                name: region.name,
                nameTrust: region.nameTrust,
                level: 0,
                parent: nil
            )
        }
        let list = try? EditionList.read(
            "\(directory)/\(coarsest.key).csv",
            level: 0,
            ownYear: description.year
        )
        if let entry = list?.entries.first?.entry { return entry }
        // Editions need no template once they are there.
        guard let template = try? EditionTemplate.read(beside: directory), let root = template.root else {
            return nil
        }
        return coarsest.isWellFormed(root.code) ? root : nil
    }

    /// Refuses a list of another year.
    private func refuseAnotherYear(_ list: RegionsList) throws(RegionsFlaw) {
        guard let former else { return }
        let fit = EditionFit(of: list.entries.map(\.code), to: former)
        guard let better = fit.better else { return }
        let years = better.years.map(String.init).joined(separator: " or ")
        let codes = better.evidence.prefix(5).map(\.description).joined(separator: ", ")
        throw RegionsFlaw(
            better.evidence.first.flatMap { list.places[$0] },
            "the list fits the classification of \(years), not of \(description.key); given away by \(codes)",
            "import the list of \(description.key), or name the edition that this list is of"
        )
    }

    /// A level with the completeness of its list.
    private mutating func recounted(_ level: Level, _ count: Int) throws -> Level {
        let isComplete = level.officialCount == count
        if let official = level.officialCount {
            guard count <= official else {
                throw FileFlaw(
                    path: file,
                    message:
                        "the list holds \(count) regions of the level \(level.key), which officially has \(official)",
                    hint: "import the list of \(description.key), or correct `official-count` in edition.yaml"
                )
            }
            if count < official {
                warnings.append(
                    "\(level.key): \(count) of \(official) regions; the level is incomplete now, and codes that are "
                        + "not listed are undecided"
                )
            }
        } else {
            warnings.append(
                "\(level.key): nobody says how many there are, so codes that are not listed are undecided; state "
                    + "`official-count` in edition.yaml and import again"
            )
        }
        return Level(
            key: level.key,
            title: level.title,
            prefix: level.prefix,
            digits: level.digits,
            lettersAllowed: level.lettersAllowed,
            officialCount: level.officialCount,
            completeness: isComplete ? .complete : .incomplete
        )
    }
}
