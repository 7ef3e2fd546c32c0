package import Audit
import Kinds
package import Statistics

extension ReleaseProof {
    /// The proof of one period.
    package init(_ verdict: AuditVerdict, _ certificates: [SafetyCertificate], period: Period) {
        self.init(
            digests: [period.name: Self.digest(certificates)],
            figures: verdict.figures,
            worlds: verdict.worlds,
            programmes: verdict.programmes,
            solver: verdict.solver,
            version: Version.number
        )
    }

    /// The SHA-256 of certificates.
    private static func digest(_ certificates: [SafetyCertificate]) -> String {
        var digest = NumberDigest()
        for certificate in certificates { certificate.write { digest.add($0) } }
        return digest.finish()
    }
}
