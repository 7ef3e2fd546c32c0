public import Codebook
public import Statistics

/// Published versions of one region, and its stored record, under protection by offsets.
///
/// It is kept beside the releases as bytes that docs/formats/protection.md describes; it is confidential. However many
/// releases there are, one of each region is enough.
public struct OffsetVersion: Hashable, Sendable {
    /// The ranks of the topics that ``values`` are of; empty where they were of others.
    public internal(set) var columns: [Int] = []
    /// Values of the last release, one for each column; empty where it says nothing.
    public internal(set) var values: [Value] = []
    /// The unit of the scores, in their last decimal; nil where none are shown.
    public internal(set) var scoreUnit: Int?
    /// Stored record of the row, where the region stands for all of the same units.
    public internal(set) var row: OffsetHistory.Row?
    /// By name, the atoms that are called by the region.
    public internal(set) var atoms: [String: OffsetHistory.Atom] = [:]

    private static let form: UInt8 = 3

    /// Added where the figures are rounded half up instead of with a secret offset.
    private static let plain = 2

    /// Whether bytes are of such a version, of whatever layout and model.
    public static func isIn(_ bytes: [UInt8]) -> Bool { bytes.first == form }

    /// How figures are rounded in a release that such bytes are kept of; nil for other bytes.
    public static func rounding(in bytes: [UInt8]) -> OffsetRounding? {
        var reader = HistoryReader(bytes: bytes)
        guard isIn(bytes), reader.number() != nil, reader.number() != nil, reader.number() != nil,
            let count = reader.whole(), count <= bytes.count
        else { return nil }
        for _ in 0..<count { guard reader.number() != nil else { return nil } }
        guard reader.whole() != nil, let what = reader.whole() else { return nil }
        return what & plain == plain ? .plain : .offset
    }

    /// Whether what bytes keep of a period is of the coefficients, groups and decimals that a codebook has for it, so that
    /// releases can go on from it; true for anything else than such a version.
    public static func goesOn(_ bytes: [UInt8], by codebook: Codebook, in period: Period) -> Bool {
        var reader = HistoryReader(bytes: bytes)
        guard isIn(bytes), reader.number() != nil, reader.number() != nil, let digest = reader.number() else {
            return true
        }
        let shape =
            if case .unscored = codebook.scheme {
                OffsetModel.Shape(unscored: codebook)
            } else {
                OffsetModel.Shape(codebook, period: period, columns: Array(codebook.topics.indices))
            }
        return shape.map { [true, false].map($0.digest).contains(digest) } ?? false
    }

    /// The version as bytes.
    ///
    /// - Parameters:
    ///   - layout: What the values are of.
    ///   - model: What the counts and figures are of.
    /// - Returns: What ``init(_:of:model:)`` reads.
    public func bytes(of layout: VersionLayout, model: OffsetModel) -> [UInt8] {
        var writer = HistoryWriter()
        writer.add(UInt64(Self.form))
        writer.add(layout.digest)
        writer.add(model.digest)
        writer.add(values.count)
        for value in values { writer.add(value.code) }
        writer.add((scoreUnit ?? -1) + 1)
        writer.add((row == nil ? 0 : 1) + (model.settings.rounding == .plain ? Self.plain : 0))
        if let row { writer.add(row) }
        writer.add(atoms.count)
        for (name, atom) in atoms.sorted(by: { $0.key < $1.key }) {
            writer.add(name)
            writer.add(atom)
        }
        return writer.bytes
    }

    /// Reads what ``bytes(of:model:)`` wrote; nil for anything else, and for counts of another model: they cannot be
    /// compared with new ones.
    package init?(_ bytes: [UInt8], of layout: VersionLayout, model: OffsetModel) {
        var reader = HistoryReader(bytes: bytes)
        guard bytes.first == Self.form, reader.number() == UInt64(Self.form), let digest = reader.number(),
            reader.number() == model.digest, let count = reader.whole(), count <= bytes.count
        else { return nil }
        var values: [Value] = []
        for _ in 0..<count {
            guard let value = reader.number().flatMap(Value.init(code:)) else { return nil }
            values.append(value)
        }
        if digest == layout.digest {
            self.values = values
            if !values.isEmpty { columns = layout.columns }
        }
        guard let unit = reader.whole(), let what = reader.whole() else { return nil }
        scoreUnit = unit == 0 ? nil : unit - 1
        if what & 1 == 1 {
            guard let row = reader.row() else { return nil }
            self.row = row
        }
        guard let many = reader.whole() else { return nil }
        for _ in 0..<many {
            guard let name = reader.text(), let atom = reader.atom() else { return nil }
            atoms[name] = atom
        }
        guard reader.isAtEnd else { return nil }
    }

    init() {}

    /// Whether nothing is said and nothing kept.
    var isEmpty: Bool { values.isEmpty && row == nil && atoms.isEmpty }
}

extension OffsetHistory {
    /// The history that versions of regions keep.
    ///
    /// - Parameters:
    ///   - versions: By the code of the region, its version.
    ///   - release: The number of the release that is to be made.
    public init(_ versions: [String: OffsetVersion], release: Int) {
        self.init()
        releases = release
        for (code, version) in versions {
            if let row = version.row { rows[code] = row }
            atoms.merge(version.atoms) { $1 }
        }
    }
}

extension OffsetVersion {
    /// The versions that a release leaves, by the code of the region.
    ///
    /// - Parameters:
    ///   - history: What is to be kept.
    ///   - tables: The protected tables.
    ///   - outcome: What protection made.
    ///   - keys: By region of the country, which it is.
    ///   - model: The data set.
    ///   - name: The code of a region.
    /// - Returns: A version of each region of which anything is said or kept.
    package static func all(
        _ history: OffsetHistory,
        _ tables: [ProtectedTable],
        _ outcome: OffsetOutcome,
        keys: [LinkedRegions.Key?],
        model: OffsetModel,
        name: (LinkedRegions.Key) -> String
    ) -> [String: OffsetVersion] {
        var versions: [String: OffsetVersion] = [:]
        for (code, row) in history.rows { versions[code, default: OffsetVersion()].row = row }
        for (atom, state) in history.atoms {
            // An atom of no region is called by its postcode.
            let parts = atom.split(separator: "/")
            let owner = parts.first == "atom" ? parts.last : parts.first
            versions[String(owner ?? ""), default: OffsetVersion()].atoms[atom] = state
        }
        var ranks: [LinkedRegions.Key: Int] = [:]
        for (rank, key) in keys.enumerated() { if let key { ranks[key] = rank } }
        for (geography, table) in tables.enumerated() {
            for row in table.rows {
                let key = LinkedRegions.Key(geography: geography, region: row.region)
                let code = name(key)
                versions[code, default: OffsetVersion()].columns = table.columns
                versions[code]?.values = row.values
                let shown = ranks[key].flatMap { outcome.rowOf[$0] }.map { outcome.rows[$0] }
                versions[code]?.scoreUnit = shown?.layout.scoreUnit.map { model.scoreLadder[$0] }
            }
        }
        return versions.filter { !$0.value.isEmpty }
    }
}

extension Codebook {
    /// The published figures of regions: of each the row that a release says of it, and by the published rule where
    /// none does.
    ///
    /// - Parameters:
    ///   - table: The exact figures.
    ///   - standing: What the last release says.
    /// - Returns: A table of the same rows and columns.
    package func published(_ table: FiguresTable, standing: [RegionIndex: OffsetVersion]) -> ProtectedTable {
        let ruled = Disclosure.protect(table, with: self)
        return ProtectedTable(
            period: table.period,
            status: table.status,
            columns: table.columns,
            rows: ruled.rows.map { row in
                guard let version = standing[row.region], version.columns == table.columns else { return row }
                return ProtectedTable.Row(region: row.region, values: version.values)
            }
        )
    }
}
