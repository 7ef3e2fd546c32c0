/// The fields of one row that deviates from the usual pattern: with quotation marks, spaces, or too many
/// fields.
///
/// A row is a line: no code contains a line end, so a quotation mark left open at the end of its line is a
/// fault.
struct RowFields {
    /// The start and end of each field in the piece, without quotation marks and surrounding space.
    private(set) var starts: [Int] = []
    private(set) var ends: [Int] = []
    /// The number of fields; only the first `limit` are kept.
    private(set) var count = 0

    /// A fault of a row, with its position in the row from 0.
    enum Fault: Hashable {
        case nul(Int), unclosed(Int), stray(Int)
    }

    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Splits a row; nil if it succeeded, else the fault.
    mutating func split(_ bytes: UnsafePointer<UInt8>, _ row: Range<Int>, separator: UInt8) -> Fault? {
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        count = 0
        let end = row.upperBound
        var position = row.lowerBound
        // Safe here and below: no position reaches the end of the row.
        while true {
            while position < end, unsafe bytes[position] == 0x20 { position += 1 }
            var start = position
            var stop = position
            if position < end, unsafe bytes[position] == 0x22 {
                start = position + 1
                position = start
                while true {
                    while position < end, unsafe bytes[position] != 0x22 {
                        if unsafe bytes[position] == 0 { return .nul(position - row.lowerBound) }
                        position += 1
                    }
                    guard position < end else { return .unclosed(start - 1 - row.lowerBound) }
                    // A doubled quotation mark is one of the text; no code contains any, so its reading does
                    // not matter.
                    guard position + 1 < end, unsafe bytes[position + 1] == 0x22 else { break }
                    position += 2
                }
                stop = position
                position += 1
                while position < end, unsafe bytes[position] == 0x20 { position += 1 }
                if position < end, unsafe bytes[position] != separator {
                    return .stray(position - row.lowerBound)
                }
            } else {
                while position < end, unsafe bytes[position] != separator {
                    if unsafe bytes[position] == 0 { return .nul(position - row.lowerBound) }
                    position += 1
                }
                stop = position
            }
            while stop > start, unsafe bytes[stop - 1] == 0x20 { stop -= 1 }
            while start < stop, unsafe bytes[start] == 0x20 { start += 1 }
            count += 1
            if count <= limit {
                starts.append(start)
                ends.append(stop)
            }
            guard position < end else { return nil }
            position += 1
        }
    }
}
