import Crypto
package import Kinds
package import Statistics

extension ReleaseProof {
    /// The proof of one period.
    package init(_ evidence: OffsetEvidence, worlds: Int, period: Period) {
        self.init(
            digests: [period.name: Self.digest(evidence)],
            figures: evidence.targets.count,
            worlds: worlds,
            version: Version.number
        )
    }

    /// The SHA-256 of the worlds: of their numbers as eight bytes each, the lowest first.
    private static func digest(_ evidence: OffsetEvidence) -> String {
        var hash = SHA256()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 << 16)
        func add(_ number: Int) {
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
        for target in evidence.targets {
            for number in [target.variable, target.group ?? -1, target.step, target.moves.count] {
                add(number)
            }
            for move in target.moves {
                for number in [move.atom, move.from, move.to, move.units] { add(Int(number)) }
            }
            if bytes.count >= 1 << 15 {
                hash.update(data: bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        hash.update(data: bytes)
        return hash.finalize().map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
