public import Classification
public import Codebook
public import Statistics

/// Audits a release before it is made: a figure with witnesses is safe, a figure that published ones bound
/// too tightly is a disclosure risk, and a figure that is neither counts as one.
///
/// It knows what an intruder knows, and checks the certificates of protection without knowing how they were
/// made. The verdict depends on the arguments only.
public struct ReleaseAudit: Sendable {
    let codebook: Codebook
    let edition: Edition
    let period: Period
    let world: CertificateCells
    let knowledge: IntruderKnowledge

    /// Prepares the audit of a period; nil if its form has no counts that could be exchanged.
    public init?(codebook: Codebook, form: Form, period: Period, edition: Edition) {
        guard let world = CertificateCells(codebook: codebook, form: form, period: period) else { return nil }
        self.world = world
        self.codebook = codebook
        self.edition = edition
        self.period = period
        knowledge = IntruderKnowledge(codebook, period: period)
    }

    /// Audits a release.
    ///
    /// - Parameters:
    ///   - release: The release to be audited.
    ///   - spreading: The spreading of work over threads; the verdict does not depend on it.
    /// - Returns: The verdict.
    public func judge(
        _ release: AuditedRelease,
        spreading: Spreading = .none
    ) -> AuditVerdict {
        var verdict = AuditVerdict()
        let checks = spreading.results(of: release.certificates.count) { number in
            CertificateCheck(codebook: codebook, world: world).check(
                release.certificates[number],
                rows: release.rows
            )
        }
        var risks: Set<DisclosureRisk> = []
        for check in checks {
            verdict.figures += check.figures
            verdict.worlds += check.worlds
            verdict.refused += check.refused
            risks.formUnion(check.risks)
        }
        risks.formUnion(unfounded(release))
        risks.formUnion(recodingRisks(release, checks))
        risks.formUnion(differences(release))
        let wanted = checks.reduce(into: [:]) { wanted, check in
            wanted.merge(check.wanted) { one, _ in one }
        }
        let kept = checks.reduce(into: Set()) { $0.formUnion($1.kept) }
        let sieved = ScreenedTable(table(release, without: kept))
        let worlds = checks.reduce(into: Witnesses()) { $0.add($1.witnessed) }
        for breadth in AttackScope.Breadth.allCases {
            // The quick attack asks the solver for every figure; the strong one only where no alternative
            // table answers.
            let attack = FeasibilityAttack(
                sieved: sieved,
                wanted: wanted,
                worlds: breadth == .wide ? worlds : Witnesses()
            )
            let scopes = AttackScope.all(of: sieved.table, breadth: breadth)
            for outcome in spreading.results(of: scopes.count, { attack.run(scopes[$0]) }) {
                verdict.programmes += outcome.programmes
                risks.formUnion(outcome.risks.map { DisclosureRisk(.init(region: $0.region), $0.kind) })
            }
            // The strong attack need not find again what the quick one found.
            if !risks.isEmpty { break }
        }
        verdict.risks = risks.sorted()
        return verdict
    }

    /// Rows without a certificate, and regions that are not the sum of their parts.
    private func unfounded(_ release: AuditedRelease) -> Set<DisclosureRisk> {
        var risks: Set<DisclosureRisk> = []
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
                    risks.insert(DisclosureRisk(key, .unfounded))
                }
            }
        }
        return risks.union(
            release.rows.keys.filter { !founded.contains($0) }.map { DisclosureRisk($0, .unfounded) }
        )
    }

    /// Recoded groups whose parts are disclosed by the scores of a row.
    private func recodingRisks(_ release: AuditedRelease, _ checks: [CertificateCheck.CertificateFindings])
        -> Set<DisclosureRisk>
    {
        var risks: Set<DisclosureRisk> = []
        let parts = checks.reduce(into: [:]) { parts, check in parts.merge(check.parts) { one, _ in one } }
        for (key, row) in release.rows {
            let published = self.row(row)
            guard published.isShown else { continue }
            for found in RecodingAttack(knowledge: knowledge).ranges(published) {
                guard let counts = parts[key]?[found.variable][found.group] else { continue }
                if found.range.lower > counts.lower || found.range.upper < counts.upper {
                    risks.insert(DisclosureRisk(key, .merge))
                }
            }
        }
        return risks
    }

    private func differences(_ release: AuditedRelease) -> Set<DisclosureRisk> {
        let attack = DifferenceAttack(
            edition: edition,
            knowledge: knowledge,
            minimum: codebook.protection.minimum
        )
        var risks: Set<DisclosureRisk> = []
        for geography in Set(release.earlier.keys.map(\.geography)) {
            var now: [RegionIndex: PublishedRow] = [:]
            var earlier: [RegionIndex: [PublishedRow]] = [:]
            for (key, rows) in release.earlier where key.geography == geography {
                guard let row = release.rows[key] else { continue }
                now[key.region] = self.row(row)
                earlier[key.region] = rows.map { self.row($0) }
            }
            risks.formUnion(
                attack.told(now: now, earlier: earlier, isNested: geography == 0)
                    .map { DisclosureRisk(.init(geography: geography, region: $0), .difference) }
            )
        }
        return risks
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
    private func table(_ release: AuditedRelease, without kept: Set<SafetyCertificate.Key>) -> PublishedTable
    {
        var rows = [PublishedRow?](repeating: nil, count: edition.regions.count)
        for (key, row) in release.rows where key.geography == 0 && !kept.contains(key) {
            rows[key.region.position] = self.row(row)
        }
        return PublishedTable(period: period, edition: edition, knowledge: knowledge, rows: rows)
    }
}
