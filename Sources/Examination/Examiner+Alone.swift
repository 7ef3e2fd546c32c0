import Ledger
import ReleaseService
import Statistics
package import TableReading
import Validation
import Workflow

extension Examiner {
    /// Validates a reading by itself, and compares it with nothing that is stored or was released.
    ///
    /// Who may only check, and not deliver, must not learn whether what he guesses is what is stored: the result is the same
    /// whatever the ledger holds. Source: docs/decisions/0100-checks-without-the-ledger.md.
    package func validateAlone(_ reading: DeliveryReading) throws -> ExaminedDelivery {
        var examined = try validate(reading, against: MemoryLedger())
        // Without what is stored nobody can tell what an index still waits for, nor what a correction lacks.
        var unknowable: Set = [AwaitedIndex.code, AwaitedIndex.madeCode]
        if mode == .correction { unknowable.formUnion(Validator.codesOfWhatIsLacking) }
        examined.report.findings = examined.report.findings.without(unknowable)
        return examined
    }
}
