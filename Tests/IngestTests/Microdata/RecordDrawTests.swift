import Codebook
import Imputation
import Statistics
import TableReading
import TestSupport
import Testing

@testable import Bytes
@testable import Ingest
@testable import Microdata

@Suite struct `levels of households that are drawn` {
    /// The tally of all regions together, without postcodes.
    private func sums(_ table: ParsedTable?, _ cells: RecordCells) -> [Int64] {
        var sums = [Int64](repeating: 0, count: cells.width)
        for tally in Households.stored(table).values {
            tally.forEach { rank, value in
                if case .number(let number) = value { sums[rank % cells.width] += number }
            }
        }
        return sums
    }

    @Test func `vary over seeds as much as the sums say that are stored for bounds`() throws {
        let codebook = Households.codebook(.draw)
        let form = try #require(codebook.form("households"))
        let cells = try #require(RecordCells(codebook, form))
        let bytes = Array(([Households.wide] + Households.rows(800, seed: 21)).joined(separator: "\n").utf8)
        func open() throws -> RecordsReading {
            let reading = try RecordReader(codebook: codebook).read(MemorySource(bytes: bytes))
            return try #require(reading?.units as? RecordsReading)
        }
        let fit = try open().fit(year: 2019)
        let model = try #require(fit.model)
        let repeats = 60
        var drawn: [Double] = []
        var first: [Int64] = []
        for seed in 0..<UInt64(repeats) {
            let other = ImputationModel(
                year: model.year,
                seed: seed,
                replicates: model.replicates,
                first: model.first,
                second: model.second
            )
            let stored = sums(try open().complete(with: [2019: other]), cells)
            // The expected numbers do not depend on the draws.
            if first.isEmpty { first = stored }
            #expect(stored[cells.imputed...] == first[cells.imputed...])
            drawn.append(Double(cells.whole.reduce(0) { $0 + ($1 / 7 % 5 >= 3 ? stored[$1] : 0) }))
        }
        let certain = sums(try Households.read(bytes, codebook: Households.codebook(.none)).table, cells)
        let known = Double(cells.whole.reduce(0) { $0 + ($1 / 7 % 5 >= 3 ? certain[$1] : 0) })
        let expected =
            Double(first[cells.expected.lowerBound + 3] + first[cells.expected.lowerBound + 4]) / 1e6
        let products =
            first[cells.product(3, 3)] + 2 * first[cells.product(3, 4)] + first[cells.product(4, 4)]
        let variance = expected - Double(products) / 1e6
        let mean = drawn.reduce(0, +) / Double(repeats)
        let spread = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(repeats - 1)
        // Of 60 draws the variance is told to within a fifth or so, nearly always three times that.
        #expect(variance > 20 && (0.45...1.65).contains(spread / variance), "\(spread) \(variance)")
        #expect(abs(mean - known - expected) < 4 * (variance / Double(repeats)).squareRoot())
    }

    @Test func `in fractions add up to whole households, in numbers that are bounded`() throws {
        let codebook = Households.codebook(.expected)
        let form = try #require(codebook.form("households"))
        let cells = try #require(RecordCells(codebook, form))
        let rows = Households.rows(4_000, seed: 22)
        let bytes = Array(([Households.wide] + rows).joined(separator: "\n").utf8)
        let reading = try Households.read(bytes, codebook: codebook)
        let table = try #require(reading.table)
        for record in table.records {
            var sums = [Int64](repeating: 0, count: cells.width)
            record.counted?.tally.forEach { rank, value in
                if case .number(let number) = value { sums[rank % cells.width] += number }
            }
            let whole = cells.whole.reduce(0) { $0 + sums[$1] }
            let fractions = cells.fractional.reduce(0) { $0 + sums[$1] }
            #expect(fractions == sums[cells.imputed] * RecordCells.unitFractions)
            #expect(whole + sums[cells.imputed] == Int64(record.counted?.rows ?? -1))
            let expected = cells.expected.reduce(0) { $0 + sums[$1] }
            #expect(
                abs(expected - sums[cells.imputed] * RecordCells.unitMillionths) <= 5 * sums[cells.imputed]
            )
        }
        #expect(table.accounted == 4_000)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `are of every row accounted for, plain and packed alike`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var rows = Households.rows(800, seed: seed, years: Int.random(in: 1...2, using: &random))
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            rows[Int.random(in: 0..<rows.count, using: &random)] +=
                [";", "x", "\"", "\u{0}"].randomElement(using: &random) ?? ";"
        }
        let end = ["\n", "\r\n"].randomElement(using: &random) ?? "\n"
        let bytes = Array(([Households.wide] + rows).joined(separator: end).utf8)
        var tables: [ParsedTable] = []
        for packed in [bytes, Packed.gzip(bytes), Packed.zip([(name: "h.csv", bytes: bytes)])] {
            try Temporary.file(packed) { path in
                let reading = try DeliveryReader(codebook: Households.codebook(.none)).read(path: path)
                tables.append(try #require(reading.table))
            }
        }
        for table in tables {
            // A row has at most one fault of its form; others are of fields that no row here has.
            let faulty = Set(table.units?.faults.flatMap(\.places).map(\.line) ?? []).count
            #expect(table.rows == 800 && table.accounted + faulty == 800)
            #expect(table.records == tables[0].records && table.units == tables[0].units)
        }
    }
}
