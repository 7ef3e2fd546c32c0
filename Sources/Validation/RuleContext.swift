public import Classification
public import Codebook
public import Statistics

/// What rules know besides the delivery itself.
public struct RuleContext: Sendable {
    /// The data set.
    public let codebook: Codebook
    /// The form of the delivery.
    public let form: Form
    /// The edition of the classification.
    public let edition: Edition
    /// Whether the delivery replaces whole periods or only the regions it holds.
    public let replacesPeriods: Bool
    /// What is held already.
    public let held: HeldFacts

    /// Creates a context.
    public init(codebook: Codebook, form: Form, edition: Edition, replacesPeriods: Bool, held: HeldFacts) {
        self.codebook = codebook
        self.form = form
        self.edition = edition
        self.replacesPeriods = replacesPeriods
        self.held = held
    }
}

/// What the ledger holds of the periods of a delivery and of the year before, as rules may ask for it.
///
/// A value that the shell fills before validation; rules never reach for the ledger themselves.
public struct HeldFacts: Sendable {
    /// What is held of each period.
    public var periods: [Period: HeldPeriodFacts]

    /// Creates facts; none for a ledger that is empty.
    public init(periods: [Period: HeldPeriodFacts] = [:]) { self.periods = periods }
}

/// What is held of one period.
public struct HeldPeriodFacts: Sendable {
    /// The key of the form.
    public var form: String
    /// The ranks of the topics; empty for a joint form.
    public var columns: [Int]
    /// What is held, by region.
    public var tallies: [RegionIndex: Tally]

    /// Creates what is held of one period.
    public init(form: String, columns: [Int], tallies: [RegionIndex: Tally]) {
        self.form = form
        self.columns = columns
        self.tallies = tallies
    }
}
