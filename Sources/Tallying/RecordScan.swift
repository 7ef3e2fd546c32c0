public import Imputation

/// One thread's way through pieces of a delivery: looks at every byte of every row, and counts.
///
/// Scans share nothing but the plan. What several of them came to is put together by ``RecordTotals``, and does
/// not depend on which scan took which piece. A scan is used by one thread at a time.
public final class RecordScan: @unchecked Sendable {
    /// How many bytes behind a piece can be read, whatever they are.
    public static let padding = 128
    /// The most bytes of a row.
    public static let rowLimit = 1 << 14

    let plan: RecordPlan
    /// The state of the loop over rows: one value, so that nothing is checked twice in the loop.
    var rows: RowScan

    /// - Parameters:
    ///   - plan: How rows are read.
    ///   - task: What to do with them.
    public init(_ plan: RecordPlan, task: RecordTask) {
        self.plan = plan
        rows = RowScan(plan, task: task)
    }

    /// Begins another pass over the same rows; what was counted stays.
    public func turn(to task: RecordTask) { rows.turn(to: task) }

    /// The patterns of the persons in the task's year, main earner first; empty where none are counted.
    public var patterns: [PatternTable] { rows.patterns }

    /// Looks at a piece of whole lines.
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
