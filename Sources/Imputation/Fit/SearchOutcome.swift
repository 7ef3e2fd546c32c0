/// The end point of a search for the largest likelihood.
struct SearchOutcome {
    /// The parameters, in the order of the slots.
    var estimates: [Double]
    /// The factor of the information matrix.
    var factor: OrderedCholesky
    /// The log-likelihood.
    var logLikelihood: Double
    /// The largest derivative by a parameter that is not aliased, before the last step.
    var gradient: Double
    /// The gain of the last step.
    var gain: Double
    /// The number of passes through the patterns.
    var passes: Int
    /// True if the last step was negligible.
    var converged: Bool
    /// True if there was any row.
    var hasRows = true

    /// The outcome where there is nothing to estimate: at most one level occurs.
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
