package import Disclosure
import Foundation
package import Kinds

/// The cost of protecting a release and its proof, as the ledger keeps them beside the release.
///
/// It is not published. docs/formats/protection.md describes it.
package struct ReleaseAccount: Codable, Hashable, Sendable {
    /// The cost of protection, in the parts that the release made anew.
    package var cost: ProtectionCost
    /// The proof of those parts; nil where nothing was to be proved.
    package var proof: ReleaseProof?

    /// The account as JSON, keys sorted.
    package var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Names and whole numbers always encode.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Creates an account.
    package init(cost: ProtectionCost, proof: ReleaseProof? = nil) {
        self.cost = cost
        self.proof = proof
    }

    /// Reads an account; nil for anything else.
    package init?(_ text: String?) {
        guard let text, let account = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else {
            return nil
        }
        self = account
    }
}
