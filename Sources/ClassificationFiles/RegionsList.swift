import Classification
import Statistics

/// An external list as the regions of an edition: each with its level and its parent.
struct RegionsList {
    /// The regions, in the order of the file.
    private(set) var entries: [Edition.Entry] = []
    /// The place of each region, by code.
    private(set) var places: [RegionCode: Place] = [:]
    /// Skipped codes of other kinds of region, such as provinces.
    private(set) var passedOver: [RegionCode] = []

    private let description: EditionDescription
    /// The region of the coarsest level that contains every gemeente, if there is one.
    private let root: RegionCode?

    /// Turns rows into regions.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - description: The description of the edition.
    ///   - root: The one region of the coarsest level, which lists may omit.
    ///   - kept: The regions of levels that the rows do not have.
    /// - Throws: ``RegionsFlaw`` at the row that contradicts the others or itself.
    init(
        _ rows: [RegionsRow],
        of description: EditionDescription,
        below root: RegionCode?,
        beside kept: [Edition.Entry] = []
    ) throws(RegionsFlaw) {
        self.description = description
        self.root = root
        for row in rows { try add(row) }
        let others = Set(kept.map(\.code))
        for entry in entries {
            guard let parent = entry.parent, parent != root, places[parent] == nil, !others.contains(parent)
            else { continue }
            throw RegionsFlaw(
                places[entry.code],
                "\(entry.code) is part of \(parent), which is not in the list",
                "import the list of \(parent) first, or one that holds both, or correct the code"
            )
        }
        for entry in kept {
            guard let parent = entry.parent, parent != root, places[parent] == nil, !others.contains(parent)
            else { continue }
            throw RegionsFlaw(
                nil,
                "\(entry.code), of the edition as it is, is part of \(parent), which is not in the list",
                "import a list that holds the regions below too"
            )
        }
    }

    private mutating func add(_ row: RegionsRow) throws(RegionsFlaw) {
        let delivered = RegionCode(row.code)
        let code = description.aliases[delivered] ?? delivered
        guard let level = level(of: code) else {
            if isOfAnotherKind(row.code) { return passedOver.append(code) }
            throw RegionsFlaw(
                row.place,
                "'\(row.code.prefix(20))' is not written as the codes of any level are",
                row.place.line == 1
                    ? RegionsFlaw.forms
                    : "correct the code, or describe the levels of the edition in its edition.yaml first"
            )
        }
        if let other = places.updateValue(row.place, forKey: code) {
            throw RegionsFlaw(
                row.place,
                "\(code) stands there a second time; the first time in line \(other.line)",
                "remove one of them"
            )
        }
        entries.append(
            Edition.Entry(
                code: code,
                name: row.name,
                nameTrust: try trust(row),
                level: level,
                parent: try parent(of: code, at: level, row)
            )
        )
    }

    private func level(of code: RegionCode) -> Int? {
        description.levels.firstIndex { $0.isWellFormed(code) }
    }

    /// True if a code is of a province, landsdeel or other kind of region that the edition does not have.
    private func isOfAnotherKind(_ code: String) -> Bool {
        let bytes = Array(code.utf8)
        guard (4...6).contains(bytes.count), bytes[..<2].allSatisfy({ (65...90).contains($0) }) else {
            return false
        }
        let isKnown = description.levels.contains { $0.prefix.utf8.elementsEqual(bytes[..<2]) }
        return !isKnown && bytes[2...].allSatisfy { (48...57).contains($0) }
    }

    private func trust(_ row: RegionsRow) throws(RegionsFlaw) -> Region.NameTrust {
        if row.name.isEmpty { return .none }
        guard !row.nameYear.isEmpty, let own = description.year else { return .edition }
        guard let year = Int(row.nameYear), (1000...own).contains(year) else {
            throw RegionsFlaw(
                row.place,
                "the year of the name is none up to that of the edition",
                "correct it"
            )
        }
        return year == own ? .edition : .earlier(year: year)
    }

    /// The parent of a region: by its code, or else by its row.
    ///
    /// In OData v4 the group of a buurt is its gemeente, so a stated parent may be a level higher.
    private func parent(of code: RegionCode, at level: Int, _ row: RegionsRow) throws(RegionsFlaw)
        -> RegionCode?
    {
        guard level > 0 else { return nil }
        let stated = RegionCode(row.parent)
        let statedLevel = self.level(of: description.aliases[stated] ?? stated)
        if let holder = code.holder, self.level(of: holder).map({ $0 < level }) == true {
            let holders = Array(sequence(first: holder) { $0.holder })
            if let statedLevel, statedLevel > 0 || root == nil, stated != code, !holders.contains(stated) {
                throw RegionsFlaw(
                    row.place,
                    "\(code) is said to be part of \(stated), but its digits say \(holder)",
                    "correct the code or the parent"
                )
            }
            return holder
        }
        if let statedLevel, statedLevel < level { return description.aliases[stated] ?? stated }
        if let root { return root }
        throw RegionsFlaw(
            row.place,
            "the list does not say what \(code) is part of",
            "add the code of its parent"
        )
    }
}
