import Statistics

/// Rows of a feed, passed from the thread that parses to the one that builds the table.
///
/// Texts stand one after another in one array, so that a row costs no allocation.
struct AtomBatch: Sendable {
    /// One value.
    struct Cell: Sendable {
        /// The position of its name among the columns of the feed.
        var column: Int32
        /// The start of its text in ``AtomBatch/text``.
        var start: Int32
        /// The number of bytes of the text; -1 if the feed marks it as null.
        var length: Int32
        /// The line of its first character.
        var line: UInt32
        /// The column of its first character.
        var character: UInt32

        /// The length of a cell that the feed marks as null.
        static let null: Int32 = -1

        /// The place of its first character.
        var place: Place {
            get { Place(line: Int(line), column: Int(character)) }
            set {
                line = UInt32(clamping: newValue.line)
                character = UInt32(clamping: newValue.column)
            }
        }

        /// Creates a cell.
        @inline(__always)
        init(column: Int32, start: Int32, length: Int32, place: Place) {
            self.column = column
            self.start = start
            self.length = length
            line = UInt32(clamping: place.line)
            character = UInt32(clamping: place.column)
        }
    }

    /// One entry of the feed.
    struct Row: Sendable {
        /// The end of its cells in ``AtomBatch/cells``.
        var end: Int32
        /// The place where the entry starts.
        var place: Place
    }

    /// The texts of all cells.
    var text: [UInt8] = []
    /// The cells of all rows.
    var cells: [Cell] = []
    /// The rows.
    var rows: [Row] = []
    /// The description of the feed so far.
    var page = AtomPage()
    /// The columns that are new since the batch before, each with its first place.
    var columns: [(name: String, place: Place)] = []

    /// Empties the batch and keeps its memory.
    mutating func clear() {
        text.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        columns.removeAll(keepingCapacity: true)
    }
}
