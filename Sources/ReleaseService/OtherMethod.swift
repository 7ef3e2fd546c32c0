package import Codebook
package import Ledger
import Statistics

/// Releases of a data set are out whose figures were rounded with secret offsets, and its codebook asks for another
/// protection of these periods now.
///
/// No other method knows what offsets left open. The other way is open: what was released without offsets goes on
/// without them, period by period. Source: docs/decisions/0075-the-method-belongs-to-the-period.md.
package struct OtherMethod: Error, Hashable, CustomStringConvertible {
    package let dataset: String
    /// The names of the periods.
    package let periods: [String]
    /// Whether the codebook asks for proof, but of figures that offsets do not protect.
    package let isOfFigures: Bool

    /// Looks what the ledger knows; nil where what is out can be gone on with.
    package init?(of codebook: Codebook, _ ledger: any LedgerStore) throws {
        let others = try ToldProtection.noted(codebook.dataset, ledger).filter { period, protection in
            protection == .offsets && codebook.protection(ofNew: period) != .offsets
        }
        guard !others.isEmpty else { return nil }
        dataset = codebook.dataset
        periods = others.keys.sorted().map(\.name)
        isOfFigures = codebook.protection.method == .proved && codebook.scheme.coefficients != nil
    }

    package var description: String {
        "\(dataset): releases of \(periods.joined(separator: ", ")) are out whose figures were rounded with secret "
            + "offsets, and no other method goes on from them; "
            + (isOfFigures
                ? "its codebook now has figures or coefficients that offsets do not protect: take these out again"
                : "write method: proved in its codebook again")
    }
}
