import Foundation
import GRDB
import Statistics

/// The stored tallies of one period of a SQLite ledger, in one transaction.
struct StoredTable {
    let db: Database
    /// The key of the period.
    let period: Int64

    /// The number of regions from which on a scan of all is faster than a look-up of each.
    private static let many = 4000

    /// Calls `body` with the tallies of some regions, once each, or with every one.
    func forEach(among regions: [RegionCode]?, _ body: (StoredTally) throws -> Void) throws {
        if let regions { try forEach(of: regions, body) } else { try forEach(body) }
    }

    /// Calls `body` with every tally.
    func forEach(_ body: (StoredTally) throws -> Void) throws {
        try forEach(where: { _ in true }, body)
    }

    /// Calls `body` with the tallies of `regions`, once each.
    func forEach(of regions: [RegionCode], _ body: (StoredTally) throws -> Void) throws {
        let wanted = Set(regions)
        guard wanted.count < Self.many else { return try forEach(where: wanted.contains, body) }
        let statement = try db.cachedStatement(sql: Self.select + " AND region.code = ?2")
        for code in wanted {
            let rows = try Row.fetchCursor(statement, arguments: [period, code.description])
            if let row = try rows.next() { try body(Self.decode(row, code)) }
        }
    }

    private func forEach(where isWanted: (RegionCode) -> Bool, _ body: (StoredTally) throws -> Void) throws {
        let statement = try db.cachedStatement(sql: Self.select)
        let rows = try Row.fetchCursor(statement, arguments: [period])
        while let row = try rows.next() {
            let code = RegionCode(try row.decode(atIndex: 0))
            if isWanted(code) { try body(Self.decode(row, code)) }
        }
    }

    private static let select = """
        SELECT region.code, held.delivery, tally.bytes FROM held
        JOIN region ON region.id = held.region
        JOIN tally ON tally.delivery = held.delivery AND tally.period = held.period AND tally.region = held.region
        WHERE held.period = ?1
        """

    private static func decode(_ row: Row, _ code: RegionCode) throws -> StoredTally {
        // The bytes of SQLite are borrowed; the array is a copy.
        let bytes = try row.withUnsafeData(atIndex: 2) { $0.map(Array.init) }
        guard let tally = Tally(bytes: bytes ?? []) else { throw LedgerDamage() }
        return StoredTally(region: code, tally: tally, delivery: try row.delivery(at: 1))
    }
}
