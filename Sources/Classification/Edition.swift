public import Statistics

/// One edition of a regional classification: its levels, its regions and their parents.
///
/// Regions stand in publication order: the country, then each gemeente followed by its wijken, each wijk
/// followed by its buurten, siblings by code. All regions below another are therefore one range.
public struct Edition: Sendable {
    /// The name of the edition in configuration and commands, for example `2021`.
    public let key: String
    /// The year of its boundaries; nil for a classification without years.
    public let year: Int?
    /// The publisher of the classification, as it must be attributed.
    public let attribution: Text
    /// The levels, from coarse to fine.
    public private(set) var levels: [Level]
    /// The regions in publication order.
    public private(set) var regions: [Region]
    /// Other codes of a region, for example `NL01` for the country.
    public let aliases: [RegionCode: RegionIndex]
    /// The known differences with other years, by rising year.
    public let otherYears: [OtherYear]

    /// The boundaries of regions, of whatever edition; nil where the operator gave none.
    public var boundaries: Boundaries?

    /// Unions that are regions of the last level, in the order of their positions.
    public private(set) var unions: [RegionUnion] = []

    private var positions: [RegionCode: RegionIndex]
    private var ends: [Int32]

    /// The contradictions in lists that make no edition.
    public enum Flaw: Error, Hashable, Sendable {
        /// Two regions have one code.
        case repeatedCode(RegionCode)
        /// A region's parent is not listed or not of a coarser level, or is lacking below the coarsest level.
        case unknownParent(of: RegionCode)
        /// A code does not have the form of its level.
        case malformedCode(RegionCode)
        /// An alias is itself a listed code, or stands for a code that is not listed.
        case wrongAlias(RegionCode)
    }

    /// A region as listed, before it has its place in an edition.
    public struct Entry: Hashable, Sendable {
        /// The code.
        public var code: RegionCode
        /// The name; empty when none is known.
        public var name: String
        /// The source of the name, and so how far to trust it.
        public var nameTrust: Region.NameTrust
        /// The position of the level in the edition's levels.
        public var level: Int
        /// The code of the parent; nil for the coarsest level.
        public var parent: RegionCode?

        /// Creates an entry of a list.
        public init(
            code: RegionCode,
            name: String,
            nameTrust: Region.NameTrust,
            level: Int,
            parent: RegionCode?
        ) {
            self.code = code
            self.name = name
            self.nameTrust = nameTrust
            self.level = level
            self.parent = parent
        }
    }

    /// The polygons of a region; nil where none are known.
    public func shape(of region: RegionIndex) -> [[[Boundaries.Point]]]? {
        boundaries?.shapes[regions[region.position].code]
    }

    /// Creates an edition from lists in any order.
    ///
    /// - Throws: ``Flaw`` when the lists contradict themselves.
    public init(
        key: String,
        year: Int?,
        attribution: Text,
        levels: [Level],
        entries: [Entry],
        aliases: [RegionCode: RegionCode] = [:],
        otherYears: [OtherYear] = []
    ) throws(Flaw) {
        var byCode: [RegionCode: Entry] = [:]
        byCode.reserveCapacity(entries.count)
        for entry in entries {
            guard levels[entry.level].isWellFormed(entry.code) else { throw .malformedCode(entry.code) }
            guard byCode.updateValue(entry, forKey: entry.code) == nil else {
                throw .repeatedCode(entry.code)
            }
        }
        var children: [RegionCode?: [Entry]] = [:]
        for entry in entries {
            if let parent = entry.parent {
                guard let above = byCode[parent], above.level < entry.level else {
                    throw .unknownParent(of: entry.code)
                }
            } else if entry.level > 0 {
                throw .unknownParent(of: entry.code)
            }
            children[entry.parent, default: []].append(entry)
        }
        for parent in children.keys { children[parent]?.sort { $0.code < $1.code } }

        var regions: [Region] = []
        regions.reserveCapacity(entries.count)
        var ends = [Int32](repeating: 0, count: entries.count)
        func place(_ entry: Entry, below parent: RegionIndex?) {
            let index = RegionIndex(regions.count)
            regions.append(
                Region(
                    code: entry.code,
                    name: entry.name,
                    nameTrust: entry.nameTrust,
                    level: entry.level,
                    parent: parent
                )
            )
            for child in children[entry.code] ?? [] { place(child, below: index) }
            ends[index.position] = Int32(regions.count)
        }
        for root in children[nil] ?? [] { place(root, below: nil) }

        var positions: [RegionCode: RegionIndex] = [:]
        positions.reserveCapacity(regions.count)
        for (position, region) in regions.enumerated() { positions[region.code] = RegionIndex(position) }

        for (alias, code) in aliases.sorted(by: { $0.key < $1.key }) {
            guard positions[alias] == nil, positions[code] != nil else { throw .wrongAlias(alias) }
        }

        self.key = key
        self.year = year
        self.attribution = attribution
        self.levels = levels
        self.regions = regions
        self.aliases = aliases.compactMapValues { positions[$0] }
        self.otherYears = otherYears.sorted { $0.year < $1.year }
        self.positions = positions
        self.ends = ends
    }

    /// Returns the edition with unions as regions of a level of their own, behind all others.
    ///
    /// Unions have no parent and no parts; ``smallest(of:)`` tells their members. A union with the code of a
    /// region is skipped.
    public func adding(_ unions: [RegionUnion]) -> Self {
        guard self.unions.isEmpty, !unions.isEmpty else { return self }
        var edition = self
        edition.levels.append(Self.unionLevel)
        for union in unions where positions[union.code] == nil {
            edition.positions[union.code] = RegionIndex(edition.regions.count)
            edition.regions.append(
                Region(
                    code: union.code,
                    name: union.name,
                    nameTrust: .edition,
                    level: levels.count,
                    parent: nil
                )
            )
            edition.ends.append(Int32(edition.regions.count))
            edition.unions.append(union)
        }
        return edition
    }

    /// The key of the level of unions.
    public static let unionLevelKey = "unie"

    /// The level of unions; no code is well formed for it.
    private static let unionLevel = Level(
        key: unionLevelKey,
        title: Text(nl: "unie", en: "union"),
        prefix: "\u{0}",
        digits: 0,
        lettersAllowed: 0,
        officialCount: nil,
        completeness: .complete
    )

    /// The position of the level of unions; nil where there are none.
    public var unionLevel: Int? { unions.isEmpty ? nil : levels.count - 1 }

    /// The smallest regions of a region: its union's members, its leaves, or itself.
    public func smallest(of index: RegionIndex) -> [RegionIndex] {
        let first = regions.count - unions.count
        return index.position >= first ? unions[index.position - first].members : leaves(of: [index])
    }

    /// The smallest regions of all, in publication order.
    public var smallest: [RegionIndex] {
        (0..<regions.count - unions.count).lazy.map { RegionIndex($0) }.filter(isLeaf)
    }

    /// The region at `index`.
    public subscript(index: RegionIndex) -> Region { regions[index.position] }

    /// The indices of every region, in publication order.
    public var indices: some RandomAccessCollection<RegionIndex> {
        regions.indices.lazy.map(RegionIndex.init)
    }

    /// The positions of all descendants of a region, at any depth.
    public func descendants(of index: RegionIndex) -> Range<Int> {
        index.position + 1..<Int(ends[index.position])
    }

    /// The children of a region, in publication order.
    public func children(of index: RegionIndex) -> [RegionIndex] {
        var children: [RegionIndex] = []
        var position = index.position + 1
        while position < Int(ends[index.position]) {
            children.append(RegionIndex(position))
            position = Int(ends[position])
        }
        return children
    }

    /// The regions that contain a region, nearest first.
    public func ancestors(of index: RegionIndex) -> [RegionIndex] {
        Array(sequence(first: index) { self[$0].parent }.dropFirst())
    }

    /// True if a region has no parts in this edition.
    public func isLeaf(_ index: RegionIndex) -> Bool { descendants(of: index).isEmpty }

    /// Looks a code up.
    public func lookUp(_ code: RegionCode) -> LookUp {
        if let index = positions[code] ?? aliases[code] { return .known(index) }
        if let level = levels.first(where: { $0.isWellFormed(code) }), level.completeness == .incomplete {
            return .undecided
        }
        return .unknown
    }

    /// Returns the position of the level whose codes are written like `code`; nil if none is.
    public func level(of code: RegionCode) -> Int? { levels.firstIndex { $0.isWellFormed(code) } }
}

/// The result of looking up a code in an edition.
public enum LookUp: Hashable, Sendable {
    /// The code of this region.
    case known(RegionIndex)
    /// No such region: the edition lists all regions of the level, or the text is no code of any level.
    case unknown
    /// Undecided: the code is well formed, but the list of its level is incomplete.
    case undecided
}
