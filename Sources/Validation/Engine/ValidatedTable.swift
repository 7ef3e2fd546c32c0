public import Codebook
public import Statistics

/// A delivery that passed every rule: codes are regions, periods are open, every value is in its topic's
/// range.
///
/// Only ``Validator`` makes one, and the ledger takes nothing else.
public struct ValidatedTable: Sendable {
    /// The form of the delivery.
    public let form: Form
    /// Its periods, rising; periods without a taken row are left out.
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

/// One period of a validated delivery.
public struct ValidatedPeriod: Sendable {
    /// The period.
    public let period: Period
    /// The status of its figures: final or provisional.
    public let status: PeriodStatus
    /// The ranks of the form's topics that it has a column for, rising; empty for a joint form.
    public let columns: [Int]
    /// One tally a region, in publication order; empty for a region that is proved or assumed to be empty.
    public let tallies: [(region: RegionIndex, tally: Tally)]

    init(period: Period, status: PeriodStatus, columns: [Int], tallies: [(region: RegionIndex, tally: Tally)])
    {
        self.period = period
        self.status = status
        self.columns = columns
        self.tallies = tallies
    }
}
