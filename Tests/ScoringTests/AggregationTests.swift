import Classification
import Codebook
import Scoring
import Statistics
import TestSupport
import Testing

@Suite struct `the figures of a period` {
    private let codebook = TrialCodebook.sesWoa
    private let edition = TrialEdition.small

    private func aggregation(_ layout: Form.Layout = .joint, columns: [Int] = []) throws -> Aggregation {
        try #require(
            Aggregation(
                codebook: codebook,
                edition: edition,
                form: codebook.form(layout),
                period: Period(year: 2019),
                status: .provisional,
                columns: columns
            )
        )
    }

    /// Households of one kind, a kind for every position.
    private func tally(_ households: Int64, at position: Int) -> Tally {
        Tally(
            counts: codebook.joint([(categories: [position, position % 5, position % 7], count: households)])
        )
    }

    private func stored(_ households: [Int: Int64]) -> [RegionIndex: Tally] {
        Dictionary(uniqueKeysWithValues: households.map { (RegionIndex($0), tally($1, at: $0)) })
    }

    private func rows(_ table: FiguresTable) -> [Int: Int64] {
        table.rows.reduce(into: [:]) { $0[$1.region.position] = $1.figures.population }
    }

    @Test func `are those of the parts and of the sums of the parts, in publication order`() throws {
        let table = try aggregation().table(stored: stored([3: 100, 4: 20, 6: 3, 8: 50]))
        #expect(table.rows.map(\.region).positions == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(rows(table) == [1: 123, 2: 120, 3: 100, 4: 20, 5: 3, 6: 3, 7: 50, 8: 50])
        #expect(table.period == Period(year: 2019))
        #expect(table.status == .provisional)
    }

    @Test func `lack a region whose parts are not all known and that is not stored itself`() throws {
        let table = try aggregation().table(stored: stored([3: 100, 6: 3]))
        #expect(rows(table) == [3: 100, 5: 3, 6: 3])
    }

    @Test func `take a region's own row where its parts are not all known`() throws {
        let table = try aggregation().table(stored: stored([2: 500, 3: 100, 6: 3]))
        #expect(rows(table) == [1: 503, 2: 500, 3: 100, 5: 3, 6: 3])
    }

    @Test func `take the sum of the parts where they are all known, whatever row of its own is stored`()
        throws
    {
        let table = try aggregation().table(stored: stored([1: 9, 2: 500, 3: 100, 4: 20, 6: 3]))
        #expect(rows(table) == [1: 123, 2: 120, 3: 100, 4: 20, 5: 3, 6: 3])
    }

    @Test func `tell no households from nothing stored`() throws {
        let table = try aggregation().table(stored: [RegionIndex(3): .empty, RegionIndex(4): .empty])
        #expect(rows(table) == [2: 0, 3: 0, 4: 0])
    }

    @Test func `have no row for the country, which can be asked for`() throws {
        let aggregation = try aggregation()
        let all = stored([3: 100, 4: 20, 6: 3, 8: 50])
        #expect(!aggregation.table(stored: all).rows.contains { $0.region.position == 0 })
        #expect(aggregation.figures(of: RegionIndex(0), stored: all)?.population == 173)
        #expect(aggregation.counts(of: RegionIndex(0), stored: all)?.reduce(0, +) == 173)
        #expect(aggregation.isKnown(RegionIndex(0), stored: all))
        #expect(aggregation.figures(of: RegionIndex(0), stored: stored([3: 100])) == nil)
        #expect(!aggregation.isKnown(RegionIndex(0), stored: stored([3: 100])))
        #expect(aggregation.figures(of: RegionIndex(0), stored: stored([0: 7]))?.population == 7)
    }

    @Test func `of one region are those of the table`() throws {
        let aggregation = try aggregation()
        let all = stored([3: 100, 4: 20, 6: 3, 8: 50])
        for row in aggregation.table(stored: all).rows {
            #expect(aggregation.figures(of: row.region, stored: all) == row.figures)
        }
    }

    /// Every decile, level and history once in each buurt: the country's mean is that of the coefficients.
    @Test func `have a national mean near zero for a country of even deciles`() throws {
        let even = Tally(counts: codebook.joint((0..<10).map { (categories: [$0, 2, 0], count: 10) }))
        let stored = Dictionary(uniqueKeysWithValues: [3, 4, 6, 8].map { (RegionIndex($0), even) })
        let aggregation = try aggregation()
        let country = try #require(aggregation.figures(of: RegionIndex(0), stored: stored))
        let rank = try #require(codebook.topicRank(of: .score(variable: 0)))
        let column = try #require(aggregation.columns.firstIndex(of: rank))
        // -0.05 / 3: the rounding of the coefficients to one decimal.
        #expect(country.figures[column].thousandths == -17)
    }

    @Test func `follow the levels that the codebook publishes`() throws {
        var codebook = codebook
        codebook.levels = ["wijk"]
        let aggregation = try #require(
            Aggregation(
                codebook: codebook,
                edition: edition,
                form: codebook.form(.joint),
                period: Period(year: 2019),
                status: .definitive,
                columns: []
            )
        )
        #expect(rows(aggregation.table(stored: stored([3: 1, 4: 2, 6: 3, 8: 4]))) == [2: 3, 5: 3, 8: 4])
    }

    @Test func `do not know a region that is stored as anything but counts`() throws {
        let spoiled: [Tally] = [
            Tally([(rank: 0, value: .number(-1))]), Tally([(rank: 7, value: .missing(.unknown))]),
            Tally([(rank: 350, value: .number(1))]), Tally([(rank: 3, value: .number(Value.limit + 1))]),
        ]
        for tally in spoiled {
            var all = stored([4: 20])
            all[RegionIndex(3)] = tally
            #expect(rows(try aggregation().table(stored: all)) == [4: 20])
        }
    }

    @Test func `do not overflow, whatever is stored`() throws {
        let most = Tally([(rank: 0, value: .number(Value.limit))])
        let stored = Dictionary(uniqueKeysWithValues: [3, 4, 6, 8].map { (RegionIndex($0), most) })
        let table = try aggregation().table(stored: stored)
        #expect(table.rows.map(\.region).positions == [3, 4, 5, 6, 7, 8])
    }

    @Test func `are none in a year that no coefficients serve`() {
        let aggregation = Aggregation(
            codebook: codebook,
            edition: edition,
            form: codebook.form(.joint),
            period: Period(year: 1999),
            status: .definitive,
            columns: []
        )
        #expect(aggregation == nil)
    }
}

@Suite struct `figures that were delivered as published` {
    private let codebook = TrialCodebook.sesWoa
    private let edition = TrialEdition.small

    private func aggregation(columns: [Int], year: Int = 2019) throws -> Aggregation {
        try #require(
            Aggregation(
                codebook: codebook,
                edition: edition,
                form: codebook.form(.published),
                period: Period(year: year),
                status: .definitive,
                columns: columns
            )
        )
    }

    @Test func `are carried through, each region its own row`() throws {
        let stored: [RegionIndex: Tally] = [
            RegionIndex(3): Tally([(rank: 0, value: .number(700)), (rank: 1, value: .number(-5))]),
            RegionIndex(1): Tally([(rank: 0, value: .number(0)), (rank: 4, value: .missing(.blank))]),
            RegionIndex(0): Tally([(rank: 0, value: .number(900))]),
        ]
        let aggregation = try aggregation(columns: [4, 0, 1])
        let table = aggregation.table(stored: stored)
        #expect(table.columns == [0, 1, 4])
        #expect(table.rows.map(\.region).positions == [1, 3])
        #expect(table.rows.allSatisfy { $0.figures.population == nil })
        #expect(
            table.rows.map(\.figures.figures) == [
                [.delivered(.number(0)), .unavailable, .delivered(.missing(.blank))],
                [.delivered(.number(700)), .delivered(.number(-5)), .unavailable],
            ]
        )
        #expect(aggregation.isKnown(RegionIndex(3), stored: stored))
        #expect(!aggregation.isKnown(RegionIndex(2), stored: stored))
        #expect(aggregation.counts(of: RegionIndex(3), stored: stored) == nil)
        #expect(aggregation.figures(of: RegionIndex(3), stored: stored) == table.rows[1].figures)
    }

    @Test func `do not add up`() throws {
        let row = Tally([(rank: 0, value: .number(100))])
        let stored = Dictionary(uniqueKeysWithValues: [3, 4, 6, 8].map { (RegionIndex($0), row) })
        #expect(
            try aggregation(columns: [0]).table(stored: stored).rows.map(\.region).positions == [3, 4, 6, 8]
        )
    }

    @Test func `need no coefficients, and columns that the data set has`() throws {
        let aggregation = try aggregation(columns: [0, 0, -1, 999], year: 1999)
        #expect(aggregation.columns == [0])
    }
}
