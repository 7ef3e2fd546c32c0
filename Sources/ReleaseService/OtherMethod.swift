package import Codebook
import Disclosure
package import Ledger

/// Releases of a data set are out that were made by another method of protection than its codebook asks for now.
///
/// What offsets prove holds from the first release on, and no other method knows what offsets left open; so neither goes
/// on where the other stopped. Source: docs/decisions/0042-offsets-as-a-choice.md.
package struct OtherMethod: Error, Hashable, CustomStringConvertible {
    package let dataset: String
    /// Whether the releases that are out were made by offsets.
    package let wereOffsets: Bool

    /// Looks what the ledger knows; nil where the method is the same, or nothing is out.
    package init?(of codebook: Codebook, _ ledger: any LedgerStore) throws {
        let isOffsets = codebook.isProvedByOffsets
        if let bytes = try ledger.anyVersion(dataset: codebook.dataset) {
            wereOffsets = OffsetVersion.isIn(bytes)
        } else if isOffsets {
            // Releases by the published rule note nothing; a release that a crash left unrecorded has no account.
            let releases = try ledger.releases(dataset: codebook.dataset, limit: 100)
            wereOffsets = releases.isEmpty || releases.contains { $0.account != nil }
        } else {
            return nil
        }
        guard isOffsets != wereOffsets else { return nil }
        dataset = codebook.dataset
    }

    package var description: String {
        wereOffsets
            ? "\(dataset): releases are out whose figures were rounded with secret offsets, and no other method goes on "
                + "from them; write method: offsets in its codebook again"
            : "\(dataset): releases are out that were made without offsets, and there is no way yet to go on from them; "
                + "write the method of before in its codebook again, or give method: offsets to a data set that has none"
    }
}
