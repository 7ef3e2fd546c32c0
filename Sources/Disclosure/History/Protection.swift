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

    /// Publishable figures, and the proof behind them.
    public struct Outcome: Sendable {
        /// The tables that may be published: of the classification, then of the postcodes where there are any.
        public let tables: [ProtectedTable]
        /// Version of every region in this release, stored for the next; confidential.
        public let standing: [LinkedRegions.Key: StandingVersion]
        /// Regions that nothing could prove safe: a release with any is not made.
        public let unproven: [LinkedRegions.Key]
        /// Proof of the parts that were protected anew.
        public let proof: ProtectionProof
        /// Cost of protection.
        public let cost: ProtectionCost

        /// Version of every region; confidential.
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
    ///   - frozen: Regions that stay as one of their versions in `history` in any case.
    ///   - kept: Regions whose whole parts stay as the release before says, where it says something of every
    ///     region of the part: what was proved then is proved still.
    ///   - spreading: How work is spread over threads; the outcome is the same.
    /// - Returns: The protected tables, what to keep for the next release, and what stands behind the proof.
    public func protect(
        _ tables: [FiguresTable],
        of regions: LinkedRegions,
        history: ProtectionHistory = ProtectionHistory(),
        extra: Set<LinkedRegions.Key> = [],
        frozen: [LinkedRegions.Key: RegionVersion] = [:],
        kept: Set<LinkedRegions.Key> = [],
        spreading: Spreading = .none
    ) -> Outcome {
        let figures = FiguresByRegion(tables)
        let start = startMark(tables)
        var standing: [LinkedRegions.Key: StandingVersion] = [:]
        var touched: [(members: [Int], mark: UInt64)] = []
        for members in regions.components {
            let mark = regions.mark(of: members, from: start)
            let keys = members.compactMap { regions.members[$0].key }.filter { figures[$0] != nil }
            if keys.contains(where: kept.contains), wasProved(keys, figures, history) {
                for key in keys {
                    standing[key] = history.standing[key]
                    standing[key]?.reasons.insert(.frozen)
                }
            } else if !keys.contains(where: extra.contains),
                keys.allSatisfy({ history.standing[$0]?.mark == mark })
            {
                for key in keys { standing[key] = history.standing[key] }
            } else {
                touched.append((members, mark))
            }
        }
        let tieKey = tieKey
        let publications = tables.map { RowPublication(codebook, columns: $0.columns) }
        let parts = spreading.results(of: touched.count) { [touched] number in
            PartProtection(
                codebook: codebook,
                component: Component(
                    regions,
                    members: touched[number].members,
                    rule: codebook.protection,
                    tieKey: tieKey,
                    history: history
                ),
                figures: figures,
                publications: publications,
                history: history,
                mark: touched[number].mark
            ).protect(extra: extra, frozen: frozen)
        }
        var unproven: [LinkedRegions.Key] = []
        for part in parts {
            standing.merge(part.standing) { $1 }
            unproven += part.unproven
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
            proof: ProtectionProof(parts: parts.map(\.proof)),
            cost: cost
        )
    }

    /// Whether the release before says something of all regions of a part that was proved of them together.
    private func wasProved(
        _ keys: [LinkedRegions.Key],
        _ figures: FiguresByRegion,
        _ history: ProtectionHistory
    ) -> Bool {
        // What was published by the threshold alone bears no mark.
        guard let mark = keys.first.flatMap({ history.standing[$0]?.mark }), mark != 0 else { return false }
        return keys.allSatisfy { key in
            history.standing[key].map { $0.mark == mark && $0.version.columns == figures[key]?.columns }
                ?? false
        }
    }

    /// The published figures of regions: of each the row that a release says of it, and by the published rule where
    /// none does.
    ///
    /// - Parameters:
    ///   - table: The exact figures.
    ///   - standing: What the last release says; a version of another layout says nothing.
    /// - Returns: A table of the same rows and columns.
    public func published(_ table: FiguresTable, standing: [RegionIndex: StandingVersion]) -> ProtectedTable {
        let ruled = Disclosure.protect(table, with: codebook)
        return ProtectedTable(
            period: table.period,
            status: table.status,
            columns: table.columns,
            rows: ruled.rows.map { row in
                guard let version = standing[row.region]?.version, version.columns == table.columns else {
                    return row
                }
                return ProtectedTable.Row(region: row.region, values: version.values)
            }
        )
    }

    /// Start of every fingerprint: the rule by which it is made.
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

    /// Keyed tie-breaker between regions of equal cost, so that the least-cost rule cannot be argued backwards.
    private var tieKey: UInt64 {
        let rule = codebook.protection
        let numbers = [rule.threshold, rule.rounding, rule.minimum, rule.interval, rule.scoreInterval]
        return codebook.dataset.utf8.map(UInt64.init).reduce(
            numbers.reduce(0) { BitMixing.mixed($0 ^ UInt64(bitPattern: $1)) }
        ) { BitMixing.mixed($0 ^ $1) }
    }
}
