import CBytes

/// The layout of a row for the C loop that reads many bytes at a time: its columns, separator and codes.
@safe
struct RowForm: ~Copyable {
    /// The layout; its keys are period, postcode, region and id.
    let form: UnsafeMutablePointer<peil_row_form>

    /// - Parameters:
    ///   - plan: The plan for reading rows.
    ///   - isPortable: True to use only instructions that every processor has.
    init(_ plan: RecordPlan, isPortable: Bool = peil_reads_widely() == 0) {
        unsafe form = .allocate(capacity: 1)
        var made = unsafe peil_row_form()
        unsafe made.tables = UnsafePointer(plan.tables.entries)
        unsafe made.table_size = UInt64(CodeTables.size)
        unsafe made.separator = plan.separator
        unsafe made.is_portable = isPortable ? 1 : 0
        // Rows of more columns are read field by field.
        let isRead = plan.columnCount <= PEIL_ROW_COLUMNS && plan.coded.count <= PEIL_ROW_COLUMNS
        unsafe made.columns = isRead ? Int32(plan.columnCount) : -1
        unsafe made.keys = (
            Int32(plan.periodColumn), Int32(plan.postcodeColumn ?? -1), Int32(plan.regionColumn),
            Int32(plan.idColumn)
        )
        for coded in isRead ? plan.coded : [] {
            let column = coded.column
            unsafe made.coded |= 1 << UInt64(column)
            guard let numbers = coded.spellings.numbers else { continue }
            unsafe made.numeric |= 1 << UInt64(column)
            // Safe: there is a byte for each column that is read.
            unsafe withUnsafeMutableBytes(of: &made.low) { unsafe $0[column] = UInt8(numbers.lowerBound) }
            unsafe withUnsafeMutableBytes(of: &made.span) { unsafe $0[column] = UInt8(numbers.count) }
        }
        unsafe form.initialize(to: made)
    }

    deinit { unsafe form.deallocate() }
}
