public import Codebook
public import Statistics

/// A delivery that passed every rule: codes are regions, periods are open, every value is one of its topic.
///
/// Only ``Validator`` makes one, and nothing else can be taken into the ledger.
public struct ValidatedTable: Sendable {
    /// The form it was delivered in.
    public let form: Form
    /// What it holds, by rising period; periods of which no row was taken are not among them.
    public let periods: [ValidatedPeriod]
    /// Rows that were taken.
    public let rowsTaken: Int
    /// Rows that were left out, by reason.
    public let rowsLeftOut: [String: Int]

    init(form: Form, periods: [ValidatedPeriod], rowsTaken: Int, rowsLeftOut: [String: Int]) {
        self.form = form
        self.periods = periods
        self.rowsTaken = rowsTaken
        self.rowsLeftOut = rowsLeftOut
    }
}

/// What a validated delivery holds of one period.
public struct ValidatedPeriod: Sendable {
    /// The period.
    public let period: Period
    /// How final its figures are.
    public let status: PeriodStatus
    /// The ranks of the form's topics that it has a column for, rising; empty for a joint form.
    public let columns: [Int]
    /// One tally a region, in publication order; the empty tally for a region proven or taken to be empty.
    public let tallies: [(region: RegionIndex, tally: Tally)]

    init(period: Period, status: PeriodStatus, columns: [Int], tallies: [(region: RegionIndex, tally: Tally)])
    {
        self.period = period
        self.status = status
        self.columns = columns
        self.tallies = tallies
    }
}
