public import Codebook
public import Statistics

/// Protects the figures of one period: what is too small, what would give it away, and what earlier releases
/// and this one would tell together.
///
/// It decides for every connected part by itself, so protecting only the parts that a correction touches comes
/// to the same as protecting everything, given the same history; and a part of which nothing changed since the
/// last release comes out as it was. The result depends on nothing but the arguments.
/// Source: docs/decisions/0017-proved-by-exchange.md.
public struct Protection: Sendable {
    /// The data set.
    public let codebook: Codebook

    /// Creates the protection of a data set.
    public init(_ codebook: Codebook) { self.codebook = codebook }

    /// What may be published, and what stands behind it.
    public struct Outcome: Sendable {
        /// The tables that may be published: of the classification, then of the postcodes where there are any.
        public let tables: [ProtectedTable]
        /// What this release says of every region, to be kept for the next; confidential.
        public let standing: [LinkedRegions.Key: StandingVersion]
        /// Regions that nothing could prove safe: a release with any is not made.
        public let unproven: [LinkedRegions.Key]
        /// What stands behind the proof, of the parts that were protected anew.
        public let proof: ProtectionProof
        /// What it cost.
        public let cost: ProtectionCost

        /// What is said of every region; confidential.
        public var versions: [LinkedRegions.Key: RegionVersion] { standing.mapValues(\.version) }
        /// Why regions are not shown whole; confidential.
        public var reasons: [LinkedRegions.Key: Set<ProtectionReason>] {
            standing.mapValues(\.reasons).filter { !$0.value.isEmpty }
        }
    }

    /// Protects tables of figures that were computed from counts.
    ///
    /// - Parameters:
    ///   - tables: The exact figures, by geography; every row is of a region of `regions`.
    ///   - regions: All regions of the connected parts that the rows are of, with their exact counts.
    ///   - history: What the releases that are out say of these regions.
    ///   - extra: Regions that an auditor wants to be withheld in any case.
    /// - Returns: The protected tables, what to keep for the next release, and what stands behind the proof.
    public func protect(
        _ tables: [FiguresTable],
        of regions: LinkedRegions,
        history: ProtectionHistory = ProtectionHistory(),
        extra: Set<LinkedRegions.Key> = []
    ) -> Outcome {
        let figures = FiguresByRegion(tables)
        let start = startMark(tables)
        var standing: [LinkedRegions.Key: StandingVersion] = [:]
        var unproven: [LinkedRegions.Key] = []
        var proof: [ProtectionProof.Part] = []
        for members in regions.components {
            let mark = regions.mark(of: members, from: start)
            let keys = members.compactMap { regions.members[$0].key }.filter { figures[$0] != nil }
            if !keys.contains(where: extra.contains),
                keys.allSatisfy({ history.standing[$0]?.mark == mark })
            {
                for key in keys { standing[key] = history.standing[key] }
                continue
            }
            let component = Component(
                regions,
                members: members,
                rule: codebook.protection,
                tieKey: tieKey,
                history: history
            )
            let decision = ComponentProtection(
                component: component,
                codebook: codebook,
                figures: figures,
                extra: extra
            ).decide()
            for (place, unit) in component.units.enumerated() {
                for key in unit.keys {
                    guard let row = figures[key] else { continue }
                    let held = decision.held[place].flatMap { held in
                        history.versions[key]?.last { $0.units == held.units && $0.groups == held.groups }
                    }
                    let publication = RowPublication(codebook, columns: row.columns)
                    let version =
                        held
                        ?? RegionVersion(
                            view: decision.views[place],
                            columns: row.columns,
                            values: publication.values(row.figures, view: decision.views[place]),
                            units: unit.count,
                            groups: unit.groups
                        )
                    standing[key] = StandingVersion(
                        version: version,
                        reasons: decision.reasons[place],
                        mark: mark
                    )
                    if decision.unproven.contains(place) { unproven.append(key) }
                }
            }
            proof.append(
                ProtectionProof.Part(component: component, views: decision.views, worlds: decision.worlds)
            )
        }
        var cost = ProtectionCost()
        let protected = tables.enumerated().map { geography, table in
            ProtectedTable(
                period: table.period,
                status: table.status,
                columns: table.columns,
                rows: table.rows.compactMap { row in
                    standing[LinkedRegions.Key(geography: geography, region: row.region)].map { version in
                        cost.add(
                            version.version,
                            version.reasons,
                            threshold: codebook.protection.threshold
                        )
                        return ProtectedTable.Row(region: row.region, values: version.version.values)
                    }
                }
            )
        }
        return Outcome(
            tables: protected,
            standing: standing,
            unproven: unproven.sorted(),
            proof: ProtectionProof(parts: proof),
            cost: cost
        )
    }

    /// What a release says of regions, as a table again.
    ///
    /// - Parameters:
    ///   - versions: What the release says; those of another layout are left out.
    ///   - period: The period.
    ///   - status: How final its figures are.
    ///   - columns: The columns of the table.
    /// - Returns: The rows in publication order.
    public func republished(
        _ versions: [RegionIndex: StandingVersion],
        period: Period,
        status: PeriodStatus,
        columns: [Int]
    ) -> ProtectedTable {
        ProtectedTable(
            period: period,
            status: status,
            columns: columns,
            rows: versions.sorted { $0.key < $1.key }.filter { $0.value.version.columns == columns }.map {
                ProtectedTable.Row(region: $0.key, values: $0.value.version.values)
            }
        )
    }

    /// What every mark begins with: the rule by which it is made.
    private func startMark(_ tables: [FiguresTable]) -> PartMark {
        var mark = PartMark()
        mark.add(codebook.version)
        mark.add(tieKey)
        if codebook.protection.complements == .groups { mark.add(1) }
        for table in tables {
            mark.add(table.period.name)
            for column in table.columns { mark.add(UInt64(column)) }
        }
        return mark
    }

    /// What decides between regions of the same cost, so that the least-cost rule cannot be argued backwards.
    private var tieKey: UInt64 {
        let rule = codebook.protection
        let numbers = [rule.threshold, rule.rounding, rule.minimum, rule.interval, rule.scoreInterval]
        return codebook.dataset.utf8.map(UInt64.init).reduce(
            numbers.reduce(0) { Component.mixed($0 ^ UInt64(bitPattern: $1)) }
        ) { Component.mixed($0 ^ $1) }
    }
}

/// The exact figures of the regions of several tables.
struct FiguresByRegion {
    private let tables: [FiguresTable]
    private let rows: [LinkedRegions.Key: Int]

    init(_ tables: [FiguresTable]) {
        self.tables = tables
        var rows: [LinkedRegions.Key: Int] = [:]
        for (geography, table) in tables.enumerated() {
            for (place, row) in table.rows.enumerated() {
                rows[LinkedRegions.Key(geography: geography, region: row.region)] = place
            }
        }
        self.rows = rows
    }

    /// The figures of a region, with the columns of its table; nil where it has no row.
    subscript(key: LinkedRegions.Key) -> (columns: [Int], figures: RegionFigures)? {
        rows[key].map { (tables[key.geography].columns, tables[key.geography].rows[$0].figures) }
    }
}
