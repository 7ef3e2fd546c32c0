import Bytes
package import Statistics

/// The notes that people write under a table: passed over there, and reported where rows follow them.
package struct NoteLines {
    /// The places of notes that no row follows yet.
    private var waiting: [Place] = []

    /// Starts above a table.
    package init() {}

    /// True where a note stands before the next row.
    package var isWaiting: Bool { !waiting.isEmpty }

    /// Takes a record that has another number of fields than the table; false where it is no note.
    package mutating func take(_ records: CSVRecords) -> Bool {
        guard records.fields.count <= 400 else { return false }
        let fields = records.fields.indices.map { records.text($0) }
        guard TableNote.isNote(fields) else { return false }
        waiting.append(records.fields[0].place)
        return true
    }

    /// The findings where a row follows the notes: they stand among the rows.
    package mutating func rowFollows() -> Findings {
        defer { waiting.removeAll() }
        return Findings(waiting.map { ReadingFault.noteInTable.finding(at: $0) })
    }

    /// The findings at the end of the file: what waits stands under the table.
    package func end() -> Findings { Findings(waiting.map { ReadingFault.noteUnderTable.finding(at: $0) }) }
}
