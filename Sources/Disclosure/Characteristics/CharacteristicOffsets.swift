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

    /// Outcome of protection for one characteristic.
    public struct Result: Sendable {
        /// Its protected rows; nil if it is known of no unit.
        public var rows: CharacteristicProtection.ProtectedCharacteristic?
        /// The worlds that prove them, which are confidential; nil where there is nothing to prove.
        public var evidence: OffsetEvidence?
        /// Record of the releases before, for the audit; confidential.
        public var standing: OffsetStanding?
        /// Names of the withheld figures without a world; confidential.
        public var unproved: [String] = []
        /// By the code of a region, what is to be kept of it; confidential.
        public var versions: [String: [UInt8]] = [:]
        /// Wishes for the characteristic that could not be granted; confidential.
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

    /// Stored versions of the regions, read from the bytes that ``Result/versions`` holds.
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
        let (country, keys) = country(roots, counts)
        let protection = OffsetProtection(model: model, key: key, period: table.period.name)
        let kept = kept(bytes)
        let history = OffsetHistory(kept, release: release)
        let made = protection.protect(country, after: history)
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
        result.standing = OffsetStanding(history, of: country)
        result.unproved = made.outcome.unproved
        result.refused = made.outcome.refused
        result.waiting = made.outcome.waiting
        return result
    }

    /// The rows as the last release has them.
    ///
    /// - Parameters:
    ///   - table: The exact figures, of which only the units are looked at.
    ///   - roots: The regions that contain the parts; none contains another.
    ///   - bytes: By the code of a region, what is kept of it.
    ///   - counts: The stored counts of a region itself, by category; nil if there are none.
    /// - Returns: The rows; nil if it is known of no unit.
    public func standing(
        _ table: FiguresTable,
        roots: [RegionIndex],
        after bytes: [String: [UInt8]],
        counts: (RegionIndex) -> [Int64]?
    ) -> CharacteristicProtection.ProtectedCharacteristic? {
        guard let figures = part.figures(table) else { return nil }
        let kept = kept(bytes)
        let history = OffsetHistory(kept, release: 0)
        var (country, keys) = country(roots, counts)
        for (atom, name) in country.names.enumerated() {
            country.atoms[atom] = history.atoms[name]?.cells ?? country.atoms[atom].map { _ in 0 }
        }
        let ground = OffsetGround(country, model, spreading: .none)
        let ranks = ranks(keys)
        var reasons: [RegionIndex: Set<ProtectionReason>] = [:]
        let values = figures.rows.map { row in
            let version = kept[edition[row.region].code.description]
            let values =
                version.flatMap { $0.columns == layout.columns ? $0.values : nil }
                ?? layout.columns.map { _ in .missing(.unknown) }
            if let rank = ranks[row.region] {
                let own = ground.rowOf[rank] < 0 ? nil : ground.rows[ground.rowOf[rank]]
                let shown = own.flatMap { $0.isShown ? history.rows[$0.code] : nil }
                reasons[row.region] = self.reasons(
                    shown?.layout.variables.first,
                    hasOffset: shown?.states.isEmpty == false,
                    units: row.figures.population
                )
            }
            return values
        }
        return CharacteristicProtection.ProtectedCharacteristic(
            places: writer.places,
            values: values,
            reasons: reasons.filter { !$0.value.isEmpty },
            unproven: []
        )
    }

    /// The counts of the regions, as protection looks at them, and which region each is.
    private func country(_ roots: [RegionIndex], _ counts: (RegionIndex) -> [Int64]?) -> (
        country: OffsetCountry, keys: [LinkedRegions.Key?]
    ) {
        let linked = LinkedRegions(
            edition: edition,
            isPublished: { codebook.levels.contains(edition.levels[$0].key) },
            roots: roots,
            space: CellSpace(apart: codebook.variables[variable]),
            counts: counts
        )
        return OffsetCountry.of(linked, name: name)
    }

    private func name(_ key: LinkedRegions.Key) -> String { edition[key.region].code.description }

    /// By region, its rank in the country.
    private func ranks(_ keys: [LinkedRegions.Key?]) -> [RegionIndex: Int] {
        var ranks: [RegionIndex: Int] = [:]
        for (rank, key) in keys.enumerated() { if let key { ranks[key.region] = rank } }
        return ranks
    }

    /// The published rows, with the reasons why they are not shown as they are.
    private func rows(_ table: FiguresTable, _ outcome: OffsetOutcome, _ keys: [LinkedRegions.Key?])
        -> CharacteristicProtection.ProtectedCharacteristic
    {
        let ranks = ranks(keys)
        var reasons: [RegionIndex: Set<ProtectionReason>] = [:]
        let values = table.rows.map { row in
            let shown = ranks[row.region].flatMap { outcome.rowOf[$0] }.map { outcome.rows[$0] }
            if ranks[row.region] != nil {
                reasons[row.region] = self.reasons(
                    shown?.layout.variables.first,
                    hasOffset: shown?.hasOffset(of: 0) ?? false,
                    units: row.figures.population
                )
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

    /// Why numbers of a region are not shown as they are.
    ///
    /// - Parameters:
    ///   - layout: How they are published; nil where the region is withheld.
    ///   - hasOffset: Whether they have secret offsets.
    ///   - units: The units that are stored of the region by now; nil where it is not known.
    /// - Returns: The reasons.
    private func reasons(_ layout: RowLayout.Shares?, hasOffset: Bool, units: Int64?) -> Set<ProtectionReason>
    {
        guard let layout else {
            // One that is large enough by now, and shows nothing, waits until more units differ.
            return [units.map { $0 >= codebook.protection.threshold } ?? false ? .frozen : .threshold]
        }
        if layout.unit == nil { return [layout.isWished ? .listed : .mergeInsufficient] }
        guard hasOffset else { return [] }
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
