package import Audit
import Crypto
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

    /// The SHA-256 of certificates: of their numbers as eight bytes each, the lowest first.
    private static func digest(_ certificates: [SafetyCertificate]) -> String {
        var hash = SHA256()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 << 16)
        for certificate in certificates {
            certificate.write { number in
                for shift in stride(from: Int64(0), to: 64, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: number >> shift))
                }
                if bytes.count >= 1 << 16 {
                    hash.update(data: bytes)
                    bytes.removeAll(keepingCapacity: true)
                }
            }
        }
        hash.update(data: bytes)
        return hash.finalize().map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
