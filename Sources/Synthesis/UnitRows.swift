public import Classification
public import Codebook
public import Statistics

/// Synthetic microdata of a data set whose categories are derived from fields, as the rows of one delivery:
/// children, for example.
///
/// Buurten have sizes as in ``SyntheticCountry``. A row depends only on the seed, its region, the year and
/// its number, so rows can be made in any order and on any number of threads.
public struct UnitRows: Sendable {
    private let seed: UInt64
    private let year: Int
    private let fields: [UnitField]
    /// By column, the column whose random numbers it is made of.
    private let draws: [Int]
    private let leaves: [Leaf]
    /// Cumulative numbers of rows by leaf.
    private let ends: [Int]

    private struct Leaf: Sendable {
        let code: String
        let level: Double
        /// The numbers of the coarsest region, of the leaf, and of its rows.
        let root: RegionDraw
        let own: RegionDraw
        let rows: RegionDraw
    }

    /// Prepares the rows of a year; nil if the codebook has no form of microdata.
    ///
    /// - Parameters:
    ///   - codebook: The data set.
    ///   - edition: The regions.
    ///   - roots: The regions to write, with all their descendants.
    ///   - period: The year.
    ///   - years: All years of the delivery; every row has their columns.
    ///   - seed: The seed; another seed makes another country.
    ///   - units: The approximate number of units of the whole country in 2019.
    public init?(
        of codebook: Codebook,
        edition: Edition,
        roots: [RegionIndex],
        in period: Period,
        years: ClosedRange<Int>,
        seed: UInt64,
        units: Int64
    ) {
        guard let columns = codebook.forms.lazy.compactMap(\.units).first,
            let (time, id, region) = Self.first(columns.period, columns.id, columns.region)
        else { return nil }
        self.seed = seed
        year = period.year
        var fields = [
            UnitField(name: time, content: .period), UnitField(name: id, content: .id),
            UnitField(name: region, content: .region),
        ]
        for field in codebook.variables.flatMap({ Self.fields(of: $0, codebook, in: years) })
            + codebook.areas.flatMap(UnitField.fields)
        where !fields.contains(where: { $0.name == field.name }) {
            fields.append(field)
        }
        self.fields = fields
        draws = fields.enumerated().map { column, field in
            field.source.flatMap { source in fields.firstIndex { $0.name == source } } ?? column
        }

        let all = edition.indices.filter(edition.isLeaf)
        let scale = Double(units) / (Double(max(all.count, 1)) * Sizes.mean)
        var wanted = Set<Int>()
        for root in roots { wanted.formUnion([root.position] + Array(edition.descendants(of: root))) }
        var leaves: [Leaf] = []
        var ends: [Int] = []
        let levels = Levels(seed: seed)
        for region in all where wanted.contains(region.position) {
            let code = edition[region].code
            let count = Sizes(seed: seed, region: code).households(in: period.year, scale: scale)
            guard count > 0 else { continue }
            let published = edition.ancestors(of: region).last {
                codebook.levels.contains(edition.levels[edition[$0].level].key)
            }
            let root = edition[published ?? region].code
            leaves.append(
                Leaf(
                    code: code.description,
                    level: levels.level(of: region, in: edition, year: period.year),
                    root: RegionDraw(seed: seed, region: root, purpose: .surroundings),
                    own: RegionDraw(seed: seed, region: code, purpose: .surroundings),
                    rows: RegionDraw(seed: seed, region: code, purpose: .unit).of(period.year)
                )
            )
            ends.append((ends.last ?? 0) + Int(count))
        }
        self.leaves = leaves
        self.ends = ends
    }

    /// The columns of a variable; who is of a subgroup is of its whole.
    private static func fields(of variable: Variable, _ codebook: Codebook, in years: ClosedRange<Int>)
        -> [UnitField]
    {
        let fields = UnitField.fields(of: variable, in: years)
        guard let whole = variable.whole.map({ UnitField.fields(of: codebook.variables[$0], in: years) })
        else {
            return fields
        }
        return zip(fields, whole).map { part, whole in
            guard case .flag(let percent) = part.content else { return part }
            return UnitField(
                name: part.name,
                content: .flag(percent / 2),
                owner: part.owner,
                source: whole.name
            )
        }
    }

    private static func first(_ lists: [String]...) -> (String, String, String)? {
        let names = lists.compactMap(\.first)
        return names.count == 3 ? (names[0], names[1], names[2]) : nil
    }

    /// The number of rows.
    public var count: Int { ends.last ?? 0 }

    /// The header, as bytes.
    public var header: [UInt8] { Array((fields.map(\.name).joined(separator: ";") + "\n").utf8) }

    /// Returns the lines of the rows at these positions, as bytes.
    public func lines(_ rows: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rows.count * fields.count * 5)
        guard var place = ends.firstIndex(where: { $0 > rows.lowerBound }) else { return bytes }
        for row in rows {
            while ends[place] <= row { place += 1 }
            append(row - (place == 0 ? 0 : ends[place - 1]), of: leaves[place], to: &bytes)
        }
        return bytes
    }

    private func append(_ number: Int, of leaf: Leaf, to bytes: inout [UInt8]) {
        let unit = leaf.rows.of(number)
        // Two units share a household.
        let household = leaf.rows.of(-1 - number / 2)
        for (column, field) in fields.enumerated() {
            if column > 0 { bytes.append(0x3B) }
            switch field.content {
            case .period: bytes.append(contentsOf: "\(year)".utf8)
            case .id: bytes.append(contentsOf: "\(leaf.code)-\(number + 1)".utf8)
            case .region: bytes.append(contentsOf: leaf.code.utf8)
            case .household: bytes.append(contentsOf: "\(leaf.code)-h\(number / 2 + 1)".utf8)
            default:
                let draw =
                    switch field.owner {
                    case .unit: unit
                    case .household: household
                    case .leaf: leaf.own
                    case .root: leaf.root
                    }
                field.append(to: &bytes, from: draw, column: draws[column], level: leaf.level, year: year)
            }
        }
        bytes.append(0x0A)
    }
}
