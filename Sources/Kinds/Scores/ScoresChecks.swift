import Codebook
import Validation

extension ScoresKind {
    /// Where a data set is proved safe, groups may be published together, and a row withheld for the sake of others.
    var checks: KindChecks { KindChecks(rowsAreWhole: codebook.protection.method == .threshold) }
}
