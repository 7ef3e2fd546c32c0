import Codebook
import Statistics
import TableReading
import TestSupport
import Testing

@testable import Bytes
@testable import Microdata

@Suite struct `reading households` {
    /// The counts of the rows, computed in the plainest way.
    private func counts(_ rows: [String]) -> (
        cells: [String: [Int: Int64]], leftOut: [String: Int], open: Int
    ) {
        var cells: [String: [Int: Int64]] = [:]
        var leftOut: [String: Int] = [:]
        var open = 0
        for row in rows {
            let f = row.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            if f[7] == "8" {
                leftOut["institutional", default: 0] += 1
            } else if f[8] == "0" || f[4].isEmpty {
                leftOut["income-unknown", default: 0] += 1
            } else if f[2].isEmpty {
                leftOut["region-unknown", default: 0] += 1
            } else if f[6].isEmpty {
                leftOut["work-history-unknown", default: 0] += 1
            } else {
                let (main, other) = (Int(f[9]) ?? 0, Int(f[11]) ?? 0)
                let isComplete = main > 0 && (f[10] == "0" || other > 0)
                let level = Int(f[5]) ?? (isComplete || max(main, other) == 5 ? max(main, other) : 0)
                guard level > 0, let wealth = Int(f[4]), let work = Int(f[6]) else {
                    open += 1
                    continue
                }
                let slot = Int(f[3]).map { $0 - 999 } ?? 0
                let rank = slot * 761 + ((wealth - 1) * 5 + level - 1) * 7 + work - 1
                cells["\(f[2]) \(f[0])", default: [:]][rank, default: 0] += 1
            }
        }
        return (cells, leftOut, open)
    }

    private func bytes(_ rows: [String]) -> [UInt8] {
        Array(([Households.wide] + rows).joined(separator: "\n").utf8)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `comes to what a plain count comes to`(seed: UInt64) throws {
        let rows = Households.rows(3_000, seed: seed, years: 3)
        let expected = counts(rows)
        let table = try #require(
            Households.read(bytes(rows), codebook: Households.codebook(.none), piece: 20_000).table
        )
        let stored = Households.stored(table)
        for (key, cells) in expected.cells {
            #expect(stored[key] == Tally(cells.map { ($0.key, .number($0.value)) }))
        }
        #expect(stored.allSatisfy { expected.cells[$0.key] != nil || $0.value.isEmpty })
        #expect(table.units?.leftOut == expected.leftOut.merging(["level-unknown": expected.open]) { $1 })
        #expect(table.accounted == rows.count && table.units?.faults.isEmpty == true)
    }

    @Test(arguments: [ImputationSetting.Mode.draw, .expected], 1...2 as ClosedRange<UInt64>)
    func `does not depend on order, pieces or threads`(mode: ImputationSetting.Mode, seed: UInt64) throws {
        let codebook = Households.codebook(mode)
        var rows = Households.rows(2_500, seed: seed, years: 2)
        let first = try #require(Households.read(bytes(rows), codebook: codebook, threads: 1).table)
        #expect(first.accounted == rows.count)
        var random = SplitMix64(seed: seed &+ 99)
        for (threads, piece) in [(2, 20_000), (8, 17_000), (3, 1 << 20)] {
            let again = try #require(
                Households.read(bytes(rows), codebook: codebook, threads: threads, piece: piece).table
            )
            #expect(again.records == first.records && again.regions == first.regions)
            #expect(again.units == first.units)
        }
        for _ in 0..<2 {
            rows.shuffle(using: &random)
            let shuffled = try #require(
                Households.read(bytes(rows), codebook: codebook, threads: 2, piece: 18_000).table
            )
            #expect(Households.stored(shuffled) == Households.stored(first))
            // Only the line of the first row that is left out is another.
            var units = shuffled.units
            #expect(units?.deciding.keys == first.units?.deciding.keys)
            units?.deciding = first.units?.deciding ?? [:]
            #expect(units == first.units)
        }
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `finds the same faults at the same places, whatever the threads`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var rows = Households.rows(2_500, seed: seed)
        for _ in 0..<300 {
            let row = Int.random(in: 0..<rows.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: rows[row] = rows[row].replacingOccurrence(of: "2019;", with: "2019;x")
            case 1: rows[row] += ";"
            case 2: rows[row] = "\"" + rows[row]
            case 3: rows[row] = rows[Int.random(in: 0..<rows.count, using: &random)]
            case 4: rows[row] = rows[row].replacingOccurrence(of: "2019;", with: "2019;\u{0}")
            default: rows[row] = rows[row].replacingOccurrence(of: ";1;", with: ";99;")
            }
        }
        let first = try Households.read(bytes(rows), threads: 1)
        #expect(first.table?.units?.faults.isEmpty == false)
        for (threads, piece) in [(2, 17_000), (8, 30_000)] {
            let again = try Households.read(bytes(rows), threads: threads, piece: piece)
            #expect(again.findings == first.findings)
            #expect(again.table?.units?.faults == first.table?.units?.faults)
        }
        let places = (first.table?.units?.faults ?? []).map(\.places)
        #expect(places.allSatisfy { $0 == $0.sorted() && $0.count <= Findings.keptOfEachKind })
    }

    @Test func `imputes the same household alike in a file of its own buurt`() throws {
        let rows = Households.rows(2_000, seed: 5)
        let codebook = Households.codebook(.draw)
        let whole = try Households.stored(Households.read(bytes(rows), codebook: codebook).table)
        // A correction imputes with the held model; here that is the model of the whole file.
        let reader = RecordReader(codebook: codebook)
        let read = try #require(try reader.read(MemorySource(bytes: bytes(rows)))?.units)
        let model = try #require(try read.fit(year: 2019).model)
        let part = rows.filter { $0.contains("BU03630007") }
        let alone = try #require(
            try reader.read(MemorySource(bytes: bytes(part)), models: [2019: model])
        )
        #expect(alone.units == nil)
        #expect(Households.stored(alone.table)["BU03630007 2019"] == whole["BU03630007 2019"])
    }
}

extension String {
    fileprivate func replacingOccurrence(of old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return replacingCharacters(in: range, with: new)
    }

    private func replacingCharacters(in range: Range<Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
