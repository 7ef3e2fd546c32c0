import GRDB
import Statistics

/// The keys of region codes in a SQLite ledger, which numbers every code on its first appearance.
struct RegionKeys {
    private let db: Database
    private var known: [RegionCode: Int64] = [:]
    /// True if `known` has every code that has a key.
    private let knowsAll: Bool

    /// The number of look-ups from which on all codes are read at once.
    private static let many = 2000

    /// Prepares for that many look-ups.
    init(db: Database, expecting count: Int) throws {
        self.db = db
        knowsAll = count >= Self.many
        guard knowsAll else { return }
        let rows = try Row.fetchCursor(db, sql: "SELECT code, id FROM region")
        while let row = try rows.next() {
            known[RegionCode(try row.decode(atIndex: 0))] = try row.decode(atIndex: 1)
        }
    }

    /// Gives a key to each of many codes without one, in their order.
    mutating func add(_ codes: some Sequence<RegionCode>) throws {
        guard knowsAll else { return }
        var next = try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) FROM region") ?? 0
        var new: [(key: Int64, code: RegionCode)] = []
        for code in codes where known[code] == nil {
            next += 1
            known[code] = next
            new.append((next, code))
        }
        try ManyRows(db: db, table: "region", columns: "id, code", width: 2)
            .insert(new) { [$0.key, $0.code.description] }
    }

    /// Returns the key of a code, a new one if needed.
    mutating func key(of code: RegionCode) throws -> Int64 {
        if let key = known[code] { return key }
        if !knowsAll {
            let find = try db.cachedStatement(sql: "SELECT id FROM region WHERE code = ?")
            if let key = try Int64.fetchOne(find, arguments: [code.description]) {
                known[code] = key
                return key
            }
        }
        try db.cachedStatement(sql: "INSERT INTO region (code) VALUES (?)").execute(arguments: [
            code.description
        ])
        let key = db.lastInsertedRowID
        known[code] = key
        return key
    }
}
