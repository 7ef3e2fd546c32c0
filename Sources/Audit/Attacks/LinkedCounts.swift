/// Counts, some of them suppressed, and published sums of them.
public struct LinkedCounts: Sendable {
    private var programme = LinearProgramme()

    /// Creates counts.
    ///
    /// - Parameters:
    ///   - counts: By cell, the published count; nil for a suppressed one.
    ///   - sums: Published totals of several cells.
    public init(_ counts: [Int64?], sums: [(cells: [Int], total: Int64)]) {
        for count in counts {
            _ = programme.addUnknown(count.map(Double.init) ?? 0, count.map(Double.init) ?? .infinity)
        }
        for sum in sums { programme.add(sum.cells.map { ($0, 1) }, Double(sum.total), Double(sum.total)) }
    }

    /// The feasibility interval of each of these cells; nil if the figures contradict each other.
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
