import Derivation
import Statistics
import TableReading

/// A column of countries, and what of it is in no list: codes of no country, and `NA`, which is a country and a missing
/// value.
struct CountryColumn {
    /// The position of the column.
    let column: Int
    /// The variables that are derived from it, by their positions.
    let variables: [Int]
    private(set) var blank = 0
    private(set) var namibia: (rows: Int, first: Place)?
    private(set) var unlisted: (rows: Int, first: Place)?

    /// Prepares a column.
    init(column: Int, variables: [Int]) {
        self.column = column
        self.variables = variables
    }

    /// Looks at the field of a row.
    @inline(__always)
    mutating func look(at records: CSVRecords) {
        let text = unsafe records.bytes(of: records.fields[column]).unpadded
        guard text.count == 2 else {
            if unsafe text.isEmpty { blank += 1 }
            return
        }
        // Safe: the text has two bytes.
        let (first, second) = unsafe (text[0] | 0x20, text[1] | 0x20)
        if first == 0x6E, second == 0x61 {
            namibia = ((namibia?.rows ?? 0) + 1, namibia?.first ?? records.fields[column].place)
        } else if !CountryList.holds(first, second) {
            unlisted = ((unlisted?.rows ?? 0) + 1, unlisted?.first ?? records.fields[column].place)
        }
    }
}
