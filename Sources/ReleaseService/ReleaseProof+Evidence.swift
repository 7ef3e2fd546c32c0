package import Kinds
package import Statistics

extension ReleaseProof {
    /// The proof of one period.
    package init(_ evidence: OffsetEvidence, worlds: Int, of name: String) {
        self.init(
            digests: [name: Self.digest(evidence)],
            figures: evidence.targets.count,
            worlds: worlds,
            version: Version.number
        )
    }

    /// The SHA-256 of the worlds.
    private static func digest(_ evidence: OffsetEvidence) -> String {
        var digest = NumberDigest()
        for target in evidence.targets {
            for number in [target.variable, target.group ?? -1, target.step, target.moves.count] {
                digest.add(Int64(number))
            }
            for move in target.moves {
                for number in [move.atom, move.from, move.to, move.units] { digest.add(Int64(number)) }
            }
        }
        return digest.finish()
    }
}
