import Audit
import Cores
import Disclosure
import Codebook
package import Kinds
import Statistics

extension ReleaseGate {
    /// The gate of every release.
    ///
    /// The auditor judges what protection made, with nothing but the certificates and what is published. Of offsets it
    /// publishes the worlds that protection found, with nothing but the evidence, looks what small groups the figures of
    /// each row leave possible and whether everything withheld has its worlds or is as it stood, and compares the tables
    /// that are to be written with the evidence, cell by cell.
    package static let standard = ReleaseGate { question in
        guard question.unproved.isEmpty else { return Verdict(isSafe: false) }
        let apart = question.variable.map { question.codebook.variables[$0] }
        let rule =
            apart.map { OffsetRule(apart: $0, by: question.codebook.protection) }
            ?? OffsetRule(codebook: question.codebook, form: question.form, period: question.period)
        guard let rule else { return Verdict(isSafe: false) }
        let audit = OffsetAudit(rule)
        let counted = audit.counted(question.evidence, spreading: .overCores)
        let verdict = audit.check(counted, spreading: .overCores)
        let told = SmallGroupAttack(audit).findings(counted, spreading: .overCores)
        let missing =
            question.standing.map {
                OffsetCompleteness(counted, after: $0, audit).faults(question.codebook)
            } ?? []
        let written = question.tables.flatMap { table in
            OffsetTableCheck(counted, codebook: table.codebook).faults(table.rows)
        }
        return Verdict(
            isSafe: verdict.faults.isEmpty && told.isEmpty && missing.isEmpty && written.isEmpty,
            proof: ReleaseProof(
                question.evidence,
                worlds: verdict.worlds,
                of: ([question.period.name] + (apart.map { [$0.key] } ?? [])).joined(separator: "/")
            )
        )
    } judge: { question in
        let outcome = question.outcome
        guard outcome.unproven.isEmpty else { return Verdict(isSafe: false, risks: Set(outcome.unproven)) }
        let gate = ReleaseAudit(
            codebook: question.codebook,
            form: question.form,
            period: question.period,
            edition: question.edition
        )
        guard let gate else { return Verdict(isSafe: true) }
        let certificates = outcome.proof.certificates
        let asked = Set(certificates.flatMap { $0.regions.compactMap(\.key) })
        var rows: [SafetyCertificate.Key: SafetyCertificate.Row] = [:]
        for (geography, table) in outcome.tables.enumerated() {
            for row in table.rows {
                let key = SafetyCertificate.Key(geography: geography, region: row.region)
                if asked.contains(key) { rows[key] = .init(columns: table.columns, values: row.values) }
            }
        }
        let verdict = gate.judge(
            AuditedRelease(
                rows: rows,
                certificates: certificates,
                earlier: question.history.versions.filter { asked.contains($0.key) }.mapValues { versions in
                    versions.map { .init(columns: $0.columns, values: $0.values) }
                }
            ),
            spreading: .overCores
        )
        return Verdict(
            isSafe: verdict.isSafe,
            risks: Set(verdict.risks.map(\.key)),
            proof: ReleaseProof(verdict, certificates, period: question.period)
        )
    }
}
