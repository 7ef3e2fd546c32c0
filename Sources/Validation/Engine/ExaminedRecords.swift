import Statistics

/// What looking at a slice of a delivery's records, each by itself, came to.
public struct ExaminedRecords: Sendable {
    /// Which records.
    public let range: Range<Int>
    /// What would be held of each record.
    var tallies: [Tally] = []
    /// The units of each record; negative where it gives no number.
    var populations: [Int64] = []
    /// The number of cells of each record, which in a joint form are rows of the file.
    var cells: [Int32] = []
    /// What was noticed.
    var report: Report

    /// A record's population where there is none to rely on.
    static let unreliable: Int64 = -1
    /// The same where every value is one that its topic can have, and some are missing.
    static let incomplete: Int64 = -2

    init(range: Range<Int>, report: Report) {
        self.range = range
        self.report = report
        tallies.reserveCapacity(range.count)
        populations.reserveCapacity(range.count)
        cells.reserveCapacity(range.count)
    }
}
