import Codebook
public import Statistics

/// The combined result of all scans of a delivery.
///
/// Regions, periods and records stand in the order of the file; faults with their first places. The result
/// does not depend on the number of scans or on which piece went to which.
public struct RecordTotals: Sendable {
    /// Rows that are not empty.
    public let rows: Int
    /// Rows that were left out, by reason.
    public let leftOut: [String: Int]
    /// The fields that decided it and the first row, by reason.
    public let deciding: [String: (fields: [Int], first: Place)]
    /// The periods, each with the number of its units whose level is unknown.
    public let periods: [(year: Int, place: Place, unresolved: Int)]
    /// The codes of regions, each with its first place.
    public let regions: [(code: String, place: Place)]
    /// The faults of rows, by kind and field.
    public let faults: [RecordFault]
    /// The first lines under all rows that are notes and no rows.
    public let notes: [Place]
    /// True if a unit stands in pieces of two scans: it is repeated, and only one scan of all pieces tells where.
    public let hasSharedIDs: Bool
    /// True if it is certain that no unit is repeated.
    public let checkedIDs: Bool
    /// The first row with another line ending than the rows before it; nil if all are alike.
    public let otherLineEnd: Place?
    /// True if there are more regions and postcodes than a delivery can have; then nothing else here is
    /// reliable.
    public let isOverfull: Bool
    /// The number of records: pairs of a region and a period that have rows.
    public var recordCount: Int { records.count }

    /// The counts of one region and period.
    public struct Record: Sendable {
        /// The position of the region.
        public let region: Int
        /// The position of the period.
        public let period: Int
        /// The place of its first row.
        public let place: Place
        /// The counts, by rank.
        public let tally: Tally
        /// The number of rows counted in it.
        public let rows: Int
    }

    private struct Block: Sendable {
        let key: CountBlocks.Key
        let scan: Int32
        let block: Int32
    }

    private struct Group: Sendable {
        let blocks: Range<Int>
        let place: LoosePlace
    }

    private let scans: [RecordScan]
    private let blocks: [Block]
    private let records: [Group]
    private let lines: LineNumbers
    private let cells: RecordCells

    /// Combines scans of one plan; at least one.
    ///
    /// - Parameters:
    ///   - scans: The scans; they took every piece once.
    ///   - pieces: The number of lines of each piece.
    ///   - firstLine: The line number of the file at which the first piece begins.
    public init(_ scans: [RecordScan], lines pieces: [Int], firstLine: Int) {
        let lines = LineNumbers(pieces, firstLine: firstLine)
        let plan = scans[0].plan
        self.scans = scans
        self.lines = lines
        cells = plan.cells
        rows = scans.reduce(0) { $0 + $1.rows.rows }
        var leftOut: [String: Int] = [:]
        for scan in scans {
            for (number, reason) in plan.reasons.enumerated() {
                let count = scan.rows.leftOut(number)
                if count > 0 { leftOut[reason, default: 0] += count }
            }
        }
        self.leftOut = leftOut
        deciding = Self.deciding(scans, lines)

        var faults = LooseFaults(fields: plan.layout.fields.count)
        for scan in scans { faults.add(scan.rows.faults) }
        hasSharedIDs = scans.indices.contains { number in
            scans[(number + 1)...].contains { scans[number].rows.ids.shared(with: $0.rows.ids) > 0 }
        }
        let noteLines = scans.flatMap { $0.rows.notes }.sorted()
        let isFollowed = Self.isFollowed(noteLines, in: scans)
        notes = isFollowed ? [] : noteLines.map(lines.place)
        for note in noteLines where isFollowed {
            faults.add(.noteAmongRows, piece: note.piece, line: note.line, column: note.column)
        }
        let allNoticed = faults.noticed
        let keys = allNoticed.keys.sorted { ($0.kind, $0.field) < ($1.kind, $1.field) }
        self.faults = keys.map { key in
            let noticed = allNoticed[key]
            return RecordFault(
                kind: key.kind,
                field: key.field < 0 ? nil : plan.layout.fields[key.field].key,
                total: noticed?.total ?? 0,
                places: noticed?.places.map(lines.place) ?? [],
                periods: noticed?.places.map(\.period) ?? []
            )
        }
        let plainEnd = scans.compactMap { $0.rows.plainEnd }.min()
        let returnedEnd = scans.compactMap { $0.rows.returnedEnd }.min()
        otherLineEnd = plainEnd.flatMap { plain in returnedEnd.map { lines.place(of: max(plain, $0)) } }
        checkedIDs = scans.allSatisfy { $0.rows.ids.isComplete }

        let years = Merged(scans.map { $0.rows.years.map { ($0.year, $0.place) } })
        let regions = Merged(scans.map { $0.rows.regions.met.map { ($0.code, $0.place) } })
        isOverfull =
            regions.all.count > RowScan.regionLimit || scans.contains { $0.rows.isOverfull }
        var unresolved = [Int](repeating: 0, count: years.all.count)
        for (scan, positions) in zip(scans, years.positions) {
            for (number, position) in positions.enumerated() {
                // Safe: there is a number for every year.
                unresolved[position] += unsafe scan.rows.unresolved[number]
            }
        }
        periods = years.all.enumerated().map { ($1.key, lines.place(of: $1.place), unresolved[$0]) }
        self.regions = regions.all.map { ($0.key, lines.place(of: $0.place)) }

        var blocks: [Block] = []
        for (number, scan) in scans.enumerated() {
            for (block, key) in scan.rows.blocks.keys.enumerated() {
                let whole = CountBlocks.Key(
                    period: years.positions[number][key.period],
                    region: regions.positions[number][key.region],
                    slot: key.slot
                )
                blocks.append(Block(key: whole, scan: Int32(number), block: Int32(block)))
            }
        }
        blocks.sort { ($0.key.word, $0.scan) < ($1.key.word, $1.scan) }
        self.blocks = blocks
        var records: [Group] = []
        var start = 0
        while start < blocks.count {
            let record = blocks[start].key.record
            var end = start
            var place = scans[Int(blocks[start].scan)].rows.blocks.places[Int(blocks[start].block)]
            while end < blocks.count, blocks[end].key.record == record {
                place = min(place, scans[Int(blocks[end].scan)].rows.blocks.places[Int(blocks[end].block)])
                end += 1
            }
            records.append(Group(blocks: start..<end, place: place))
            start = end
        }
        self.records = records.sorted { $0.place < $1.place }
    }

    /// Deciding facts for rows that are left out, by reason.
    private static func deciding(_ scans: [RecordScan], _ lines: LineNumbers)
        -> [String: (fields: [Int], first: Place)]
    {
        let plan = scans[0].plan
        var deciding: [String: (fields: [Int], first: Place)] = [:]
        for (outcome, (reason, field)) in zip(plan.outcomeReasons, plan.decidingFields).enumerated()
        where reason >= 0 {
            guard let first = scans.compactMap({ $0.rows.firstRows[outcome] }).min() else { continue }
            let place = lines.place(of: first)
            var known = deciding[plan.reasons[reason]] ?? ([], place)
            if let field, !known.fields.contains(field) { known.fields.append(field) }
            known.first = min(known.first, place)
            deciding[plan.reasons[reason]] = known
        }
        return deciding
    }

    /// True if rows follow the first of the lines that are notes.
    private static func isFollowed(_ notes: [LoosePlace], in scans: [RecordScan]) -> Bool {
        guard let first = notes.first else { return false }
        return scans.contains { scan in
            scan.rows.notes.first == first
                ? scan.rows.rows > scan.rows.rowsAtNote : scan.rows.lastPiece > first.piece
        }
    }

    /// Computes a slice of the records; slices may be computed concurrently.
    public func records(_ range: Range<Int>) -> [Record] {
        var cells: [(rank: Int, number: Int64)] = []
        return records[range].map { group in
            cells.removeAll(keepingCapacity: true)
            var units: Int64 = 0
            var fractions: Int64 = 0
            var start = group.blocks.lowerBound
            while start < group.blocks.upperBound {
                var end = start + 1
                while end < group.blocks.upperBound, blocks[end].key == blocks[start].key { end += 1 }
                append(start..<end, to: &cells, units: &units, fractions: &fractions)
                start = end
            }
            let key = blocks[group.blocks.lowerBound].key
            return Record(
                region: key.region,
                period: key.period,
                place: lines.place(of: group.place),
                tally: Tally(rising: cells),
                rows: Int(units + fractions / RecordCells.unitFractions)
            )
        }
    }

    /// Appends the sum of the blocks of one period, region and postcode.
    private func append(
        _ range: Range<Int>,
        to list: inout [(rank: Int, number: Int64)],
        units: inout Int64,
        fractions: inout Int64
    ) {
        let first = blocks[range.lowerBound].key.slot * cells.width
        let read = range.map { (scan: scans[Int(blocks[$0].scan)], block: Int(blocks[$0].block)) }
        let counts = unsafe read.map { unsafe $0.scan.rows.blocks.counts(of: $0.block) }
        let hasCarried = read.contains { $0.scan.rows.blocks.hasCarried }
        for cell in cells.whole {
            // Safe: a block has a count for each cell.
            var sum: Int64 = 0
            for number in unsafe counts.indices { sum += unsafe Int64(counts[number][cell]) }
            if hasCarried {
                for (scan, block) in read { sum += scan.rows.blocks.carried(block: block, cell: cell) }
            }
            guard sum > 0 else { continue }
            units += sum
            list.append((first + cell, sum))
        }
        let parts = unsafe read.compactMap { unsafe $0.scan.rows.blocks.existingFractions(of: $0.block) }
        if unsafe !parts.isEmpty {
            for cell in 0..<cells.cells {
                // Safe: a block has a fraction for each cell.
                let sum = unsafe parts.reduce(0) { unsafe $0 + $1[cell] }
                guard sum > 0 else { continue }
                fractions += sum
                list.append((first + cells.fractional.lowerBound + cell, sum))
            }
        }
        let sums = unsafe read.compactMap { unsafe $0.scan.rows.blocks.existingSums(of: $0.block) }
        if unsafe !sums.isEmpty {
            for part in cells.imputed..<cells.width {
                // Safe: a block has a sum for each part from `imputed` on.
                let sum = unsafe sums.reduce(0) { unsafe $0 + $1[part - cells.imputed] }
                if sum > 0 { list.append((first + part, sum)) }
            }
        }
    }
}

/// The keys met by the scans, in the order of the file.
private struct Merged<Key: Hashable> {
    /// The keys, each once.
    private(set) var all: [(key: Key, place: LoosePlace)] = []
    /// For each scan, the positions of its keys.
    private(set) var positions: [[Int]] = []

    init(_ scans: [[(Key, LoosePlace)]]) {
        var first: [Key: LoosePlace] = [:]
        for (key, place) in scans.joined() { first[key] = min(first[key] ?? place, place) }
        all = first.map { ($0.key, $0.value) }.sorted { $0.1 < $1.1 }
        let order = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.key, $0) })
        positions = scans.map { scan in scan.map { order[$0.0] ?? 0 } }
    }
}

/// Line numbers of the file from the lines of its pieces.
struct LineNumbers: Sendable {
    private let before: [Int]

    init(_ pieces: [Int], firstLine: Int) {
        var before = [firstLine]
        for lines in pieces { before.append((before.last ?? 0) + lines) }
        self.before = before
    }

    func place(of loose: LoosePlace) -> Place {
        Place(line: before[loose.piece] + loose.line, column: loose.column)
    }
}
