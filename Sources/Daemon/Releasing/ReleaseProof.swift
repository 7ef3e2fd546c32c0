import Audit
import Crypto
import Statistics

/// What stands behind a release whose figures were proved safe, as the ledger keeps it beside the release.
///
/// It is not published. The certificates themselves are not kept: they follow from what is held and what was
/// released before, and their digest tells whether the same ones come out again.
struct ReleaseProof: Codable, Hashable, Sendable {
    /// The SHA-256 of the certificates of each period that was made anew, by rising period.
    var digests: [String: String] = [:]
    /// Withheld figures that are proved to be left open.
    var figures = 0
    /// Worlds that publish the same, byte for byte.
    var worlds = 0
    /// Linear programmes that were solved.
    var programmes = 0
    /// The solver, with its version.
    var solver = ""
    /// The version of Peil.
    var version = ""

    /// The proof of one period.
    init(_ verdict: AuditVerdict, _ certificates: [SafetyCertificate], period: Period) {
        digests[period.name] = Self.digest(certificates)
        figures = verdict.figures
        worlds = verdict.worlds
        programmes = verdict.programmes
        solver = verdict.solver
        version = Version.number
    }

    /// The proof of several periods.
    static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.digests.merge(b.digests) { $1 }
        sum.figures += b.figures
        sum.worlds += b.worlds
        sum.programmes += b.programmes
        return sum
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
