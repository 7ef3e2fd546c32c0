/// Counts, some of them withheld, and the sums that are published of them.
public struct LinkedCounts: Sendable {
    private var programme = LinearProgramme()

    /// Creates counts.
    ///
    /// - Parameters:
    ///   - counts: By cell, the published count; nil where it is withheld.
    ///   - sums: What is published of several cells together.
    public init(_ counts: [Int64?], sums: [(cells: [Int], total: Int64)]) {
        for count in counts {
            _ = programme.addUnknown(count.map(Double.init) ?? 0, count.map(Double.init) ?? .infinity)
        }
        for sum in sums { programme.add(sum.cells.map { ($0, 1) }, Double(sum.total), Double(sum.total)) }
    }

    /// What an outsider can tell of each of these cells; nil when the figures contradict each other.
    public func ranges(of cells: [Int]) -> [WholeRange]? {
        let simplex = Simplex(programme)
        var ranges: [WholeRange] = []
        for cell in cells {
            guard let range = simplex.range(of: cell) else { return nil }
            ranges.append(range)
        }
        return ranges
    }
}
