import Audit
import Testing

/// Counts, some of them withheld, and the sums that are published of them.
private struct LinkedCounts {
    private var programme = LinearProgramme()

    init(_ counts: [Int64?], sums: [(cells: [Int], total: Int64)]) {
        for count in counts {
            _ = programme.addUnknown(count.map(Double.init) ?? 0, count.map(Double.init) ?? .infinity)
        }
        for sum in sums { programme.add(sum.cells.map { ($0, 1) }, Double(sum.total), Double(sum.total)) }
    }

    /// The interval that the sums leave a cell; nil when they contradict each other.
    func range(of cell: Int) -> WholeRange? { Simplex(programme).range(of: cell) }
}

@Suite struct `known answers of small tables` {
    /// Cells A B I J K L M N, in that order.
    private let linked: [Int64] = [2, 2, 8, 8, 3, 3, 3, 7]

    private func linkedCounts(withheld: Set<Int>) -> LinkedCounts {
        let groups = [Array(0..<8), [0, 1, 2, 3], [4, 5, 6, 7], [0, 1, 2, 3, 4, 7], [5, 6]]
        return LinkedCounts(
            linked.indices.map { withheld.contains($0) ? nil : linked[$0] },
            sums: groups.map { cells in (cells, cells.reduce(0) { $0 + linked[$1] }) }
        )
    }

    @Test func `two linked tables give one cell away, and no longer with one more withheld`() throws {
        let leaking = try #require(linkedCounts(withheld: [0, 1, 4, 5, 6]).range(of: 4))
        #expect(leaking == WholeRange(3, 3))
        let safe = try #require(linkedCounts(withheld: [0, 1, 4, 5, 6, 7]).range(of: 4))
        #expect(safe == WholeRange(0, 10))
    }

    private func table(withheld: Set<Int>) -> LinkedCounts {
        let cells: [Int64] = [30, 47, 64, 89, 90, 124, 5, 31, 92, 100, 59, 85, 800, 991, 651, 685]
        let lines = (0..<4).map { row in (0..<4).map { row * 4 + $0 } }
        let columns = (0..<4).map { column in (0..<4).map { $0 * 4 + column } }
        return LinkedCounts(
            cells.indices.map { withheld.contains($0) ? nil : cells[$0] },
            sums: (lines + columns).map { line in (line, line.reduce(0) { $0 + cells[$1] }) }
        )
    }

    @Test func `two withheld in every line are not enough`() throws {
        let withheld: Set = [0, 1, 2, 4, 6, 9, 11, 13, 15]
        #expect(try #require(table(withheld: withheld).range(of: 1)) == WholeRange(47, 47))
        #expect(try #require(table(withheld: withheld.union([7])).range(of: 1)) == WholeRange(0, 78))
    }

    @Test func `rounding to hundreds, half up, leaves what rounds there`() {
        #expect(WholeRange.rounded(300, base: 100) == WholeRange(250, 349))
        #expect(WholeRange.rounded(0, base: 100) == WholeRange(0, 49))
        #expect(WholeRange.rounded(15, base: 5) == WholeRange(13, 17))
    }

    @Test func `figures that contradict each other have no range`() {
        #expect(LinkedCounts([nil, 4], sums: [([0, 1], 3)]).range(of: 0) == nil)
    }

    @Test func `asking again in the same order gives the same answers to the last bit`() {
        var programme = LinearProgramme()
        let a = programme.addUnknown(0, 9)
        let b = programme.addUnknown(0, .infinity)
        programme.add([(a, 3), (b, 7)], 1, 10)
        let first = Simplex(programme)
        let second = Simplex(programme)
        #expect(first.greatest([(a, 1), (b, 1)]) == second.greatest([(a, 1), (b, 1)]))
        #expect(first.least([(a, 1)]) == .extreme(0))
        #expect(first.greatest([(a, 1), (b, -1)]) == second.greatest([(a, 1), (b, -1)]))
    }
}
