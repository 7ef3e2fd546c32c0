import Ledger
import Statistics
package import TableReading
import Workflow

extension Examiner {
    /// What rules say that look at what a delivery lacks: without what is stored nobody can tell whether it is missing.
    private static let codesOfWhatIsLacking: Set = ["parts-known", "whole-missing"]

    /// Validates a reading by itself, and compares it with nothing that is stored or was released.
    ///
    /// Who may only check, and not deliver, must not learn whether what he guesses is what is stored: the result is the same
    /// whatever the ledger holds. Source: docs/decisions/0100-checks-without-the-ledger.md.
    package func validateAlone(_ reading: DeliveryReading) throws -> ExaminedDelivery {
        var examined = try validate(reading, against: MemoryLedger())
        if mode == .correction {
            let findings = examined.report.findings
            examined.report.findings = Findings(
                kept: findings.kept.filter { !Self.codesOfWhatIsLacking.contains($0.code) },
                totals: findings.totals.filter { !Self.codesOfWhatIsLacking.contains($0.key.code) }
            )
        }
        return examined
    }
}
