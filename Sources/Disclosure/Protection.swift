public import Codebook
public import Statistics

/// Protects the figures of one period: what is too small, what would give it away, and what earlier releases
/// and this one would tell together.
///
/// It decides for every connected part by itself, so protecting only the parts that a correction touches comes
/// to the same as protecting everything, given the same history. The result depends on nothing but the
/// arguments. Source: docs/decisions/0017-proved-by-exchange.md.
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
        public let versions: [LinkedRegions.Key: RegionVersion]
        /// Why regions are not shown whole; confidential.
        public let reasons: [LinkedRegions.Key: Set<ProtectionReason>]
        /// Regions that nothing could prove safe: a release with any is not made.
        public let unproven: [LinkedRegions.Key]
        /// What stands behind the proof.
        public let proof: ProtectionProof
    }

    /// Protects tables of figures that were computed from counts.
    ///
    /// - Parameters:
    ///   - tables: The exact figures, by geography; every row is of a region of `regions`.
    ///   - regions: All regions of the connected parts that the rows are of, with their exact counts.
    ///   - history: What the releases that are still published say of these regions.
    /// - Returns: The protected tables, what to keep for the next release, and what stands behind the proof.
    public func protect(
        _ tables: [FiguresTable],
        of regions: LinkedRegions,
        history: ProtectionHistory = ProtectionHistory()
    ) -> Outcome {
        var rows: [LinkedRegions.Key: RegionFigures] = [:]
        for (geography, table) in tables.enumerated() {
            for row in table.rows {
                rows[LinkedRegions.Key(geography: geography, region: row.region)] = row.figures
            }
        }
        let publications = tables.map { RowPublication(codebook, columns: $0.columns) }
        var published: [LinkedRegions.Key: [Value]] = [:]
        var versions: [LinkedRegions.Key: RegionVersion] = [:]
        var reasons: [LinkedRegions.Key: Set<ProtectionReason>] = [:]
        var unproven: [LinkedRegions.Key] = []
        var proof: [ProtectionProof.Part] = []
        for members in regions.components {
            let component = Component(
                regions,
                members: members,
                rule: codebook.protection,
                tieKey: tieKey,
                history: history
            )
            let decision = ComponentProtection(component: component, codebook: codebook) { key in
                rows[key].map { (tables[key.geography].columns, $0) }
            }.decide()
            for (place, unit) in component.units.enumerated() {
                for key in unit.keys {
                    guard let figures = rows[key] else { continue }
                    let view = decision.views[place]
                    let held = decision.held[place].flatMap { held in
                        history.versions[key]?.last { $0.units == held.units && $0.groups == held.groups }
                    }
                    let version =
                        held
                        ?? RegionVersion(
                            view: view,
                            columns: tables[key.geography].columns,
                            values: publications[key.geography].values(figures, view: view),
                            units: unit.count,
                            groups: unit.groups
                        )
                    published[key] = version.values
                    versions[key] = version
                    if !decision.reasons[place].isEmpty { reasons[key] = decision.reasons[place] }
                    if decision.unproven.contains(place) { unproven.append(key) }
                }
            }
            proof.append(ProtectionProof.Part(component: component, views: decision.views))
        }
        return Outcome(
            tables: tables.enumerated().map { geography, table in
                ProtectedTable(
                    period: table.period,
                    status: table.status,
                    columns: table.columns,
                    rows: table.rows.compactMap { row in
                        published[LinkedRegions.Key(geography: geography, region: row.region)].map {
                            ProtectedTable.Row(region: row.region, values: $0)
                        }
                    }
                )
            },
            versions: versions,
            reasons: reasons,
            unproven: unproven.sorted(),
            proof: ProtectionProof(parts: proof)
        )
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
