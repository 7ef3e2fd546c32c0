import Extracts
import Statistics

/// One form of an extract: it writes a table of one period as bytes.
///
/// A row's bytes depend on that row only, so a correction changes just its own lines.
protocol ExtractForm: Sendable {
    /// The ending of the file name, behind data set and period, for example `.csv`.
    var suffix: String { get }
    /// The media type.
    var mediaType: String { get }
    /// The bytes before the first row.
    var head: [UInt8] { get }
    /// The bytes behind the last row.
    var tail: [UInt8] { get }
    /// A digest of everything in the file but the figures: in two extracts with the same layout, rows with
    /// the same figures are the same bytes.
    var layout: String { get }
    /// Appends the bytes of a row with one value for each column.
    func append(_ region: RegionIndex, _ values: [Value], to bytes: inout [UInt8])
}

extension [UInt8] {
    /// Appends a value as StatLine writes it: padded to eight, `.` for a missing value, blank for blank.
    mutating func append(padded value: Value, decimals: Int) {
        switch value {
        case .number(let number): append(number, decimals: decimals, width: Value.width)
        case .missing(.blank): append("        ")
        case .missing(.secret): append("       x")
        case .missing, .unreadable: append("       .")
        }
    }
}

extension Value {
    /// The minimum width of a value on StatLine.
    static let width = 8

    /// True if the value is written with blanks before it.
    func isPadded(decimals: Int) -> Bool {
        guard case .number(let number) = self else { return true }
        let digits = Self.width - 1 - (decimals > 0 ? 1 : 0) - (number < 0 ? 1 : 0)
        return decimals < digits
            && number.magnitude < (digits == 7 ? 10_000_000 : digits == 6 ? 1_000_000 : 100_000)
    }
}
