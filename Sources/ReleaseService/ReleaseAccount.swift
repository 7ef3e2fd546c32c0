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
    /// Lines of the a-priori list that could not be granted in those parts; nil for none.
    package var refused: [Line]?

    /// A line of the a-priori list.
    package struct Line: Codable, Hashable, Sendable {
        /// The code of the region.
        package let region: String
        /// The key of the variable.
        package let figure: String
        /// The name of the period; nil where an earlier Peil wrote the account.
        package var period: String?
        /// Whether the figures were to stay shown, else to go; nil where an earlier Peil wrote the account.
        package var isShown: Bool?
    }

    /// The account as JSON, keys sorted.
    package var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Names and whole numbers always encode.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Creates an account.
    package init(cost: ProtectionCost, proof: ReleaseProof? = nil, refused: [Line] = []) {
        self.cost = cost
        self.proof = proof
        self.refused = refused.isEmpty ? nil : refused
    }

    /// Reads an account; nil for anything else.
    package init?(_ text: String?) {
        guard let text, let account = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else {
            return nil
        }
        self = account
    }
}
