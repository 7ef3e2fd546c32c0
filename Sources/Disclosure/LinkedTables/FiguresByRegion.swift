import Codebook
import Statistics

/// The exact figures of the regions of several tables.
struct FiguresByRegion: Sendable {
    private let tables: [FiguresTable]
    private let rows: [LinkedRegions.Key: Int]

    init(_ tables: [FiguresTable]) {
        self.tables = tables
        var rows: [LinkedRegions.Key: Int] = [:]
        for (geography, table) in tables.enumerated() {
            for (place, row) in table.rows.enumerated() {
                rows[LinkedRegions.Key(geography: geography, region: row.region)] = place
            }
        }
        self.rows = rows
    }

    /// The figures of a region, with the columns of its table; nil if it has no row.
    subscript(key: LinkedRegions.Key) -> (columns: [Int], figures: RegionFigures)? {
        rows[key].map { (tables[key.geography].columns, tables[key.geography].rows[$0].figures) }
    }
}
