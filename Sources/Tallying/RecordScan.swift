public import Imputation

/// One thread's scan of pieces of a delivery: reads every byte of every row, and counts.
///
/// Scans share only the plan. ``RecordTotals`` combines their results, which do not depend on which scan took
/// which piece. A scan is used by one thread at a time.
public final class RecordScan: @unchecked Sendable {
    /// The number of bytes behind a piece that must be readable, whatever they are.
    public static let padding = 128
    /// The most bytes of a row.
    public static let rowLimit = 1 << 14

    let plan: RecordPlan
    /// The state of the loop over rows: one value, so that no exclusivity is checked within the loop.
    var rows: RowScan

    /// - Parameters:
    ///   - plan: The plan for reading rows.
    ///   - task: The task of this pass.
    public init(_ plan: RecordPlan, task: RecordTask) {
        self.plan = plan
        rows = RowScan(plan, task: task)
    }

    /// Begins another pass over the same rows; the counts stay.
    public func turn(to task: RecordTask) { rows.turn(to: task) }

    /// The patterns of the persons in the task's year, first person first; empty if none are counted.
    public var patterns: [PatternTable] { rows.patterns }

    /// Reads a piece of whole lines.
    ///
    /// - Parameters:
    ///   - bytes: The piece, which ends with a line end; ``padding`` bytes behind it can be read.
    ///   - count: Its bytes.
    ///   - piece: Its number in the delivery; a scan takes pieces by rising number.
    /// - Returns: The number of its lines.
    public func take(_ bytes: UnsafePointer<UInt8>, count: Int, piece: Int) -> Int {
        unsafe rows.take(bytes, count: count, piece: piece)
    }
}
