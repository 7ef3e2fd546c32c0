import Codebook
import Statistics

/// Checks a certificate of safety: publishes its counts and its other worlds as the release does, and compares.
///
/// There is no tolerance: a world that changes one digit of one published row is none. Everything is whole-number
/// arithmetic.
struct CertificateCheck {
    let codebook: Codebook
    let world: WorldCells

    /// What a check came to.
    struct Outcome {
        /// Withheld figures that have to be left open.
        var figures = 0
        /// Worlds that publish the same.
        var worlds = 0
        /// Worlds that do not, and so prove nothing.
        var refused = 0
        /// What is not proved.
        var leaks: Set<Leak> = []
        /// By withheld region of the classification, how far its figures must be left open.
        var wanted: [RegionIndex: WantedReach] = [:]
        /// By region with merged groups, variable and group, how far the count must be left open; nil for a group
        /// that stands alone.
        var parts: [SafetyCertificate.Key: [[WholeRange?]]] = [:]
        /// The worlds that publish the same.
        var witnessed = WitnessedWorlds()
        /// The regions whose rows stay from counts that are no longer held.
        var kept: Set<SafetyCertificate.Key> = []
    }

    /// Checks one certificate against the rows that are published.
    func check(_ certificate: SafetyCertificate, rows: [SafetyCertificate.Key: SafetyCertificate.Row])
        -> Outcome
    {
        var outcome = Outcome()
        guard let checked = CheckedWorlds(certificate, world: world) else {
            outcome.leaks = Set(certificate.regions.compactMap(\.key).map { Leak($0, .unfounded) })
            return outcome
        }
        var statements: [[PublishedStatement]] = []
        var reached: [ReachedFigures?] = []
        // Without what stands beside the joint cells, nothing is known of figures of imputation.
        let isOfJointCells = certificate.atoms.contains { $0.count < world.size }
        let sizes = codebook.variables.map(\.groups.count)
        for (place, region) in certificate.regions.enumerated() {
            let row = region.key.flatMap { rows[$0] }
            let counts = checked.counts[place]
            var own: [PublishedStatement] = []
            if let key = region.key {
                guard let row else {
                    outcome.leaks.insert(Leak(key, .unfounded))
                    statements.append([])
                    reached.append(nil)
                    continue
                }
                let publishes = world.published(counts, columns: row.columns)
                let isOwn = zip(row.columns, zip(row.values, publishes)).allSatisfy { column, values in
                    values.0.number == nil || values.0 == values.1
                        || isOfJointCells && codebook.topics[column].traits.isOfImputation
                }
                // A row that stays as it was is one of those that are out.
                let rule = GroupRule(rule: codebook.protection)
                if !isOwn {
                    outcome.kept.insert(key)
                } else if !rule.keeps(row, topics: codebook.topics, groups: world.sums(counts).groups) {
                    outcome.leaks.insert(Leak(key, .group))
                }
                if !isOwn, !region.earlier.contains(row) { outcome.leaks.insert(Leak(key, .unfounded)) }
                own.append(PublishedStatement(row, isOfCounts: isOwn, topics: codebook.topics))
            }
            own += region.earlier.map { PublishedStatement($0, isOfCounts: false, topics: codebook.topics) }
            statements.append(own)
            let withheld = WithheldFigures(
                topics: row.map { $0.columns.map { codebook.topics[$0] } } ?? [],
                values: row?.values,
                groups: sizes
            )
            // What is out already cannot be left open any more.
            let isOut = own.contains { !$0.isOfCounts && $0.tellsMore(than: withheld) }
            reached.append(
                withheld.isNothing || isOut ? nil : ReachedFigures(counts, withheld: withheld, in: world)
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
            var witnessed: [WitnessedWorlds.Change] = []
            for (place, change) in changes {
                let sums = world.sums(change)
                reached[place]?.take(sums)
                guard let key = certificate.regions[place].key, key.geography == 0 else { continue }
                witnessed.append(.init(region: key.region, unknowns: WorldCells.unknowns(sums)))
            }
            outcome.witnessed.add(witnessed)
        }
        for (place, region) in certificate.regions.enumerated() {
            guard let key = region.key, key.geography == 0 else { continue }
            outcome.witnessed.add(key.region, WorldCells.unknowns(world.sums(checked.counts[place])))
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
            outcome.leaks.insert(Leak(key, .unproved))
        }
        return outcome
    }
}

extension SafetyCertificate {
    /// The key of a region, or for a part without a row that of the smallest region that holds it.
    func key(near place: Int) -> Key? {
        if let key = regions[place].key { return key }
        let atoms = Set(regions[place].atoms)
        return regions.filter { $0.key != nil && atoms.isSubset(of: $0.atoms) }
            .min { $0.atoms.count < $1.atoms.count }?.key
    }
}
