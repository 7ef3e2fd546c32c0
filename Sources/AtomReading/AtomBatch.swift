package import Statistics

/// Rows of a feed, passed from the thread that parses to the one that builds the table.
///
/// Texts stand one after another in one array, so that a row costs no allocation.
package struct AtomBatch: Sendable {
    /// One value.
    package struct Cell: Sendable {
        /// The position of its name among the columns of the feed.
        package var column: Int32
        /// The start of its text in ``AtomBatch/text``.
        package var start: Int32
        /// The number of bytes of the text; -1 if the feed marks it as null.
        package var length: Int32
        /// The line of its first character.
        package var line: UInt32
        /// The column of its first character.
        package var character: UInt32

        /// The length of a cell that the feed marks as null.
        package static let null: Int32 = -1

        /// The place of its first character.
        package var place: Place {
            get { Place(line: Int(line), column: Int(character)) }
            set {
                line = UInt32(clamping: newValue.line)
                character = UInt32(clamping: newValue.column)
            }
        }

        /// Creates a cell.
        @inline(__always)
        package init(column: Int32, start: Int32, length: Int32, place: Place) {
            self.column = column
            self.start = start
            self.length = length
            line = UInt32(clamping: place.line)
            character = UInt32(clamping: place.column)
        }
    }

    /// One entry of the feed.
    package struct FeedRow: Sendable {
        /// The end of its cells in ``AtomBatch/cells``.
        package var end: Int32
        /// The place where the entry starts.
        package var place: Place
    }

    /// The texts of all cells.
    package var text: [UInt8] = []
    /// The cells of all rows.
    package var cells: [Cell] = []
    /// The rows.
    package var rows: [FeedRow] = []
    /// The description of the feed so far.
    package var page = AtomPage()
    /// The columns that are new since the batch before, each with its first place.
    package var columns: [(name: String, place: Place)] = []

    /// Empties the batch and keeps its memory.
    package mutating func clear() {
        text.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        columns.removeAll(keepingCapacity: true)
    }
}
