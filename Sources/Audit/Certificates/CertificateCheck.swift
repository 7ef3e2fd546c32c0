import Codebook
import Statistics

/// Checks a safety certificate: publishes its counts and its alternative tables as the release does, and
/// compares.
///
/// There is no tolerance: an alternative table that changes one digit of one published row is none. All
/// arithmetic is on whole numbers.
struct CertificateCheck {
    let codebook: Codebook
    let world: CertificateCells

    /// The result of a check.
    struct CertificateFindings {
        /// Suppressed figures with a protection interval.
        var figures = 0
        /// Witnesses: alternative tables that publish the same bytes.
        var worlds = 0
        /// Alternative tables that publish other bytes, and so prove nothing.
        var refused = 0
        /// Figures that are not proved.
        var risks: Set<DisclosureRisk> = []
        /// By suppressed region of the classification, the protection intervals of its figures.
        var wanted: [RegionIndex: ProtectionIntervals] = [:]
        /// By region with recoded groups, variable and group, the protection interval of the count; nil for a
        /// group that is published alone.
        var parts: [SafetyCertificate.Key: [[WholeRange?]]] = [:]
        /// The witnesses as solutions for attacks.
        var witnessed = Witnesses()
        /// Regions with frozen rows: their figures are of counts that are no longer stored.
        var kept: Set<SafetyCertificate.Key> = []
    }

    /// Checks one certificate against the published rows.
    func check(_ certificate: SafetyCertificate, rows: [SafetyCertificate.Key: SafetyCertificate.Row])
        -> CertificateFindings
    {
        var outcome = CertificateFindings()
        guard let checked = AlternativeTables(certificate, world: world) else {
            outcome.risks = Set(certificate.regions.compactMap(\.key).map { DisclosureRisk($0, .unfounded) })
            return outcome
        }
        var statements: [[PublishedStatement]] = []
        var reached: [WitnessedIntervals?] = []
        // Without the elements beside the joint cells, figures of imputation cannot be recomputed.
        let isOfJointCells = certificate.atoms.contains { $0.count < world.size }
        let sizes = codebook.variables.map(\.groups.count)
        for (place, region) in certificate.regions.enumerated() {
            let row = region.key.flatMap { rows[$0] }
            let counts = checked.counts[place]
            var own: [PublishedStatement] = []
            if let key = region.key {
                guard let row else {
                    outcome.risks.insert(DisclosureRisk(key, .unfounded))
                    statements.append([])
                    reached.append(nil)
                    continue
                }
                let publishes = world.published(counts, columns: row.columns)
                let isOwn = zip(row.columns, zip(row.values, publishes)).allSatisfy { column, values in
                    values.0.number == nil || values.0 == values.1
                        || isOfJointCells && codebook.topics[column].traits.isOfImputation
                }
                // A frozen row must equal one of the earlier public rows.
                let rule = GroupRule(rule: codebook.protection)
                if !isOwn {
                    outcome.kept.insert(key)
                } else if !rule.keeps(row, topics: codebook.topics, groups: world.sums(counts).groups) {
                    outcome.risks.insert(DisclosureRisk(key, .group))
                }
                if !isOwn, !region.earlier.contains(row) {
                    outcome.risks.insert(DisclosureRisk(key, .unfounded))
                }
                own.append(PublishedStatement(row, isOfCounts: isOwn, topics: codebook.topics))
            }
            own += region.earlier.map { PublishedStatement($0, isOfCounts: false, topics: codebook.topics) }
            statements.append(own)
            let withheld = SuppressionPattern(
                topics: row.map { $0.columns.map { codebook.topics[$0] } } ?? [],
                values: row?.values,
                groups: sizes
            )
            // An earlier public figure cannot be protected any more.
            let isOut = own.contains { !$0.isOfCounts && $0.tellsMore(than: withheld) }
            reached.append(
                withheld.isNothing || isOut ? nil : WitnessedIntervals(counts, withheld: withheld, in: world)
            )
        }
        for position in certificate.worlds.indices {
            guard let changes = checked.changes(of: position),
                changes.allSatisfy({ place, change in
                    statements[place].allSatisfy {
                        $0.holds(after: change, of: checked.counts[place], in: world)
                    }
                })
            else {
                outcome.refused += 1
                continue
            }
            outcome.worlds += 1
            var witnessed: [Witnesses.WitnessChange] = []
            for (place, change) in changes {
                let sums = world.sums(change)
                reached[place]?.take(sums)
                guard let key = certificate.regions[place].key, key.geography == 0 else { continue }
                witnessed.append(.init(region: key.region, unknowns: CertificateCells.unknowns(sums)))
            }
            outcome.witnessed.add(witnessed)
        }
        for (place, region) in certificate.regions.enumerated() {
            guard let key = region.key, key.geography == 0 else { continue }
            outcome.witnessed.add(key.region, CertificateCells.unknowns(world.sums(checked.counts[place])))
        }
        for (place, figures) in reached.enumerated() {
            guard let figures else { continue }
            let tally = figures.tally(codebook.protection)
            outcome.figures += tally.figures
            if let key = certificate.regions[place].key {
                if key.geography == 0 { outcome.wanted[key.region] = figures.wanted(codebook.protection) }
                outcome.parts[key] = figures.parts(codebook.protection)
            }
            guard tally.short > 0, let key = certificate.key(near: place) else { continue }
            outcome.risks.insert(DisclosureRisk(key, .unproved))
        }
        return outcome
    }
}

extension SafetyCertificate {
    /// The key of a region, or for a rest without a row that of the smallest region that contains it.
    func key(near place: Int) -> Key? {
        if let key = regions[place].key { return key }
        let atoms = Set(regions[place].atoms)
        return regions.filter { $0.key != nil && atoms.isSubset(of: $0.atoms) }
            .min { $0.atoms.count < $1.atoms.count }?.key
    }
}
