public import Classification
public import Codebook
public import Statistics

/// Audits a release before it is made: a figure with witnesses is safe, a figure that published ones bound
/// too tightly is a disclosure risk, and a figure that is neither counts as one.
///
/// It knows what an intruder knows, and checks the certificates of protection without knowing how they were
/// made. The verdict depends on the arguments only.
public struct Gate: Sendable {
    let codebook: Codebook
    let edition: Edition
    let period: Period
    let world: WorldCells
    let knowledge: OutsiderKnowledge

    /// Prepares the audit of a period; nil if its form has no counts that could be exchanged.
    public init?(codebook: Codebook, form: Form, period: Period, edition: Edition) {
        guard let world = WorldCells(codebook: codebook, form: form, period: period) else { return nil }
        self.world = world
        self.codebook = codebook
        self.edition = edition
        self.period = period
        knowledge = OutsiderKnowledge(codebook, period: period)
    }

    /// Audits a release.
    ///
    /// - Parameters:
    ///   - release: The release to be audited.
    ///   - spreading: The spreading of work over threads; the verdict does not depend on it.
    /// - Returns: The verdict.
    public func judge(
        _ release: GatedRelease,
        spreading: Spreading = .none
    ) -> AuditVerdict {
        var verdict = AuditVerdict()
        let checks = spreading.results(of: release.certificates.count) { number in
            CertificateCheck(codebook: codebook, world: world).check(
                release.certificates[number],
                rows: release.rows
            )
        }
        var leaks: Set<Leak> = []
        for check in checks {
            verdict.figures += check.figures
            verdict.worlds += check.worlds
            verdict.refused += check.refused
            leaks.formUnion(check.leaks)
        }
        leaks.formUnion(unfounded(release))
        leaks.formUnion(mergeLeaks(release, checks))
        leaks.formUnion(differences(release))
        let wanted = checks.reduce(into: [:]) { wanted, check in
            wanted.merge(check.wanted) { one, _ in one }
        }
        let kept = checks.reduce(into: Set()) { $0.formUnion($1.kept) }
        let sieved = SievedTable(table(release, without: kept))
        let worlds = checks.reduce(into: WitnessedWorlds()) { $0.add($1.witnessed) }
        for breadth in AttackScope.Breadth.allCases {
            // The quick attack asks the solver for every figure; the strong one only where no alternative
            // table answers.
            let attack = ReachAttack(
                sieved: sieved,
                wanted: wanted,
                worlds: breadth == .wide ? worlds : WitnessedWorlds()
            )
            let scopes = AttackScope.all(of: sieved.table, breadth: breadth)
            for outcome in spreading.results(of: scopes.count, { attack.run(scopes[$0]) }) {
                verdict.programmes += outcome.programmes
                leaks.formUnion(outcome.leaks.map { Leak(.init(region: $0.region), $0.kind) })
            }
            // The strong attack need not find again what the quick one found.
            if !leaks.isEmpty { break }
        }
        verdict.leaks = leaks.sorted()
        return verdict
    }

    /// Rows without a certificate, and regions that are not the sum of their parts.
    private func unfounded(_ release: GatedRelease) -> Set<Leak> {
        var leaks: Set<Leak> = []
        var founded: Set<SafetyCertificate.Key> = []
        for certificate in release.certificates {
            var atoms: [SafetyCertificate.Key: Set<Int>] = [:]
            for region in certificate.regions {
                if let key = region.key { atoms[key] = Set(region.atoms) }
            }
            founded.formUnion(atoms.keys)
            for (key, own) in atoms where key.geography == 0 {
                let parts = edition.children(of: key.region).compactMap { atoms[.init(region: $0)] }
                // If the parts have more atoms than the whole, it is independent of them, and nothing follows
                // by subtraction.
                guard parts.contains(where: { !$0.isDisjoint(with: own) }) else { continue }
                if !parts.allSatisfy(own.isSuperset) || parts.reduce(0, { $0 + $1.count }) > own.count {
                    leaks.insert(Leak(key, .unfounded))
                }
            }
        }
        return leaks.union(release.rows.keys.filter { !founded.contains($0) }.map { Leak($0, .unfounded) })
    }

    /// Recoded groups whose parts are disclosed by the scores of a row.
    private func mergeLeaks(_ release: GatedRelease, _ checks: [CertificateCheck.Outcome]) -> Set<Leak> {
        var leaks: Set<Leak> = []
        let parts = checks.reduce(into: [:]) { parts, check in parts.merge(check.parts) { one, _ in one } }
        for (key, row) in release.rows {
            let published = self.row(row)
            guard published.isShown else { continue }
            for found in MergeAttack(knowledge: knowledge).ranges(published) {
                guard let counts = parts[key]?[found.variable][found.group] else { continue }
                if found.range.lower > counts.lower || found.range.upper < counts.upper {
                    leaks.insert(Leak(key, .merge))
                }
            }
        }
        return leaks
    }

    private func differences(_ release: GatedRelease) -> Set<Leak> {
        let attack = DifferenceAttack(
            edition: edition,
            knowledge: knowledge,
            minimum: codebook.protection.minimum
        )
        var leaks: Set<Leak> = []
        for geography in Set(release.earlier.keys.map(\.geography)) {
            var now: [RegionIndex: PublishedRow] = [:]
            var earlier: [RegionIndex: [PublishedRow]] = [:]
            for (key, rows) in release.earlier where key.geography == geography {
                guard let row = release.rows[key] else { continue }
                now[key.region] = self.row(row)
                earlier[key.region] = rows.map { self.row($0) }
            }
            leaks.formUnion(
                attack.told(now: now, earlier: earlier, isNested: geography == 0)
                    .map { Leak(.init(geography: geography, region: $0), .difference) }
            )
        }
        return leaks
    }

    /// A row as an intruder reads it, who knows the rounding of percentages.
    private func row(_ row: SafetyCertificate.Row) -> PublishedRow {
        PublishedRow(
            topics: row.columns.map { codebook.topics[$0] },
            values: row.values,
            knowledge: knowledge,
            rule: codebook.protection
        )
    }

    /// The table of the classification, without frozen rows of counts that are no longer stored.
    private func table(_ release: GatedRelease, without kept: Set<SafetyCertificate.Key>) -> PublishedTable {
        var rows = [PublishedRow?](repeating: nil, count: edition.regions.count)
        for (key, row) in release.rows where key.geography == 0 && !kept.contains(key) {
            rows[key.region.position] = self.row(row)
        }
        return PublishedTable(period: period, edition: edition, knowledge: knowledge, rows: rows)
    }
}
