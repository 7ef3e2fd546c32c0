package import Codebook
import Disclosure
package import Ledger
package import Statistics

/// Releases of a data set are out whose figures were rounded with secret offsets, and its codebook has other coefficients,
/// groups or decimals for these periods now.
///
/// Two scores of the same counts tell more than either, and what is kept of offsets knows of one. Source:
/// docs/decisions/0121-coefficients-belong-to-what-is-out.md.
package struct OtherCoefficients: Error, Hashable, CustomStringConvertible {
    package let dataset: String
    /// The names of the periods.
    package let periods: [String]

    /// Looks what the ledger keeps; nil where the codebook goes on from it.
    ///
    /// `versions` is some version of each period that releases told of, where it is read already.
    package init?(of codebook: Codebook, _ ledger: any LedgerStore, versions: [Period: [UInt8]]? = nil) throws
    {
        let told = try versions ?? ledger.someVersions(dataset: codebook.dataset)
        let others = told.filter { period, bytes in
            !OffsetVersion.goesOn(bytes, by: codebook, in: period)
        }
        guard !others.isEmpty else { return nil }
        dataset = codebook.dataset
        periods = others.keys.sorted().map(\.name)
    }

    package var description: String {
        "\(dataset): releases of \(periods.joined(separator: ", ")) are out whose figures were rounded with secret "
            + "offsets, and its codebook now has other coefficients, groups or decimals for them; what both tell together "
            + "cannot be proved safe: write the ones of before in its codebook again"
    }
}
