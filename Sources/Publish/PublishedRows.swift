import Disclosure
import Statistics

/// The rows of a period as they are published, compact: what its extracts are written from.
///
/// They are made from a protected table, or from those of the release before with the rows of one put in
/// their place; either way every figure in them went through protection.
struct PublishedRows: Hashable, Sendable {
    /// How many figures a row has.
    let columns: Int
    /// The regions of the rows, rising.
    private(set) var regions: [Int32] = []
    /// The codes of the figures, row by row.
    private var codes: [UInt64] = []

    /// The rows of a protected table.
    init(_ table: ProtectedTable) {
        self.init(columns: table.columns.count, rows: table.rows.count)
        for row in table.rows { append(row) }
    }

    /// No rows, and room for some.
    private init(columns: Int, rows: Int) {
        self.columns = columns
        regions.reserveCapacity(rows)
        codes.reserveCapacity(rows * columns)
    }

    /// These rows with some replaced, added or removed.
    func replacing(_ changed: ProtectedTable, removing removed: [RegionIndex]) -> Self {
        let gone = Set(removed.map { Int32($0.position) })
        var rows = Self(columns: columns, rows: regions.count + changed.rows.count)
        var changes = changed.rows[...]
        for (row, region) in regions.enumerated() {
            while let change = changes.first, change.region.position <= region {
                rows.append(change)
                changes = changes.dropFirst()
            }
            if rows.regions.last == region || gone.contains(region) { continue }
            rows.regions.append(region)
            rows.codes.append(contentsOf: codes[row * columns..<(row + 1) * columns])
        }
        for change in changes { rows.append(change) }
        return rows
    }

    /// Calls `body` for each row, in order, with its figures; the array is the same each time.
    func forEach(_ body: (RegionIndex, [Value]) throws -> Void) rethrows {
        var values = [Value](repeating: .missing(.unknown), count: columns)
        for row in regions.indices {
            for column in 0..<columns {
                // Codes are those of values; where one were not, nothing is told.
                values[column] = Value(code: codes[row * columns + column]) ?? .missing(.unknown)
            }
            try body(RegionIndex(Int(regions[row])), values)
        }
    }

    private mutating func append(_ row: ProtectedTable.Row) {
        regions.append(Int32(row.region.position))
        for value in row.values { codes.append(value.code) }
    }
}

extension PublishedRows {
    /// The rows as bytes: their number, then the distance of each region from the one before and the codes of
    /// its figures, all as numbers of seven bits a byte.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(codes.count * 2 + regions.count)
        Self.append(UInt64(columns), to: &bytes)
        Self.append(UInt64(regions.count), to: &bytes)
        var last: Int32 = -1
        for row in regions.indices {
            Self.append(UInt64(regions[row] - last), to: &bytes)
            last = regions[row]
            for column in 0..<columns { Self.append(codes[row * columns + column], to: &bytes) }
        }
        return bytes
    }

    /// Reads what ``bytes`` wrote; nil for anything else.
    init?(bytes: ArraySlice<UInt8>) {
        var rest = bytes.makeIterator()
        guard let columns = Self.next(&rest), let rows = Self.next(&rest), columns < 1 << 16,
            rows <= bytes.count
        else { return nil }
        self.init(columns: Int(columns), rows: Int(rows))
        var last: Int64 = -1
        for _ in 0..<rows {
            guard let distance = Self.next(&rest), distance > 0, distance < 1 << 31 else { return nil }
            last += Int64(distance)
            guard let region = Int32(exactly: last) else { return nil }
            regions.append(region)
            for _ in 0..<columns {
                guard let code = Self.next(&rest), Value(code: code) != nil else { return nil }
                codes.append(code)
            }
        }
        guard rest.next() == nil else { return nil }
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private static func next(_ bytes: inout ArraySlice<UInt8>.Iterator) -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: 0 as UInt64, to: 64, by: 7) {
            guard let byte = bytes.next() else { return nil }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        return nil
    }
}
