import Statistics

/// Exact figures that were worked out of one reading, for every table that needs the same ones.
public struct SharedFigures: Sendable {
    private var tables: [Extent: FiguresTable] = [:]

    /// Nothing yet.
    public init() {}

    /// The figures of an extent by the codebook of development, worked out once.
    mutating func scores(_ extent: Extent, _ work: () -> FiguresTable) -> FiguresTable {
        if let known = tables[extent] { return known }
        let table = work()
        tables[extent] = table
        return table
    }
}
