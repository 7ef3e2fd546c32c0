/// A fitted multinomial logistic model of a person's level; docs/formats/model.md describes its text.
///
/// The odds of level `l` against the base level are e to the power of the intercept of `l` plus the coefficients
/// of the row's categories for `l`. The reference category of a covariate has the coefficient 0.
public struct MultinomialModel: Hashable, Sendable, Codable {
    /// The levels and the covariates that predict them.
    public let design: PersonDesign
    /// The key of the base level: the first that occurs.
    public let base: String
    /// The key of the reference category of each covariate: the first that occurs in the order of the codebook,
    /// and unknown, which is empty, only if no other does.
    public let references: [String]
    /// The share of each level over the rows; the prediction where a row's categories give none.
    public let shares: [Double]
    /// The parameters, with their estimates, errors and states.
    ///
    /// Intercepts come first, then covariate by covariate, category by category and level by level. References
    /// are not listed.
    public let parameters: [Parameter]
    /// The logarithm of the likelihood, without the multinomial constant.
    public let logLikelihood: Double
    /// The same with intercepts only.
    public let nullLogLikelihood: Double
    /// McFadden's pseudo R²: one minus the ratio of the log-likelihoods; 0 where there is nothing to explain.
    public let pseudoR2: Double
    /// The number of rows it was fitted on.
    public let rows: Int64
    /// The number of distinct patterns among them.
    public let patterns: Int
    /// The number of times that the patterns were halved: the fit saw one in 2^`halvings` of those of the delivery.
    public let halvings: Int
    /// The number of passes through all patterns.
    public let iterations: Int
    /// The largest derivative of the log-likelihood by an estimated parameter, before the last step.
    public let gradient: Double
    /// The most that the last step gained in log-likelihood: half the squared length of the step in units of
    /// the standard errors.
    public let gain: Double
    /// True if the gain is negligible.
    public let converged: Bool
    /// Notes on the fit, in the order of the parameters.
    public let notes: [FitNote]

    /// True if there was any row to fit it on.
    public var isUsable: Bool { rows > 0 }

    /// One parameter.
    public struct Parameter: Hashable, Sendable, Codable {
        /// The key of the covariate; nil for an intercept.
        public let covariate: String?
        /// The key of the category, empty for unknown; nil for an intercept.
        public let category: String?
        /// The key of the level.
        public let level: String
        /// The coefficient; 0 where none was estimated.
        public let estimate: Double
        /// The standard error, from the observed information; 0 where nothing was estimated.
        public let standardError: Double
        /// The outcome of its estimation.
        public let state: State
        /// The estimates of the replicate models.
        public let replicates: [Double]
    }

    /// The outcome of estimating a parameter.
    public enum State: String, Hashable, Sendable, Codable {
        /// It was estimated.
        case estimated
        /// It grew without bound, because combinations of categories determine the level; its value is where
        /// the likelihood stopped rising, and its standard error means nothing.
        case unbounded
        /// Columns before it determine it: it is 0.
        case aliased
        /// The level never occurs in the category: it has probability 0 there, as has the limit of the estimates.
        case separated
        /// The category never occurs: it predicts like the reference category.
        case unseen
        /// The level never occurs at all: it has probability 0.
        case empty
    }
}
