public import Disclosure
package import Statistics

/// The published rows of a period, compact: the source of its extracts.
///
/// Only a protected table makes them, or the rows of the release before with those of one put in their place; either
/// way every figure in them went through protection. They take a tenth of the memory of the table.
public struct PublishedRows: Hashable, Sendable {
    /// The number of figures of a row.
    package let columns: Int
    /// The regions of the rows, rising.
    package private(set) var regions: [Int32] = []
    /// The codes of the figures, row by row, as numbers of seven bits a byte.
    private var codes: [UInt8] = []
    /// The end of each row's codes.
    private var ends: [Int] = []

    /// The rows of a protected table.
    public init(_ table: ProtectedTable) {
        self.init(columns: table.columns.count, rows: table.rows.count, bytes: 0)
        for row in table.rows { append(row) }
    }

    /// Creates an empty set of rows with reserved room.
    private init(columns: Int, rows: Int, bytes: Int) {
        self.columns = columns
        regions.reserveCapacity(rows)
        ends.reserveCapacity(rows)
        codes.reserveCapacity(max(bytes, rows * columns * 2))
    }

    /// One row of the first region, with the number 0 in every column: of no table, to tell layouts by.
    package static func sample(columns: Int) -> Self {
        var rows = Self(columns: columns, rows: 1, bytes: columns)
        for _ in 0..<columns { SevenBits.append(Value.number(0).code, to: &rows.codes) }
        rows.endRow(of: 0)
        return rows
    }

    /// Returns these rows with some replaced, added or removed.
    package func replacing(_ changed: ProtectedTable, removing removed: [RegionIndex]) -> Self {
        let gone = Set(removed.map { Int32($0.position) })
        var rows = Self(
            columns: columns,
            rows: regions.count + changed.rows.count,
            bytes: codes.count + changed.rows.count * columns * 3
        )
        var changes = changed.rows[...]
        for (row, region) in regions.enumerated() {
            while let change = changes.first, change.region.position <= region {
                rows.append(change)
                changes = changes.dropFirst()
            }
            if rows.regions.last == region || gone.contains(region) { continue }
            rows.codes.append(contentsOf: codes[(row == 0 ? 0 : ends[row - 1])..<ends[row]])
            rows.endRow(of: region)
        }
        for change in changes { rows.append(change) }
        return rows
    }

    /// The regions whose rows are not alike in the two: other figures, or a row in only one of them.
    package func changedRegions(from other: Self) -> Set<Int32> {
        let (mine, others) = (codesByRegion, other.codesByRegion)
        return Set(mine.keys.filter { others[$0] != mine[$0] }).union(others.keys.filter { mine[$0] == nil })
    }

    /// The number of rows that differ between the two: other figures, or a row in only one of them.
    package func differences(from other: Self?) -> Int {
        other.map { changedRegions(from: $0).count } ?? regions.count
    }

    private var codesByRegion: [Int32: ArraySlice<UInt8>] {
        Dictionary(
            uniqueKeysWithValues: regions.enumerated().map { row, region in
                (region, codes[(row == 0 ? 0 : ends[row - 1])..<ends[row]])
            }
        )
    }

    /// Calls `body` for each row, in order, with its figures; the array is the same each time.
    package func forEach(_ body: (RegionIndex, [Value]) throws -> Void) rethrows {
        var values = [Value](repeating: .missing(.unknown), count: columns)
        var position = 0
        for region in regions {
            for column in 0..<columns {
                // Codes were checked or are those of values; an invalid one would become a missing value.
                let code = SevenBits.read(codes, at: &position)
                values[column] = code.flatMap { Value(code: $0) } ?? .missing(.unknown)
            }
            try body(RegionIndex(Int(region)), values)
        }
    }

    /// By column, true where at least one row has a number.
    package var columnsWithNumbers: [Bool] {
        var isFilled = [Bool](repeating: false, count: columns)
        var position = 0
        for _ in regions {
            for column in 0..<columns {
                // The last bits of a code tell a number from what is missing.
                guard let code = SevenBits.read(codes, at: &position) else { continue }
                if code & 0b01 == 0 { isFilled[column] = true }
            }
        }
        return isFilled
    }

    private mutating func append(_ row: ProtectedTable.Row) {
        for value in row.values { SevenBits.append(value.code, to: &codes) }
        endRow(of: Int32(row.region.position))
    }

    private mutating func endRow(of region: Int32) {
        regions.append(region)
        ends.append(codes.count)
    }
}

extension PublishedRows {
    /// Appends the rows as bytes: their number, then the distance of each region from the one before, then
    /// the codes of all figures.
    package func append(to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + codes.count + regions.count * 2 + 100)
        SevenBits.append(UInt64(columns), to: &bytes)
        SevenBits.append(UInt64(regions.count), to: &bytes)
        var last: Int32 = -1
        for region in regions {
            SevenBits.append(UInt64(region - last), to: &bytes)
            last = region
        }
        bytes.append(contentsOf: codes)
    }

    /// Reads the bytes of ``append(to:)`` between two positions; nil for anything else.
    package init?(_ bytes: [UInt8], in range: Range<Int>) {
        var position = range.lowerBound
        guard let columns = SevenBits.read(bytes, at: &position),
            let rows = SevenBits.read(bytes, at: &position),
            columns < 1 << 16, rows <= range.count
        else { return nil }
        self.init(columns: Int(columns), rows: 0, bytes: range.count)
        var last: Int64 = -1
        for _ in 0..<rows {
            guard let distance = SevenBits.read(bytes, at: &position), (1..<1 << 31).contains(distance),
                let region = Int32(exactly: last + Int64(distance))
            else { return nil }
            last = Int64(region)
            regions.append(region)
        }
        let start = position
        for _ in 0..<rows {
            for _ in 0..<columns {
                guard let code = SevenBits.read(bytes, at: &position), Value(code: code) != nil else {
                    return nil
                }
            }
            ends.append(position - start)
        }
        guard position == range.upperBound else { return nil }
        codes.append(contentsOf: bytes[start..<position])
    }
}

/// Numbers as seven bits a byte, the lowest first, the high bit set if more follow.
private enum SevenBits {
    static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    static func read(_ bytes: [UInt8], at position: inout Int) -> UInt64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }
}
