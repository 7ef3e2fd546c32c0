/// The fields of one row that does not follow the usual pattern: with quotation marks, spaces, or too many.
///
/// A row is a line: no code holds a line end, so a quotation mark that is open at the end of its line is a fault.
struct RowFields {
    /// Where each field starts and ends in the piece, without quotation marks and surrounding space.
    private(set) var starts: [Int] = []
    private(set) var ends: [Int] = []
    /// The number of fields; only the first `limit` are kept.
    private(set) var count = 0

    /// What is wrong with a row, and where in it, from 0.
    enum Fault: Hashable {
        case nul(Int), unclosed(Int), stray(Int)
    }

    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Splits a row; nil where it could be split.
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
                    // A mark written twice is one of the text; no code has any, so what it reads as is no matter.
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
