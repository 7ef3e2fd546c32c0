public import Imputation

/// The task of one pass over the rows of a delivery.
public struct RecordTask: Sendable {
    /// True for the first pass, which checks every row and counts those with a known level.
    let checks: Bool
    /// The shared beginning of all ids.
    let idPrefix: IDPrefix
    /// The year whose patterns are counted, for a model to be fitted on; nil for none.
    let patternYear: Int?
    /// The maximum number of patterns of a person.
    let patternLimit: Int
    /// The imputers of units without a level, by year; units of other years are only counted.
    let imputers: [Int: HouseholdImputer]

    /// The first pass: checks every row, and counts those whose level is known or can be imputed.
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

    /// A later pass over checked rows: counts the patterns of another year, for its model.
    public static func patterns(of year: Int, limit: Int = 1 << 19) -> Self {
        Self(
            checks: false,
            idPrefix: IDPrefix(of: []),
            patternYear: year,
            patternLimit: limit,
            imputers: [:]
        )
    }

    /// The last pass over checked rows: imputes units without a level.
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
