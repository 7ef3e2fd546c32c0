import Classification
import Codebook
import Disclosure
import Statistics

/// What stands between the protected tables of a period and a release.
struct ReleaseGate: Sendable {
    /// What is to be judged: the parts of a period that were protected anew.
    struct Question: Sendable {
        let codebook: Codebook
        let form: Form
        let period: Period
        /// The classification that the regions are of.
        let edition: Edition
        let outcome: Protection.Outcome
        let history: ProtectionHistory
    }

    /// What was found.
    struct Verdict: Sendable {
        /// Whether a release may be made of them.
        var isSafe: Bool
        /// Rows that an outsider could tell too much of; they are withheld too, and all is judged again.
        var risks: Set<LinkedRegions.Key> = []
        /// What stands behind it; nil where nothing was to be proved.
        var proof: ReleaseProof?
    }

    /// Judges.
    let judge: @Sendable (Question) throws -> Verdict
}
