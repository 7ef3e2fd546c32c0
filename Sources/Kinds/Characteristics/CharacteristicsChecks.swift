import Codebook
import ValidationWalks

extension CharacteristicsKind {
    /// Each characteristic is published or withheld by itself.
    var checks: KindChecks {
        KindChecks(
            rowsAreWhole: codebook.protection.method == .threshold && !codebook.countsApart,
            variablesAreApart: codebook.countsApart
        )
    }
}
