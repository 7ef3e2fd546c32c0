import Statistics
import ValidationWalks

/// The result of examining a slice of a delivery's records, each by itself.
public struct ExaminedRecords: Sendable {
    /// The positions of the records.
    public let range: Range<Int>
    /// The tally of each record, as it would be stored.
    var tallies: [Tally] = []
    /// The units of each record; negative if unknown.
    var populations: [Int64] = []
    /// The number of cells of each record, which in a joint form are rows of the file.
    var cells: [Int32] = []
    /// The findings.
    var report: Report

    /// The population of a record without reliable units.
    static let unreliable: Int64 = -1
    /// The population of a record with valid values, some of them missing.
    static let incomplete: Int64 = -2

    init(range: Range<Int>, report: Report) {
        self.range = range
        self.report = report
        tallies.reserveCapacity(range.count)
        populations.reserveCapacity(range.count)
        cells.reserveCapacity(range.count)
    }
}
