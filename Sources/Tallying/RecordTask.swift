public import Imputation

/// What a pass over the rows of a delivery is for.
public struct RecordTask: Sendable {
    /// Whether every row is checked, and those with a known level are counted: so it is in the first pass.
    let checks: Bool
    /// The beginning that all ids share.
    let idPrefix: IDPrefix
    /// The year whose patterns are counted, for a model to be fitted on; nil for none.
    let patternYear: Int?
    /// The most patterns of a person that are held.
    let patternLimit: Int
    /// What imputes units without a level, by year; those of other years are only counted.
    let imputers: [Int: HouseholdImputer]

    /// The first pass: everything is checked, and counted as far as levels are known or can be imputed.
    public static func count(
        idPrefix: IDPrefix,
        patternYear: Int?,
        patternLimit: Int = 1 << 19,
        imputers: [Int: HouseholdImputer] = [:]
    ) -> Self {
        Self(
            checks: true,
            idPrefix: idPrefix,
            patternYear: patternYear,
            patternLimit: patternLimit,
            imputers: imputers
        )
    }

    /// A later pass over rows that were checked: the patterns of another year are counted, for its model.
    public static func patterns(of year: Int, limit: Int = 1 << 19) -> Self {
        Self(
            checks: false,
            idPrefix: IDPrefix(of: []),
            patternYear: year,
            patternLimit: limit,
            imputers: [:]
        )
    }

    /// The last pass over rows that were checked: units without a level are imputed.
    public static func impute(_ imputers: [Int: HouseholdImputer]) -> Self {
        Self(
            checks: false,
            idPrefix: IDPrefix(of: []),
            patternYear: nil,
            patternLimit: 0,
            imputers: imputers
        )
    }
}
