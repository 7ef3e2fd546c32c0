/// The exact figures of one period, for all or some regions, before protection.
public struct FiguresTable: Hashable, Sendable {
    /// The period.
    public let period: Period
    /// The status of the period's figures: final or provisional.
    public let status: PeriodStatus
    /// The ranks of the published topics that the period has, rising; every row has one figure for each.
    public let columns: [Int]
    /// The rows, in publication order.
    public let rows: [Row]

    /// The figures of one region.
    public struct Row: Hashable, Sendable {
        /// The region.
        public let region: RegionIndex
        /// Its figures.
        public let figures: RegionFigures

        /// Creates a row.
        public init(region: RegionIndex, figures: RegionFigures) {
            self.region = region
            self.figures = figures
        }
    }

    /// Creates a table of rows in publication order.
    public init(period: Period, status: PeriodStatus, columns: [Int], rows: [Row]) {
        self.period = period
        self.status = status
        self.columns = columns
        self.rows = rows
    }
}
