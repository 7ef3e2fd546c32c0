/// Where a search for the largest likelihood has come to.
struct SearchOutcome {
    /// The parameters, in the order of the slots.
    var estimates: [Double]
    /// The factor of the information matrix.
    var factor: OrderedCholesky
    /// The log-likelihood.
    var logLikelihood: Double
    /// The largest derivative by a parameter that is not aliased, before the last step.
    var gradient: Double
    /// What the last step gained.
    var gain: Double
    /// How many times the patterns were gone through.
    var passes: Int
    /// Whether the last step was negligible.
    var converged: Bool
    /// Whether there was any row.
    var hasRows = true

    /// Where there is nothing to search for: at most one level occurs.
    static func nothing(hasRows: Bool) -> Self {
        Self(
            estimates: [],
            factor: OrderedCholesky([], size: 0),
            logLikelihood: 0,
            gradient: 0,
            gain: 0,
            passes: 0,
            converged: true,
            hasRows: hasRows
        )
    }
}
