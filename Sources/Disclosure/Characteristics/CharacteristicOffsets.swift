public import Classification
public import Codebook
public import Statistics

/// Protects the numbers of one characteristic by secret offsets: as a data set of one variable without scores.
///
/// Where a region is withheld, the numbers of all above it have an offset; and where a group of a shown region is small,
/// all numbers of the characteristic there and above. Percentages follow from the published numbers. Nothing is merged,
/// and no region is withheld for another. Source: docs/decisions/0085-numbers-with-offsets.md.
public struct CharacteristicOffsets: Sendable {
    /// The characteristic as protection sees it.
    public let model: OffsetModel
    private let edition: Edition
    private let codebook: Codebook
    private let variable: Int
    private let part: CharacteristicPart
    private let writer: CharacteristicNumbers
    private let layout: VersionLayout

    /// What protection makes of one characteristic.
    public struct Result: Sendable {
        /// Its protected rows; nil if it is known of no unit.
        public var rows: CharacteristicProtection.ProtectedCharacteristic?
        /// The worlds that prove them, which are confidential; nil where there is nothing to prove.
        public var evidence: OffsetEvidence?
        /// What is kept of the releases before, for whoever audits; confidential.
        public var standing: OffsetStanding?
        /// What no world was found for, by name; confidential.
        public var unproved: [String] = []
        /// By the code of a region, what is to be kept of it; confidential.
        public var versions: [String: [UInt8]] = [:]
        /// What was wanted of the characteristic and could not be granted; confidential.
        public var refused: [OffsetOutcome.Refused] = []
        /// The shown regions whose corrections wait until more units differ.
        public var waiting = 0

        /// Creates a result.
        public init(
            rows: CharacteristicProtection.ProtectedCharacteristic? = nil,
            versions: [String: [UInt8]] = [:]
        ) {
            self.rows = rows
            self.versions = versions
        }
    }

    /// Prepares the protection of a characteristic; nil for one of places, whose counts are known.
    ///
    /// - Parameters:
    ///   - variable: The rank of the characteristic.
    ///   - codebook: The data set.
    ///   - edition: The regions.
    ///   - period: The period.
    ///   - columns: The ranks of the published topics.
    public init?(_ variable: Int, of codebook: Codebook, edition: Edition, period: Period, columns: [Int]) {
        guard !codebook.variables[variable].isOfPlace,
            codebook.variables[variable].groups.count <= Codebook.mostGroupsByOffsets
        else { return nil }
        self.variable = variable
        self.codebook = codebook
        self.edition = edition
        part = CharacteristicPart(variable, of: codebook, columns: columns)
        model = OffsetModel(
            apart: codebook.variables[variable],
            by: OffsetSettings(codebook.protection, in: period, variable: variable),
            base: Int(codebook.protection.rounding)
        )
        writer = CharacteristicNumbers(variable, of: codebook, columns: columns, model: model)
        var own = part.codebook
        own.topics = writer.topics
        layout = VersionLayout(own, columns: Array(writer.places.indices))
    }

    /// What is kept of the regions, read from bytes that ``Result/versions`` holds.
    ///
    /// - Parameter bytes: By the code of a region, what is kept of it.
    /// - Returns: The same; nothing for bytes of another layout or of other categories.
    func kept(_ bytes: [String: [UInt8]]) -> [String: OffsetVersion] {
        bytes.compactMapValues { OffsetVersion($0, of: layout, model: model) }
    }

    /// Protects the characteristic in whole gemeenten.
    ///
    /// - Parameters:
    ///   - table: The exact figures of all published regions in the parts.
    ///   - roots: The regions that contain the parts; none contains another.
    ///   - bytes: By the code of a region, what is kept of the releases before.
    ///   - release: The rank of the release.
    ///   - key: The secret that offsets are drawn by.
    ///   - counts: The stored counts of a region itself, by category; nil if there are none.
    /// - Returns: The rows, what proves them, and what is to be kept.
    public func protect(
        _ table: FiguresTable,
        roots: [RegionIndex],
        after bytes: [String: [UInt8]],
        release: Int,
        key: OffsetKey,
        counts: (RegionIndex) -> [Int64]?
    ) -> Result {
        guard let figures = part.figures(table) else { return Result(versions: bytes) }
        let linked = LinkedRegions(
            edition: edition,
            isPublished: { codebook.levels.contains(edition.levels[$0].key) },
            roots: roots,
            space: CellSpace(apart: codebook.variables[variable]),
            counts: counts
        )
        func name(_ key: LinkedRegions.Key) -> String { edition[key.region].code.description }
        let (country, keys) = OffsetCountry.of(linked, name: name)
        let protection = OffsetProtection(model: model, key: key, period: table.period.name)
        let kept = kept(bytes)
        let made = protection.protect(country, after: OffsetHistory(kept, release: release))
        let rows = rows(figures, made.outcome, keys)
        let said = ProtectedTable(
            period: table.period,
            status: table.status,
            columns: layout.columns,
            rows: zip(table.rows, rows.values).map { ProtectedTable.Row(region: $0.region, values: $1) }
        )
        let versions = OffsetVersion.all(
            made.history,
            [said],
            made.outcome,
            keys: keys,
            model: model,
            name: name
        )
        var result = Result(
            rows: rows,
            versions: versions.mapValues { $0.bytes(of: layout, model: model) }
        )
        result.evidence = made.evidence
        result.standing = OffsetStanding(kept, of: country)
        result.unproved = made.outcome.unproved
        result.refused = made.outcome.refused
        result.waiting = made.outcome.waiting
        return result
    }

    /// The rows as the last release has them.
    ///
    /// - Parameters:
    ///   - table: The exact figures, of which only the units are looked at.
    ///   - bytes: By the code of a region, what is kept of it.
    /// - Returns: The rows; nil if it is known of no unit.
    public func standing(_ table: FiguresTable, after bytes: [String: [UInt8]])
        -> CharacteristicProtection.ProtectedCharacteristic?
    {
        guard let figures = part.figures(table) else { return nil }
        let kept = kept(bytes)
        let threshold = codebook.protection.threshold
        var reasons: [RegionIndex: Set<ProtectionReason>] = [:]
        let values = figures.rows.map { row in
            let version = kept[edition[row.region].code.description]
            let values =
                version.flatMap { $0.columns == layout.columns ? $0.values : nil }
                ?? layout.columns.map { _ in .missing(.unknown) }
            if row.figures.population.map({ $0 < threshold }) ?? false {
                reasons[row.region] = [.threshold]
            } else if let version, version.row == nil, !version.atoms.isEmpty {
                reasons[row.region] = [.frozen]
            } else if version?.row?.layout.variables.first?.isWished ?? false {
                reasons[row.region] = [.listed]
            } else if values.allSatisfy({ $0 == .missing(.unknown) }) {
                reasons[row.region] = [.mergeInsufficient]
            } else if let own = version?.row, !own.states.isEmpty {
                reasons[row.region] = [own.layout.variables[0].isRecoded ? .coarse : .coarseForOthers]
            }
            return values
        }
        return CharacteristicProtection.ProtectedCharacteristic(
            places: writer.places,
            values: values,
            reasons: reasons,
            unproven: []
        )
    }

    /// The published rows, with the reasons why they are not shown as they are.
    private func rows(_ table: FiguresTable, _ outcome: OffsetOutcome, _ keys: [LinkedRegions.Key?])
        -> CharacteristicProtection.ProtectedCharacteristic
    {
        var ranks: [RegionIndex: Int] = [:]
        for (rank, key) in keys.enumerated() { if let key { ranks[key.region] = rank } }
        var reasons: [RegionIndex: Set<ProtectionReason>] = [:]
        let values = table.rows.map { row in
            let shown = ranks[row.region].flatMap { outcome.rowOf[$0] }.map { outcome.rows[$0] }
            if ranks[row.region] != nil {
                // One that is large enough by now, and shows nothing, waits until more units differ.
                let isLarge = row.figures.population.map { $0 >= codebook.protection.threshold } ?? false
                reasons[row.region] = shown == nil && isLarge ? [.frozen] : Self.reasons(shown)
            }
            return writer.values(shown)
        }
        return CharacteristicProtection.ProtectedCharacteristic(
            places: writer.places,
            values: values,
            reasons: reasons.filter { !$0.value.isEmpty },
            unproven: []
        )
    }

    private static func reasons(_ shown: OffsetOutcome.Row?) -> Set<ProtectionReason> {
        guard let layout = shown?.layout.variables.first, let shown else { return [.threshold] }
        if layout.unit == nil { return [layout.isWished ? .listed : .mergeInsufficient] }
        guard shown.hasOffset(of: 0) else { return [] }
        return [layout.isRecoded ? .coarse : .coarseForOthers]
    }
}

extension OffsetOutcome.Row {
    /// Whether the numbers of a variable have secret offsets.
    func hasOffset(of rank: Int) -> Bool {
        values.contains { figure, value in
            if case .share(rank, _) = figure { value.hasOffset } else { false }
        }
    }
}
