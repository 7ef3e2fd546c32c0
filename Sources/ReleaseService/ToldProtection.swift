package import Codebook
import Disclosure
package import Ledger
package import Statistics

/// How the releases that are out protected the scores of each period, as the ledger knows it.
///
/// A version that was noted tells it by its form. Releases by the published rule alone note nothing: the periods that
/// they changed rows of are protected by suppression, which knows how to take their figures into account. Source:
/// docs/decisions/0075-the-method-belongs-to-the-period.md.
package struct ToldProtection: Sendable {
    private let codebook: Codebook
    /// The periods that are stored as counts, rising.
    private let counted: [Period]
    private let noted: [Period: PeriodProtection]
    /// The names of the periods that releases by the published rule alone told of.
    private let ruled: Set<String>

    /// Looks what the ledger knows of a data set; nothing where it asks for no proof of scores.
    ///
    /// `versions` is some version of each period that releases told of, where it is read already.
    package init(of codebook: Codebook, _ ledger: any LedgerStore, versions: [Period: [UInt8]]? = nil) throws
    {
        self.codebook = codebook
        guard codebook.scheme.coefficients != nil, codebook.protection.method == .proved else {
            (noted, ruled, counted) = ([:], [], [])
            return
        }
        let versions = try versions ?? ledger.someVersions(dataset: codebook.dataset)
        let noted: [Period: PeriodProtection] = versions.mapValues {
            OffsetVersion.isIn($0) ? .offsets : .suppression
        }
        self.noted = noted
        counted = try ledger.storedPeriods(dataset: codebook.dataset).filter {
            codebook.form($0.form)?.holdsCounts == true
        }.map(\.period).sorted()
        ruled =
            counted.allSatisfy { noted[$0] != nil }
            ? []
            : try ledger.unaccountedPeriods(dataset: codebook.dataset)
    }

    /// The stored periods that withhold rows for others, rising.
    package var suppressed: [Period] { counted.filter { inForce(for: $0) == .suppression } }

    /// The periods that withhold rows for others, in a sentence for operators; nil where none does.
    package var sentence: String? {
        let names = suppressed.map(\.name)
        guard !names.isEmpty else { return nil }
        return
            "\(codebook.dataset): \(names.joined(separator: ", ")) withhold\(names.count == 1 ? "s" : "") rows for others"
            + (suppressed.allSatisfy { protection(of: $0) != nil }
                ? ", as the releases of it did that are out; a period without any has coarser figures instead"
                : ", since there are figures or coefficients that coarser figures do not protect")
    }

    /// How releases protected a period; nil where none told of it.
    package func protection(of period: Period) -> PeriodProtection? {
        noted[period] ?? (ruled.contains(period.name) ? .suppression : nil)
    }

    /// How counts of a period are protected in the next release; nil where the codebook asks for no proof of scores.
    package func inForce(for period: Period) -> PeriodProtection? {
        codebook.protection(ofNew: period).map { protection(of: period) ?? $0 }
    }
}
