import Codebook
import ValidationWalks

extension IndexKind {
    /// Thresholds look at denominators, and numerators are parts of these.
    var checks: KindChecks {
        KindChecks(
            rowsAreWhole: codebook.protection.method == .threshold,
            thresholdIsOfUnits: false,
            sizeRank: scheme.population,
            parts: scheme.indicators.map { KindChecks.Part(part: $0.numerator, whole: $0.denominator) }
        )
    }
}
